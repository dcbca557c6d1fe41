import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { orderOfParcel, recordEvents } from '../order-events';
import { capturePayments } from '../payments/capture';

/**
 * Records the event of each shipped parcel for partners, and captures the payment with the first. The sweep repeats what is
 * missed here.
 */
export default async function shipmentCreated({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  const orderId = await orderOfParcel(container, event.data.id);
  if (!orderId) return;
  await recordEvents(container, orderId);
  await capturePayments(container, orderId);
}

export const config: SubscriberConfig = { event: 'shipment.created', context: { subscriberId: 'order-events' } };
