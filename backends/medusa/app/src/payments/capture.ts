import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { capturePaymentWorkflow } from '@medusajs/medusa/core-flows';

/**
 * Days after which a payment is captured although nothing was shipped: card networks drop an authorization after seven, and a
 * pre-order would be shipped without payment.
 */
const captureAfterDays = 6;

/**
 * Captures the payments, in full, of orders with a parcel that was shipped or picked up, and those whose authorization expires soon. With an order
 * id, of this order only. Attempts that were given up have no session any more and are skipped. A failure is logged, and the next run repeats it.
 */
export async function capturePayments(container: MedusaContainer, orderId?: string): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select payment.id, link.order_id from payment
       join order_payment_collection link
         on link.payment_collection_id = payment.payment_collection_id and link.deleted_at is null
       join "order" on "order".id = link.order_id
       join payment_session on payment_session.id = payment.payment_session_id and payment_session.deleted_at is null
     where payment.captured_at is null and payment.canceled_at is null and payment.deleted_at is null
       and "order".canceled_at is null and "order".status <> 'canceled' and (?::text is null or link.order_id = ?)
       and payment.created_at > now() - interval '30 days'
       and (payment.created_at < now() - ? * interval '1 day' or exists (
         select from order_fulfillment parcel join fulfillment on fulfillment.id = parcel.fulfillment_id
         where parcel.order_id = link.order_id and coalesce(fulfillment.shipped_at, fulfillment.delivered_at) is not null and fulfillment.canceled_at is null))
     order by payment.created_at limit 50`,
    [orderId ?? null, orderId ?? null, captureAfterDays],
  );
  for (const { id, order_id } of rows as { id: string; order_id: string }[]) {
    try {
      await container
        .resolve(Modules.LOCKING)
        .execute([`capture:${id}`], () => capture(container, id), { timeout: 10 });
      logger.info(`payment_captured: payment ${id} of order ${order_id}`);
    } catch (error) {
      logger.error(`payment_capture_failed: payment ${id} of order ${order_id}: ${(error as Error).message}`);
    }
  }
}

async function capture(container: MedusaContainer, id: string): Promise<void> {
  const payments = container.resolve(Modules.PAYMENT);
  const payment = await payments.retrievePayment(id, { relations: ['captures'] });
  if (payment.captured_at || payment.canceled_at) return;
  // A crash between Medusa's row and the provider leaves a capture that may not have happened. It is repeated from the start: the
  // provider captures once, and answers a repeat with what it has captured.
  for (const left of payment.captures ?? []) await payments.deleteCaptures([left.id]);
  await capturePaymentWorkflow(container).run({ input: { payment_id: id } });
}
