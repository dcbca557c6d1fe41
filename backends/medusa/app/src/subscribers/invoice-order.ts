import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { orderOfPayment } from '../invoices/due';
import { issueInvoices } from '../invoices/issue';
import { orderOfParcel } from '../order-events';

/** Issues the invoice of an order that was paid or shipped, and the credit note of a refund. The job issues what is missed here. */
export default async function invoiceOrder({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  const { id } = event.data;
  const isParcel = event.name === 'shipment.created';
  const orderId = await (isParcel ? orderOfParcel(container, id) : orderOfPayment(container, id));
  if (orderId) await issueInvoices(container, orderId);
}

export const config: SubscriberConfig = {
  event: ['payment.captured', 'payment.refunded', 'shipment.created'],
  context: { subscriberId: 'invoices' },
};
