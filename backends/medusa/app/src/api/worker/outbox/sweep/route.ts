import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { deleteAbandonedOrders } from '../../../../abandoned-orders';
import { claimOrders } from '../../../../email-proofs';
import { issueMissedInvoices } from '../../../../invoices/issue';
import { recordMails } from '../../../../order-mails';
import { settleMissedReturns } from '../../../../orders/settle-returns';
import { addMissedOrders } from '../../../../outbox';
import { capturePayments } from '../../../../payments/capture';
import { linkOrders } from '../../../../payments/link-orders';
import { reconcilePayments } from '../../../../payments/reconcile';
import { reconcileOrders } from '../../../../reconcile-orders';

/**
 * Completes orders that a crash of Medusa interrupted, ends payments without an order, and does the work of missed events:
 * adds orders to the outbox, captures payments of shipped orders, refunds received returns, assigns orders of guests to the
 * customer who has verified the address, issues invoices, and records mails to buyers.
 */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await linkOrders(req.scope);
  await deleteAbandonedOrders(req.scope);
  await reconcileOrders(req.scope);
  await reconcilePayments(req.scope);
  await capturePayments(req.scope);
  await claimOrders(req.scope, {});
  await settleMissedReturns(req.scope);
  await issueMissedInvoices(req.scope);
  await recordMails(req.scope);
  res.json({ found: await addMissedOrders(req.scope) });
}
