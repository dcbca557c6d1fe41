import type { MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { claimOrders } from '../../../../email-proofs';
import { addMissedOrders } from '../../../../outbox';
import { reconcileOrders } from '../../../../reconcile-orders';

/**
 * Completes orders that a crash of Medusa interrupted, and does the work of missed events: adds orders to the
 * outbox, and assigns orders of guests to the customer who has verified the address.
 */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await reconcileOrders(req.scope);
  await claimOrders(req.scope, {});
  res.json({ found: await addMissedOrders(req.scope) });
}
