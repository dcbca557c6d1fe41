import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';

/**
 * Completes orders of which a crash has stored only some of what belongs together: Medusa links an order with its cart and with
 * its payment, and marks the cart as completed, in separate transactions at the same time.
 */
export async function linkOrders(container: MedusaContainer): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select link.order_id, link.cart_id, link.created_at, cart.completed_at is null as is_open,
       case when exists (
         select from order_payment_collection known where known.order_id = link.order_id and known.deleted_at is null)
       then null else paid.payment_collection_id end as unlinked
     from order_cart link
       join cart on cart.id = link.cart_id
       left join cart_payment_collection paid on paid.cart_id = link.cart_id and paid.deleted_at is null
     where link.deleted_at is null and link.created_at between now() - interval '7 days' and now() - interval '2 minutes'
       and (cart.completed_at is null or (paid.payment_collection_id is not null and not exists (
         select from order_payment_collection known where known.order_id = link.order_id and known.deleted_at is null)))`,
  );
  for (const { order_id, cart_id, created_at, is_open, unlinked } of rows as Partly[]) {
    if (unlinked) {
      await container.resolve(ContainerRegistrationKeys.LINK).create({
        [Modules.ORDER]: { order_id },
        [Modules.PAYMENT]: { payment_collection_id: unlinked },
      });
    }
    if (is_open) await container.resolve(Modules.CART).updateCarts(cart_id, { completed_at: created_at });
    logger.warn(`order_linked: order ${order_id} was stored in part and is complete now`);
  }
}

interface Partly {
  order_id: string;
  cart_id: string;
  created_at: string;
  is_open: boolean;
  /** The payment that the order lacks; null for none. */
  unlinked: string | null;
}
