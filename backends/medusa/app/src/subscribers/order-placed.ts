import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { claimOrders } from '../email-proofs';
import { recordEvents } from '../order-events';
import { addToOutbox } from '../outbox';

/**
 * Adds each new order to the outbox, records its event for partners, and assigns a guest's order to the customer who has
 * verified its e-mail address. The sweeps repeat what is missed here.
 */
export default async function orderPlaced({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  await claimOrders(container, { orderId: event.data.id });
  await addToOutbox(container, event.data.id);
  await recordEvents(container, event.data.id);
}

export const config: SubscriberConfig = { event: 'order.placed', context: { subscriberId: 'outbox' } };
