import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, MedusaError, Modules } from '@medusajs/framework/utils';
import { cancelOrderWorkflow } from '@medusajs/medusa/core-flows';
import { dropChanged } from '../cache/changed';
import { database } from '../database';
import { recordEvents } from '../order-events';
import { refundOrder, voidPayments } from './refund';

/** A buyer's wish to cancel, in the metadata of the order as `cancellation`. Only this file writes it. */
export interface Cancellation {
  /** `requested` until the warehouse has answered; `refused` where a parcel has left. */
  state: 'requested' | 'completed' | 'refused';
  reason: string | null;
  requested_at: string;
}

/** What the warehouse says about an order: it will not be sent, or some of it has left. */
export type WarehouseAnswer = 'stopped' | 'left';

/**
 * Records that the buyer wants to cancel the order, and returns how far it is. An order that the warehouse does not know
 * yet is canceled at once. Every other waits for the warehouse: the worker reads such orders, until `endCancellation` is called.
 * Throws NOT_ALLOWED where a parcel has left.
 */
export function requestCancellation(
  container: MedusaContainer,
  orderId: string,
  reason: string | null,
): Promise<Cancellation['state']> {
  return exclusively(container, orderId, async () => {
    const order = await readOrder(container, orderId);
    if (order.canceled_at) return 'completed';
    if (hasLeft(order)) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, 'The order has left the warehouse');
    const now = new Date().toISOString();
    await write(container, orderId, { state: 'requested', reason, requested_at: now });
    const isUnknown = await keepFromWarehouse(container, orderId);
    return isUnknown ? cancel(container, orderId) : 'requested';
  });
}

/** Orders whose cancellation waits for the warehouse, the oldest first. */
export async function pendingCancellations(container: MedusaContainer, limit: number): Promise<string[]> {
  const { rows } = await database(container).raw(
    `select id from "order" where metadata -> 'cancellation' ->> 'state' = 'requested'
     order by metadata -> 'cancellation' ->> 'requested_at', id limit ?`,
    [limit],
  );
  return rows.map(({ id }: { id: string }) => id);
}

/**
 * Cancels the order, or refuses where a parcel has left: reported to Medusa already or not. Repeat it after a crash: the
 * payment is released or given back before the order is canceled, and both are safe to repeat.
 */
export function endCancellation(
  container: MedusaContainer,
  orderId: string,
  answer: WarehouseAnswer,
): Promise<Cancellation['state']> {
  return exclusively(container, orderId, async () => {
    const order = await readOrder(container, orderId);
    if (order.canceled_at) return finish(container, orderId, 'completed');
    if (answer === 'left' || hasLeft(order)) return finish(container, orderId, 'refused');
    return cancel(container, orderId);
  });
}

/** How far the cancellation of an order is; undefined without one. */
export async function stateOfCancellation(container: MedusaContainer, orderId: string) {
  const { rows } = await database(container).raw(
    `select metadata -> 'cancellation' ->> 'state' as state from "order" where id = ?`,
    [orderId],
  );
  return rows[0]?.state as Cancellation['state'] | undefined;
}

/** Drops the products of an order from the cache, because their stock has changed. Returns their ids. */
export async function dropProductsOf(container: MedusaContainer, orderId: string): Promise<string[]> {
  const { rows } = await database(container).raw(
    `select distinct variant.product_id as id from order_item as item
     join order_line_item as line on line.id = item.item_id
     join product_variant_inventory_item as taken on taken.variant_id = line.variant_id
     join product_variant_inventory_item as shared on shared.inventory_item_id = taken.inventory_item_id
     join product_variant as variant on variant.id = shared.variant_id
     where item.order_id = ?`,
    [orderId],
  );
  const ids = rows.map(({ id }: { id: string }) => id);
  await dropChanged(
    container,
    ids.map((id: string) => ({ kind: 'stock', id })),
  );
  return ids;
}

async function cancel(container: MedusaContainer, orderId: string): Promise<'completed'> {
  await voidPayments(container, orderId);
  await refundOrder(container, orderId, { key: `cancellation ${orderId}`, note: 'Order canceled' });
  await cancelOrderWorkflow(container).run({ input: { order_id: orderId } });
  await recordEvents(container, orderId);
  return finish(container, orderId, 'completed');
}

async function finish<State extends Cancellation['state']>(
  container: MedusaContainer,
  orderId: string,
  state: State,
): Promise<State> {
  await database(container).raw(
    `update "order" set metadata = jsonb_set(metadata, '{cancellation,state}', to_jsonb(?::text)), updated_at = now()
     where id = ? and metadata -> 'cancellation' is not null`,
    [state, orderId],
  );
  if (state === 'completed') {
    const canceled = `update order_outbox set delivered_at = now(), reference = 'canceled'
      where order_id = ? and delivered_at is null`;
    await database(container).raw(canceled, [orderId]);
  }
  return state;
}

/** A repeated request keeps the first reason. */
async function write(container: MedusaContainer, orderId: string, cancellation: Cancellation) {
  await database(container).raw(
    `update "order" set metadata = coalesce(metadata, '{}') || jsonb_build_object('cancellation', ?::jsonb), updated_at = now()
     where id = ? and coalesce(metadata -> 'cancellation' ->> 'state', '') <> 'requested'`,
    [JSON.stringify(cancellation), orderId],
  );
}

/** Marks an order as delivered before the worker can see it. False where it is in the outbox already. */
async function keepFromWarehouse(container: MedusaContainer, orderId: string): Promise<boolean> {
  const { rowCount } = await database(container).raw(
    `insert into order_outbox (order_id, delivered_at, reference) values (?, now(), 'canceled') on conflict do nothing`,
    [orderId],
  );
  return rowCount > 0;
}

interface Order {
  canceled_at: Date | null;
  fulfillments: ({ canceled_at: Date | null } | null)[] | null;
}

async function readOrder(container: MedusaContainer, id: string): Promise<Order> {
  const { data } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'order', fields: ['id', 'canceled_at', 'fulfillments.canceled_at'], filters: { id } });
  const [order] = data as unknown as Order[];
  if (!order) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Order id not found: ${id}`);
  return order;
}

function hasLeft({ fulfillments }: Order): boolean {
  return (fulfillments ?? []).some((parcel) => parcel && !parcel.canceled_at);
}

/** The same lock as for reported shipments, so that either the shipment or the cancellation is first. */
function exclusively<Result>(
  container: MedusaContainer,
  orderId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return container.resolve(Modules.LOCKING).execute(`shipments:${orderId}`, work, { timeout: 10 });
}
