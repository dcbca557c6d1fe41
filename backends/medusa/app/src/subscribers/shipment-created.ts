import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { noteEvents, orderOfParcel } from '../order-events';

/** Every parcel that leaves is told to partners. What is missed here, the sweep finds. */
export default async function shipmentCreated({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  const orderId = await orderOfParcel(container, event.data.id);
  if (orderId) await noteEvents(container, orderId);
}

export const config: SubscriberConfig = { event: 'shipment.created', context: { subscriberId: 'order-events' } };
