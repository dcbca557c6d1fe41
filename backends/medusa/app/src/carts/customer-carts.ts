import type { MedusaContainer } from '@medusajs/framework/types';
import { MedusaError } from '@medusajs/framework/utils';
import { database } from '../database';
import type { CartMetadata } from './metadata';

/** A row of the table of carts; deleted ones are included. */
export interface CartState {
  id: string;
  email: string | null;
  metadata: CartMetadata | null;
  completed_at: Date | null;
  deleted_at: Date | null;
}

/** A cart, also one that has expired or was merged into another; undefined where there is none. */
export async function findCart(container: MedusaContainer, id: string): Promise<CartState | undefined> {
  const { rows } = await database(container).raw(
    'select id, email, metadata, completed_at, deleted_at from cart where id = ?',
    [id],
  );
  return rows[0];
}

/** The id of the open cart that a customer created last, other than `except`; undefined where there is none. */
export async function newestCart(
  container: MedusaContainer,
  customerId: string,
  except = '',
): Promise<string | undefined> {
  const { rows } = await database(container).raw(
    `select id from cart
     where metadata ->> 'owner' = ? and completed_at is null and deleted_at is null
       and metadata -> 'merged_into' is null and id <> ?
     order by created_at desc, id desc limit 1`,
    [customerId, except],
  );
  return rows[0]?.id;
}

/** Makes a customer the owner of a cart that has none. Throws NOT_FOUND where it has another, or does not exist. */
export async function setOwner(container: MedusaContainer, cartId: string, customerId: string): Promise<void> {
  const { rowCount } = await database(container).raw(
    `update cart set metadata = coalesce(metadata, '{}') || jsonb_build_object('owner', :customer::text)
     where id = :cart and deleted_at is null and coalesce(metadata ->> 'owner', '') in ('', :customer)`,
    { customer: customerId, cart: cartId },
  );
  if (rowCount === 0) throw cartNotFound(cartId);
}

/** The error for a cart that does not exist, or belongs to another customer. */
export function cartNotFound(id: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_FOUND, `Cart id not found: ${id}`);
}
