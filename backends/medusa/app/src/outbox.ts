import type { MedusaContainer } from '@medusajs/framework/types';
import { database } from './database';
import { isUnreleased } from './limited/pre-orders';
import { isComplete } from './reconcile-orders';
import { isPickup } from './shipping/pickup';

/** An order that the warehouse has not accepted yet. */
export interface PendingOrder {
  order_id: string;
  created_at: Date;
  last_error: string | null;
}

/** Adds an order to the outbox; an order that is in it stays unchanged. One that the buyer picks up is not added. */
export async function addToOutbox(container: MedusaContainer, orderId: string): Promise<void> {
  await database(container).raw(
    `insert into order_outbox (order_id) select id from "order" where id = ? and not ${isPickup} on conflict do nothing`,
    [orderId],
  );
}

/** Adds complete orders of the last week that subscribers missed. Returns their number. */
export async function addMissedOrders(container: MedusaContainer): Promise<number> {
  const { rowCount } = await database(container).raw(`
    insert into order_outbox (order_id)
    select id from "order"
    where created_at between now() - interval '7 days' and now() - interval '2 seconds' and ${isComplete}
      and not is_draft_order and canceled_at is null and deleted_at is null and status <> 'canceled' and not ${isPickup}
      and not exists (select from order_outbox where order_id = "order".id)
    on conflict do nothing`);
  return rowCount;
}

/**
 * Orders that are not delivered to the warehouse, the oldest first. Those with pre-ordered pieces wait for their release, and
 * those that their buyers cancel are left out.
 */
export async function pendingOrders(container: MedusaContainer, limit: number): Promise<PendingOrder[]> {
  const { rows } = await database(container).raw(
    `select order_id, created_at, last_error from order_outbox
     where delivered_at is null and not ${isUnreleased('order_outbox.order_id')} and not exists (
       select from "order" where id = order_id and metadata -> 'cancellation' ->> 'state' = 'requested')
     order by created_at, order_id limit ?`,
    [limit],
  );
  return rows;
}

/** Records that the warehouse accepted an order; the first time counts. False when the order is not in the outbox. */
export async function markDelivered(container: MedusaContainer, orderId: string, reference: string): Promise<boolean> {
  const { rowCount } = await database(container).raw(
    `update order_outbox set reference = case when delivered_at is null then ? else reference end,
       delivered_at = coalesce(delivered_at, now()), last_error = null
     where order_id = ?`,
    [reference, orderId],
  );
  return rowCount > 0;
}

/** Records why an order could not be delivered. False when it is not in the outbox. */
export async function markFailed(container: MedusaContainer, orderId: string, error: string): Promise<boolean> {
  const { rowCount } = await database(container).raw('update order_outbox set last_error = ? where order_id = ?', [
    error.slice(0, 500),
    orderId,
  ]);
  return rowCount > 0;
}
