import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { putIntoOutbox } from '../outbox';

/** Every order that is placed goes into the outbox. What is missed here, the sweep finds. */
export default async function orderPlaced({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  await putIntoOutbox(container, event.data.id);
}

export const config: SubscriberConfig = { event: 'order.placed', context: { subscriberId: 'outbox' } };
