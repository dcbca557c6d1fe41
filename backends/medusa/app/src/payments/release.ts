import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';

/**
 * Gives a buyer's money back where no order was placed: cancels an authorization, refunds what was captured, and removes
 * the session, so that the cart needs a new payment. Does nothing where the cart is an order. Rejects where the provider does
 * not answer; a repeat continues.
 */
export async function releaseSession(container: MedusaContainer, sessionId: string): Promise<void> {
  if (await hasOrder(container, sessionId)) return;
  const payments = container.resolve(Modules.PAYMENT);
  const [payment] = await payments.listPayments(
    { payment_session_id: sessionId },
    { relations: ['captures', 'refunds'], take: 1 },
  );
  if (payment?.captures?.length) {
    if (!payment.refunds?.length)
      await payments.refundPayment({ payment_id: payment.id, note: 'No order was placed.' });
    // The provider refuses to cancel what it has captured, so only Medusa's row is removed.
    await rowsOf(payments).deletePaymentSessions(sessionId);
    return;
  }
  if (payment && !payment.canceled_at) await payments.cancelPayment(payment.id);
  await payments.deletePaymentSession(sessionId);
}

async function hasOrder(container: MedusaContainer, sessionId: string): Promise<boolean> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select from payment_session session
       join cart_payment_collection paid on paid.payment_collection_id = session.payment_collection_id
       join order_cart on order_cart.cart_id = paid.cart_id and order_cart.deleted_at is null
     where session.id = ?`,
    [sessionId],
  );
  return rows.length > 0;
}

/** Medusa generates this method for its rows, but its types lack it. */
function rowsOf(payments: unknown) {
  return payments as { deletePaymentSessions(id: string): Promise<void> };
}
