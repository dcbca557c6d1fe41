import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { claimOrders } from '../address-proofs';
import { noteEvents } from '../order-events';
import { putIntoOutbox } from '../outbox';

/**
 * Every order that is placed goes into the outbox and to partners; a guest's becomes that of the customer who has
 * proved its address. The sweeps find what is missed here.
 */
export default async function orderPlaced({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  await claimOrders(container, { orderId: event.data.id });
  await putIntoOutbox(container, event.data.id);
  await noteEvents(container, event.data.id);
}

export const config: SubscriberConfig = { event: 'order.placed', context: { subscriberId: 'outbox' } };
