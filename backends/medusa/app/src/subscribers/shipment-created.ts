import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { orderOfParcel, recordEvents } from '../order-events';

/** Records the event of each shipped parcel for partners. The sweep records what is missed here. */
export default async function shipmentCreated({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  const orderId = await orderOfParcel(container, event.data.id);
  if (orderId) await recordEvents(container, orderId);
}

export const config: SubscriberConfig = { event: 'shipment.created', context: { subscriberId: 'order-events' } };
