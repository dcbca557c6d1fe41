import type { SubscriberArgs, SubscriberConfig } from '@medusajs/framework';
import { recordEvents } from '../order-events';
import { settleReturn } from '../orders/settle-returns';

/** Refunds the received pieces of a return, and records its event for partners. The sweeps repeat what is missed here. */
export default async function returnReceived({ event, container }: SubscriberArgs<Received>): Promise<void> {
  const { order_id, return_id } = event.data;
  await recordEvents(container, order_id);
  await settleReturn(container, order_id, return_id);
}

interface Received {
  order_id: string;
  return_id: string;
}

export const config: SubscriberConfig = { event: 'order.return_received', context: { subscriberId: 'return-refunds' } };
