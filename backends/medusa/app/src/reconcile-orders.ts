import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { isUnnumbered, recordPieces } from './limited/pieces';
import { reserveAtStore } from './shipping/pickup';

/**
 * SQL conditions on rows of `"order"`. Medusa creates an order first and then its parts: the cart that it came
 * from is completed, its pieces are reserved and get the numbers of their edition, its payment is authorized. An order
 * lacks some of these while it is being created, or after a crash of Medusa. Without a completed cart it is abandoned: the
 * buyer's retry creates another order.
 */
const hasCart = `exists (
  select from order_cart link join cart on cart.id = link.cart_id
  where link.order_id = "order".id and link.deleted_at is null and cart.completed_at is not null)`;
const isUnpaid = `exists (
  select from order_payment_collection link join payment_collection on payment_collection.id = link.payment_collection_id
  where link.order_id = "order".id and link.deleted_at is null
    and payment_collection.status in ('not_paid', 'awaiting', 'canceled', 'failed'))`;
const isUnreserved = `exists (
  select from order_item item
    join order_line_item line on line.id = item.item_id
    join product_variant variant on variant.id = line.variant_id
  where item.order_id = "order".id and item.version = "order".version and item.deleted_at is null
    and item.fulfilled_quantity = 0 and variant.manage_inventory
    and not exists (select from reservation_item where line_item_id = line.id and deleted_at is null))`;

/** Whether an order is complete, and so may be shipped. */
export const isComplete = `${hasCart} and not ${isUnpaid} and not ${isUnreserved} and not ${isUnnumbered}`;

/**
 * Completes the incomplete orders of the last week that are no longer being created: the lock of a completion
 * expires after two minutes. Orders without stock or with a declined payment need manual action; they are logged.
 */
export async function reconcileOrders(container: MedusaContainer): Promise<void> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(`
    select id from "order"
    where created_at between now() - interval '7 days' and now() - interval '2 minutes'
      and not is_draft_order and canceled_at is null and deleted_at is null and status <> 'canceled'
      and ${hasCart} and (${isUnpaid} or ${isUnreserved} or ${isUnnumbered})`);
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  for (const { id } of rows as { id: string }[]) {
    try {
      const order = await readOrder(container, id);
      await reserve(container, order);
      await recordPieces(container, id);
      await reserveAtStore(container, id);
      await authorize(container, order);
      logger.warn(`order_reconciled: order ${id} was incomplete and is complete now`);
    } catch (error) {
      logger.error(`order_incomplete: order ${id} needs manual action: ${(error as Error).message}`);
    }
  }
}

interface Order {
  id: string;
  sales_channel_id: string;
  items: { id: string; quantity: number; variant: Variant | null }[];
  payment_collections: { status: string; payment_sessions: { id: string }[] }[];
}

interface Variant {
  id: string;
  manage_inventory: boolean;
  allow_backorder: boolean;
  inventory_items: {
    inventory_item_id: string;
    required_quantity: number;
    inventory: { location_levels: Level[] };
  }[];
}

interface Level {
  location_id: string;
  stocked_quantity: number;
  reserved_quantity: number;
  stock_locations: { sales_channels: { id: string }[] }[];
}

async function readOrder(container: MedusaContainer, id: string): Promise<Order> {
  const levels = 'items.variant.inventory_items.inventory.location_levels';
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'order',
    fields: [
      ...['id', 'sales_channel_id', 'items.*', 'items.detail.*', 'items.variant.id', 'items.variant.manage_inventory'],
      ...['items.variant.allow_backorder', 'items.variant.inventory_items.inventory_item_id'],
      'items.variant.inventory_items.required_quantity',
      ...[`${levels}.location_id`, `${levels}.stocked_quantity`, `${levels}.reserved_quantity`],
      ...[`${levels}.stock_locations.sales_channels.id`],
      ...['payment_collections.status', 'payment_collections.payment_sessions.id'],
    ],
    filters: { id },
  });
  return data[0] as unknown as Order;
}

/** Reserves the pieces that are not reserved, where the stock of the order's sales channel is sufficient. */
async function reserve(container: MedusaContainer, { items, sales_channel_id }: Order): Promise<void> {
  const inventory = container.resolve(Modules.INVENTORY);
  const known = await inventory.listReservationItems({ line_item_id: items.map(({ id }) => id) });
  const isBare = ({ id }: Order['items'][number]) => !known.some(({ line_item_id }) => line_item_id === id);
  const reservations = items.filter(isBare).flatMap(({ id, quantity, variant }) => {
    if (!variant?.manage_inventory) return [];
    return variant.inventory_items.map((piece) => {
      const wanted = Number(piece.required_quantity) * Number(quantity);
      const levels = piece.inventory.location_levels.filter(({ stock_locations }) =>
        stock_locations.some(({ sales_channels }) => sales_channels.some((channel) => channel.id === sales_channel_id)),
      );
      const enough = levels.find((level) => Number(level.stocked_quantity) - Number(level.reserved_quantity) >= wanted);
      const level = enough ?? (variant.allow_backorder ? levels[0] : undefined);
      if (!level) throw new Error(`insufficient stock of ${variant.id}`);
      return {
        line_item_id: id,
        inventory_item_id: piece.inventory_item_id,
        quantity: wanted,
        allow_backorder: variant.allow_backorder,
        location_id: level.location_id,
      };
    });
  });
  if (reservations.length === 0) return;
  const keys = [...new Set(reservations.map(({ inventory_item_id }) => inventory_item_id))];
  await container.resolve(Modules.LOCKING).execute(keys, () => inventory.createReservationItems(reservations));
}

/** Authorizes payments that are not authorized yet. */
async function authorize(container: MedusaContainer, { payment_collections: payments }: Order): Promise<void> {
  for (const { status, payment_sessions: sessions } of payments) {
    const [session] = sessions;
    if (!['not_paid', 'awaiting'].includes(status) || !session) continue;
    await container.resolve(Modules.PAYMENT).authorizePaymentSession(session.id, {});
  }
}
