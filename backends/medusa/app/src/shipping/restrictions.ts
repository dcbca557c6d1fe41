import type { MedusaContainer } from '@medusajs/framework/types';
import { MedusaError } from '@medusajs/framework/utils';
import { database } from '../database';

/**
 * Refuses variants whose products may not be delivered to a country: `delivery_restrictions` in the product's metadata lists
 * them. The message names the variants. An unknown country is not refused, since nothing is delivered without one.
 */
export async function refuseRestricted(
  container: MedusaContainer,
  country: string | null | undefined,
  variantIds: readonly (string | null | undefined)[],
): Promise<void> {
  if (!country || variantIds.length === 0) return;
  const { rows } = await database(container).raw(
    `select variant.id from product_variant variant join product on product.id = variant.product_id
     where variant.id = any(?) and product.metadata @> ?::jsonb order by variant.id`,
    [variantIds.filter((id) => typeof id === 'string'), restrictionFor(country)],
  );
  if (rows.length === 0) return;
  const names = (rows as { id: string }[]).map(({ id }) => id).join(', ');
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `Variants ${names} may not be delivered to ${country.toUpperCase()}`,
  );
}

/** The ids of the products that may not be delivered to a country. */
export async function restrictedProducts(container: MedusaContainer, country: string): Promise<string[]> {
  const { rows } = await database(container).raw(
    'select id from product where deleted_at is null and metadata @> ?::jsonb order by id',
    [restrictionFor(country)],
  );
  return (rows as { id: string }[]).map(({ id }) => id);
}

/** What the metadata of a product contains that may not be delivered to a country, as JSON. */
function restrictionFor(country: string): string {
  return JSON.stringify({ delivery_restrictions: [{ countries: [country.toUpperCase()] }] });
}

/** The variants of a cart. */
export async function variantsOfCart(container: MedusaContainer, cartId: string): Promise<string[]> {
  const { rows } = await database(container).raw(
    'select distinct variant_id from cart_line_item where cart_id = ? and variant_id is not null and deleted_at is null',
    [cartId],
  );
  return (rows as { variant_id: string }[]).map(({ variant_id }) => variant_id);
}
