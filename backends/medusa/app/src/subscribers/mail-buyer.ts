import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { orderOfPayment } from '../invoices/due';
import { orderOfParcel } from '../order-events';
import { recordMails } from '../order-mails';

/** Records the mails to the buyer. The sweep records what is missed here. */
export default async function mailBuyer({ event, container }: SubscriberArgs<Changed>): Promise<void> {
  const { id = '', order_id } = event.data;
  const orderOf = { payment: orderOfPayment, shipment: orderOfParcel, delivery: orderOfParcel }[
    event.name.split('.')[0] as string
  ];
  const orderId = order_id ?? (orderOf ? await orderOf(container, id) : id);
  if (orderId) await recordMails(container, orderId);
}

/** The order itself, or one of its parcels or payments. */
interface Changed {
  id?: string;
  order_id?: string;
}

export const config: SubscriberConfig = {
  event: [
    ...['order.placed', 'order.canceled', 'order.fulfillment_created', 'order.return_requested'],
    ...['shipment.created', 'delivery.created', 'payment.refunded'],
  ],
  context: { subscriberId: 'order-mails' },
};
