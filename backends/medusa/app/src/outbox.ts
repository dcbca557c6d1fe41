import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { isWhole } from './whole-orders';

/** An order that the warehouse has not taken yet. */
export interface Waiting {
  order_id: string;
  created_at: Date;
  last_error: string | null;
}

/** Puts an order into the outbox; one that is there stays as it is. */
export async function putIntoOutbox(container: MedusaContainer, orderId: string): Promise<void> {
  await database(container).raw('insert into order_outbox (order_id) values (?) on conflict do nothing', [orderId]);
}

/** Puts in what an event never told: orders of the last week that are whole and not there. Returns how many. */
export async function sweep(container: MedusaContainer): Promise<number> {
  const { rowCount } = await database(container).raw(`
    insert into order_outbox (order_id)
    select id from "order"
    where created_at between now() - interval '7 days' and now() - interval '2 seconds' and ${isWhole}
      and not is_draft_order and canceled_at is null and deleted_at is null and status <> 'canceled'
      and not exists (select from order_outbox where order_id = "order".id)
    on conflict do nothing`);
  return rowCount;
}

/** What waits, the oldest first. */
export async function waiting(container: MedusaContainer, limit: number): Promise<Waiting[]> {
  const { rows } = await database(container).raw(
    `select order_id, created_at, last_error from order_outbox
     where delivered_at is null order by created_at, order_id limit ?`,
    [limit],
  );
  return rows;
}

/** Notes that the warehouse took an order; the first time counts. False when the order is not in the outbox. */
export async function noteDelivered(container: MedusaContainer, orderId: string, reference: string): Promise<boolean> {
  const { rowCount } = await database(container).raw(
    `update order_outbox set reference = case when delivered_at is null then ? else reference end,
       delivered_at = coalesce(delivered_at, now()), last_error = null
     where order_id = ?`,
    [reference, orderId],
  );
  return rowCount > 0;
}

/** Notes why an order could not be delivered. False when it is not in the outbox. */
export async function noteFailed(container: MedusaContainer, orderId: string, error: string): Promise<boolean> {
  const { rowCount } = await database(container).raw('update order_outbox set last_error = ? where order_id = ?', [
    error.slice(0, 500),
    orderId,
  ]);
  return rowCount > 0;
}

function database(container: MedusaContainer) {
  return container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
}
