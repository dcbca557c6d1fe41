import type { MedusaContainer } from '@medusajs/framework/types';
import { database } from './database';
import { isComplete } from './reconcile-orders';

/** Something that happened to an order. */
export interface OrderEvent {
  id: string;
  type: 'order.placed' | 'order.shipped' | 'order.canceled' | 'order.returned';
  order_id: string;
  fulfillment_id: string | null;
  return_id: string | null;
  occurred_at: Date;
}

/**
 * Records the events of the last week that are not recorded yet, of all orders or one. Returns their number. Subscribers
 * record events as they happen; the sweep records those that subscribers missed.
 */
export async function recordEvents(container: MedusaContainer, orderId: string | null = null): Promise<number> {
  const { rowCount } = await database(container).raw(
    `
    insert into order_event (id, type, order_id, fulfillment_id, return_id, occurred_at)
    select 'evt_placed_' || id, 'order.placed', id, null, null, created_at
    from "order"
    where created_at > now() - interval '7 days' and (:order::text is null or id = :order)
      and not is_draft_order and deleted_at is null and ${isComplete}
    union all
    select 'evt_shipped_' || fulfillment.id, 'order.shipped', order_id, fulfillment.id, null, shipped_at
    from fulfillment join order_fulfillment on fulfillment_id = fulfillment.id
    where shipped_at > now() - interval '7 days' and (:order::text is null or order_id = :order)
      and canceled_at is null and fulfillment.deleted_at is null
    union all
    select 'evt_canceled_' || id, 'order.canceled', id, null, null, canceled_at
    from "order"
    where canceled_at > now() - interval '7 days' and (:order::text is null or id = :order)
      and not is_draft_order and deleted_at is null
    union all
    select 'evt_returned_' || id, 'order.returned', order_id, null, id, received_at
    from "return"
    where received_at > now() - interval '7 days' and (:order::text is null or order_id = :order)
      and canceled_at is null and deleted_at is null
    on conflict do nothing`,
    { order: orderId },
  );
  return rowCount;
}

/** The order of a parcel; undefined where there is none. */
export async function orderOfParcel(container: MedusaContainer, fulfillmentId: string): Promise<string | undefined> {
  const { rows } = await database(container).raw('select order_id from order_fulfillment where fulfillment_id = ?', [
    fulfillmentId,
  ]);
  return rows[0]?.order_id;
}

/** Events that are not marked as taken, the oldest first. */
export async function pendingEvents(container: MedusaContainer, limit: number): Promise<OrderEvent[]> {
  const { rows } = await database(container).raw(
    `select id, type, order_id, fulfillment_id, return_id, occurred_at from order_event
     where taken_at is null order by occurred_at, id limit ?`,
    [limit],
  );
  return rows;
}

/** Marks events as taken. */
export async function markTaken(container: MedusaContainer, ids: string[]): Promise<void> {
  await database(container).raw('update order_event set taken_at = now() where id = any(?) and taken_at is null', [
    ids,
  ]);
}
