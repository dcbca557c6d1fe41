import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';

/**
 * Orders of the last week that a crash of Medusa left behind before they were linked to their cart and its payment. Nothing has changed
 * them since, and the cart that they were made from is still open or became another order.
 */
const abandoned = `
  select id from "order"
  where created_at between now() - interval '7 days' and now() - interval '3 minutes'
    and updated_at < created_at + interval '2 minutes' and version = 1 and status = 'pending'
    and not is_draft_order and canceled_at is null and deleted_at is null
    and not exists (select from order_cart link where link.order_id = "order".id)
    and not exists (select from order_payment_collection link where link.order_id = "order".id)
    and not exists (select from order_fulfillment link where link.order_id = "order".id)
    and exists (
      select from cart where cart.email = "order".email and cart.region_id = "order".region_id
        and cart.sales_channel_id = "order".sales_channel_id and cart.customer_id is not distinct from "order".customer_id
        and cart.created_at < "order".created_at and (cart.completed_at is null or cart.completed_at > "order".created_at))`;

/**
 * Does what Medusa would have done if it had failed instead of ended: deletes these orders and releases their pieces. The
 * buyer's retry, or the payment's event, makes the order from the cart.
 */
export async function deleteAbandonedOrders(container: MedusaContainer): Promise<void> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(abandoned);
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  const [orders, inventory] = [container.resolve(Modules.ORDER), container.resolve(Modules.INVENTORY)];
  for (const { id } of rows as { id: string }[]) {
    const { items = [] } = await orders.retrieveOrder(id, { relations: ['items'] });
    if (items.length > 0) await inventory.deleteReservationItemsByLineItem(items.map((item) => item.id));
    await orders.deleteOrders([id]);
    logger.warn(`order_abandoned: order ${id} was stored in part, without its cart, and is deleted`);
  }
}
