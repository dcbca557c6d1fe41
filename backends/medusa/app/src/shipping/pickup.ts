import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, MedusaError, Modules } from '@medusajs/framework/utils';
import type { MethodData } from './method-data';

/** An SQL condition on rows of `"order"`: the buyer picks the order up, so that the warehouse does not ship it. */
export const isPickup = `exists (
  select from order_shipping link join order_shipping_method method on method.id = link.shipping_method_id
  where link.order_id = "order".id and link.deleted_at is null and method.data->>'kind' = 'PICKUP')`;

/** The stock location at which the order of these shipping methods is picked up; undefined for a delivery. */
export function storeOf(methods: readonly { data?: unknown }[] | null | undefined): string | undefined {
  const data = (methods ?? []).map((method) => method.data as Partial<MethodData> | null);
  return data.find((each) => each?.kind === 'PICKUP')?.location_id ?? undefined;
}

/** Refuses the pick-up of a cart at a location without the stock of all its lines. */
export async function requireStockAt(container: MedusaContainer, locationId: string, cartId: string): Promise<void> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select piece.inventory_item_id
     from cart_line_item line
       join product_variant variant on variant.id = line.variant_id
       join product_variant_inventory_item piece on piece.variant_id = variant.id and piece.deleted_at is null
       left join inventory_level level on level.inventory_item_id = piece.inventory_item_id
         and level.location_id = ? and level.deleted_at is null
     where line.cart_id = ? and line.deleted_at is null and variant.manage_inventory and not variant.allow_backorder
     group by piece.inventory_item_id, level.id
     having coalesce(level.stocked_quantity - level.reserved_quantity, 0) < sum(piece.required_quantity * line.quantity)`,
    [locationId, cartId],
  );
  if (rows.length > 0) throw notInStock(locationId);
}

/**
 * Moves the reservations of an order that is picked up to its store: Medusa reserves at any location. Idempotent. Returns
 * the ids of the new reservations. Throws NOT_ALLOWED when the store lacks a piece; then nothing was moved.
 */
export async function reserveAtStore(container: MedusaContainer, orderId: string): Promise<string[]> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'order',
    fields: ['id', 'items.id', 'shipping_methods.data'],
    filters: { id: orderId },
  });
  const [order] = data as unknown as { items: { id: string }[]; shipping_methods: { data: unknown }[] }[];
  const store = storeOf(order?.shipping_methods);
  if (!order || !store) return [];
  const inventory = container.resolve(Modules.INVENTORY);
  const all = await inventory.listReservationItems({ line_item_id: order.items.map(({ id }) => id) });
  const elsewhere = all.filter(({ location_id }) => location_id !== store);
  if (elsewhere.length === 0) return [];
  const keyOf = (of: (typeof all)[number]) => `${of.line_item_id} ${of.inventory_item_id}`;
  // After a crash between the two steps below, a piece is reserved at both locations.
  const there = new Set(all.filter(({ location_id }) => location_id === store).map(keyOf));
  const missing = elsewhere.filter((reservation) => !there.has(keyOf(reservation)));

  const keys = [...new Set(elsewhere.map(({ inventory_item_id }) => inventory_item_id))];
  return container.resolve(Modules.LOCKING).execute(keys, async () => {
    const created = await inventory
      .createReservationItems(
        missing.map(({ line_item_id, inventory_item_id, quantity, allow_backorder }) => ({
          line_item_id: line_item_id as string,
          location_id: store,
          ...{ inventory_item_id, quantity },
          // Left out, the reservation stays at this location (`modules/inventory`).
          ...(allow_backorder && { allow_backorder }),
        })),
      )
      .catch((cause: Error) => {
        throw cause instanceof MedusaError ? notInStock(store) : cause;
      });
    await inventory.deleteReservationItems(elsewhere.map(({ id }) => id));
    return created.map(({ id }) => id);
  });
}

function notInStock(locationId: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, `The store ${locationId} does not have all pieces of the cart`);
}
