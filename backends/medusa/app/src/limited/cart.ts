import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';
import { excessOf } from './buyers';
import { isHeld } from './pieces';
import { type Excess, refuseExcess, soldOut } from './refusals';
import type { Database } from './rows';
import { preOrderOf, purchaseLimitOf } from './terms';

/** Pieces of a variant. */
export interface Pieces {
  variant_id: string;
  quantity: number;
}

/** Who orders. */
export interface Buyer {
  /** The customer who owns the cart; left out for a cart that exists, which names its owner. */
  owner?: string | null | undefined;
  /** The e-mail address that the order will have; left out before the completion: see `cart-lines.ts`. */
  email?: string | null | undefined;
}

/**
 * Refuses to add `pieces` to what a cart contains, where the buyer may not order them all: beyond the purchase limit, or
 * beyond the stock and the limit of a pre-order. Throws NOT_ALLOWED. Without a cart: the pieces of a new one. Pieces with
 * quantity 0 check what the cart contains. One query where none of them is limited.
 */
export async function checkPieces(
  container: MedusaContainer,
  { cartId = null, pieces, buyer }: { cartId?: string | null; pieces: readonly Pieces[]; buyer: Buyer },
): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as unknown as Database;
  const limited = await limitedVariants(database, cartId, pieces);
  const excess: Excess[] = [];
  for (const [productId, lines] of Map.groupBy(limited, ({ product_id }) => product_id)) {
    const limit = purchaseLimitOf(lines[0]?.product ?? null);
    if (!limit) continue;
    const before = limit.perCustomer === null ? 0 : await orderedBefore(database, productId, cartId, buyer, limit.days);
    const tooMany = excessOf(limit, before, lines);
    excess.push(...tooMany.filter(({ variantId }) => pieces.some(({ variant_id }) => variant_id === variantId)));
  }
  refuseExcess(excess);
  for (const { variant, quantity, available, title, is_backordered } of limited) {
    // Medusa itself checks the stock of variants that may not be sold beyond it.
    if (!is_backordered || variant?.pre_order == null) continue;
    if (quantity > available + (preOrderOf(variant)?.limit ?? 0)) throw soldOut(title);
  }
}

interface LimitedVariant {
  product_id: string;
  variant_id: string;
  title: string;
  /** Metadata. */
  product: Record<string, unknown> | null;
  variant: Record<string, unknown> | null;
  is_backordered: boolean;
  quantity: number;
  /** Pieces in stock that are not reserved; negative after pre-orders. */
  available: number;
}

/** The limited variants of the products that the pieces are of, with what the cart has of them. */
async function limitedVariants(
  database: Database,
  cartId: string | null,
  pieces: readonly Pieces[],
): Promise<LimitedVariant[]> {
  if (pieces.length === 0) return [];
  const { rows } = await database.raw<LimitedVariant>(
    `with added as (select * from unnest(?::text[], ?::int[]) as added (variant_id, quantity)),
     wanted as (
       select variant_id, quantity from added
       union all
       select variant_id, quantity::int from cart_line_item
       where cart_id = ? and variant_id is not null and deleted_at is null
     )
     select product.id as product_id, variant.id as variant_id, product.title, product.metadata as product,
       variant.metadata as variant, variant.allow_backorder as is_backordered, sum(wanted.quantity)::int as quantity,
       coalesce((
         select min(floor(available / required_quantity)) from (
           select part.required_quantity, sum(level.stocked_quantity - level.reserved_quantity) as available
           from product_variant_inventory_item as part
             join inventory_level as level
               on level.inventory_item_id = part.inventory_item_id and level.deleted_at is null
           where part.variant_id = variant.id and part.deleted_at is null
           group by part.inventory_item_id, part.required_quantity
         ) as stock), 0)::int as available
     from wanted
       join product_variant as variant on variant.id = wanted.variant_id
       join product on product.id = variant.product_id
     where coalesce(product.metadata -> 'purchase_limit', variant.metadata -> 'pre_order') is not null
       and exists (
         select from added join product_variant as sibling on sibling.id = added.variant_id
         where sibling.product_id = product.id)
     group by product.id, variant.id
     order by variant.id`,
    [pieces.map(({ variant_id }) => variant_id), pieces.map(({ quantity }) => quantity), cartId],
  );
  return rows;
}

/** The pieces of a product that the buyer has ordered within so many days, and still has. */
async function orderedBefore(
  database: Database,
  productId: string,
  cartId: string | null,
  { owner, email }: Buyer,
  days: number | null,
): Promise<number> {
  const { rows } = await database.raw<{ before: number }>(
    `select count(*)::int as before from limited_piece
       join "order" as earlier on earlier.id = limited_piece.order_id
     where limited_piece.product_id = ? and ${isHeld}
       and (earlier.metadata ->> 'owner' = coalesce(?, (select metadata ->> 'owner' from cart where id = ?))
         or lower(earlier.email) = lower(?))
       and earlier.created_at > now() - make_interval(days => coalesce(?::int, 36500))`,
    [productId, owner ?? null, cartId, email ?? null, days],
  );
  return rows[0]?.before ?? 0;
}
