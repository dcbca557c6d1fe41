import type { Excess } from './refusals';
import type { Database, LimitedLine } from './rows';
import type { PurchaseLimit } from './terms';

/**
 * The lines of an order, all of one product, if they are more pieces than its buyer may order. The buyer is the customer who owns the order, or a
 * guest with its e-mail address.
 */
export async function excessOfOrder(
  database: Database,
  orderId: string,
  lines: readonly LimitedLine[],
  limit: PurchaseLimit,
): Promise<Excess[]> {
  const { rows } = await database.raw<{ before: number }>(
    `select count(*)::int as before from limited_piece
       join "order" as earlier on earlier.id = limited_piece.order_id
       join "order" as present on present.id = ?
     where limited_piece.product_id = ? and earlier.id <> present.id
       and (earlier.metadata ->> 'owner' = present.metadata ->> 'owner' or lower(earlier.email) = lower(present.email))
       and earlier.created_at > now() - make_interval(days => coalesce(?::int, 36500))`,
    [orderId, lines[0]?.product_id, limit.days],
  );
  return excessOf(limit, rows[0]?.before ?? 0, lines);
}

/** The lines, all of one product, if together they are more pieces than the buyer may order, who has ordered `before`. */
export function excessOf(
  { perOrder, perCustomer }: PurchaseLimit,
  before: number,
  lines: readonly { variant_id: string; quantity: number }[],
): Excess[] {
  const inOrder = perOrder ?? Number.POSITIVE_INFINITY;
  const left = Math.max(0, Math.min(inOrder, (perCustomer ?? Number.POSITIVE_INFINITY) - before));
  const wanted = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return wanted > left ? lines.map(({ variant_id }) => ({ variantId: variant_id, left })) : [];
}
