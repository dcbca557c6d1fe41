import type { MedusaContainer, PaymentSessionDTO } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { capturePaymentWorkflow } from '@medusajs/medusa/core-flows';
import { completeCart } from './complete';

/** A signed event of a payment provider about a session. */
export interface PaymentEvent {
  sessionId: string;
  /** Medusa's word for what has happened: `authorized`, `captured`, `failed`. */
  action: string;
}

/**
 * Does what follows from the present state of a payment, not from what the event said, so that it may come late or twice: makes the order
 * of an authorized payment, and records a capture that was made at the provider. Returns false where the session does not
 * exist. Rejects where something failed and is to be repeated.
 */
export async function settlePayment(container: MedusaContainer, { sessionId, action }: PaymentEvent): Promise<boolean> {
  const payments = container.resolve(Modules.PAYMENT);
  const [session] = await payments.listPaymentSessions({ id: [sessionId] }, { relations: ['payment'], take: 1 });
  if (!session) return false;
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data: links } = await query.graph({
    entity: 'cart_payment_collection',
    fields: ['cart_id'],
    filters: { payment_collection_id: session.payment_collection_id },
  });
  const cartId = (links[0] as unknown as { cart_id: string } | undefined)?.cart_id;
  const { data: orders } = cartId
    ? await query.graph({ entity: 'order_cart', fields: ['order_id'], filters: { cart_id: cartId } })
    : { data: [] };
  if (cartId && orders.length === 0) await makeOrder(container, cartId, sessionId);
  else if (action === 'captured') await recordCapture(container, session);
  else if (!session.payment && action === 'authorized') await payments.authorizePaymentSession(session.id, {});
  return true;
}

/** Makes the order. Medusa reads the state of the payment from the provider. */
async function makeOrder(container: MedusaContainer, cartId: string, sessionId: string): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  const { orderId, error, isRefused } = await completeCart(container, cartId);
  if (!error) return logger.info(`payment_event_completed: session ${sessionId} made order ${orderId}`);
  if (!isRefused) throw error;
  logger.info(`payment_event_refused: session ${sessionId} made no order: ${error.message}`);
}

async function recordCapture(container: MedusaContainer, session: PaymentSessionDTO): Promise<void> {
  const payments = container.resolve(Modules.PAYMENT);
  const payment = session.payment ?? (await payments.authorizePaymentSession(session.id, {}));
  if (!payment) return;
  const record = async () => {
    const { captured_at, canceled_at } = await payments.retrievePayment(payment.id);
    if (!captured_at && !canceled_at)
      await capturePaymentWorkflow(container).run({ input: { payment_id: payment.id } });
  };
  // The shop's own captures use this lock.
  await container.resolve(Modules.LOCKING).execute([`capture:${payment.id}`], record, { timeout: 10 });
}
