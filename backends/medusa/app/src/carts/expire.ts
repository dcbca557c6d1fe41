import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { database } from '../database';
import { cancelPayments } from './payments';

const { CART_EXPIRY_DAYS, CUSTOMER_CART_EXPIRY_DAYS } = process.env;

/** Days without a change after which a cart without an owner expires, and the cart of a customer. */
const days = { guest: Number(CART_EXPIRY_DAYS || 30), customer: Number(CUSTOMER_CART_EXPIRY_DAYS || 180) };

/** Days for which an expired or merged cart is kept, so that clients learn why it is gone. */
const keptDays = 30;

/** Maximum number of carts of one run. */
const batch = 1_000;

/** Carts that are abandoned: unchanged for long, with their lines and payments, and without money that a provider has reserved. */
const isAbandoned = `
  cart.completed_at is null and cart.deleted_at is null and
  greatest(
    cart.updated_at,
    (select max(updated_at) from cart_line_item where cart_id = cart.id),
    (select max(session.updated_at) from cart_payment_collection as link
     join payment_session as session on session.payment_collection_id = link.payment_collection_id
     where link.cart_id = cart.id)
  ) < now() - make_interval(days => case when coalesce(cart.metadata ->> 'owner', '') = '' then :guest::int else :customer::int end)
  and not exists (
    select from cart_payment_collection as link
    join payment_session as session on session.payment_collection_id = link.payment_collection_id
    where link.cart_id = cart.id and session.status in ('authorized', 'captured'))`;

/**
 * Deletes abandoned carts, after their payments were canceled at the provider, and notes that they expired. A cart whose payment
 * cannot be canceled stays. Carts that were deleted 30 days ago are erased, with their personal data. A run that a crash
 * interrupted is continued by the next one.
 */
export async function expireCarts(container: MedusaContainer): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  const locking = container.resolve(Modules.LOCKING);
  const carts = container.resolve(Modules.CART);
  const found = await database(container).raw(
    `select id from cart where updated_at < now() - make_interval(days => least(:guest::int, :customer::int)) and ${isAbandoned}
     order by updated_at limit ${batch}`,
    days,
  );
  for (const { id } of found.rows as { id: string }[]) {
    try {
      await locking.execute(id, async () => {
        // The buyer may have come back in the meantime.
        const { rows } = await database(container).raw(`select id from cart where id = :id and ${isAbandoned}`, {
          ...days,
          id,
        });
        if (rows.length === 0) return;
        await cancelPayments(container, id);
        await carts.updateCarts(id, { metadata: { expired_at: new Date().toISOString() } });
        await carts.softDeleteCarts([id]);
      });
    } catch (error) {
      logger.warn(`cart_expiry_failed: cart ${id} stays: ${(error as Error).message}`);
    }
  }
  const { rows } = await database(container).raw(
    `select id from cart where completed_at is null and deleted_at < now() - make_interval(days => ?) limit ${batch}`,
    [keptDays],
  );
  if (rows.length > 0) await carts.deleteCarts((rows as { id: string }[]).map(({ id }) => id));
}
