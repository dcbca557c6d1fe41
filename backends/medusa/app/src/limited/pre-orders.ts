import { soldOut } from './refusals';
import type { Database, LimitedLine } from './rows';
import type { PreOrder } from './terms';

/**
 * Refuses a pre-ordered line that exceeds the stock and the limit of its variant. Other orders count once their pieces are
 * recorded, so that of two orders for the last piece one is accepted.
 */
export async function checkPreOrder(
  database: Database,
  { line_id, variant_id, title }: LimitedLine,
  { limit }: PreOrder,
): Promise<void> {
  const { rows } = await database.raw(
    `select from product_variant_inventory_item as part
     where part.variant_id = ? and part.deleted_at is null and (
       select coalesce(sum(quantity), 0) from reservation_item
       where inventory_item_id = part.inventory_item_id and deleted_at is null and (
         line_item_id = ? or exists (select from limited_piece where line_id = reservation_item.line_item_id)
         or not exists (select from order_line_item where id = reservation_item.line_item_id and variant_id = part.variant_id))
     ) > ? * part.required_quantity + (
       select coalesce(sum(stocked_quantity), 0) from inventory_level
       where inventory_item_id = part.inventory_item_id and deleted_at is null)`,
    [variant_id, line_id, limit],
  );
  if (rows.length > 0) throw soldOut(`the pre-order of ${title}`);
}

/** Whether an order, named in SQL, has a pre-ordered piece that is not released: the warehouse gets it afterwards. */
export const isUnreleased = (orderId: string) => `exists (
  select from limited_piece join product_variant on product_variant.id = limited_piece.variant_id
  where limited_piece.order_id = ${orderId} and limited_piece.is_pre_ordered
    and product_variant.metadata -> 'pre_order' ->> 'releases_at' > ${instant('now()')})`;

/**
 * An instant as text, as `releases_at` has it: RFC 3339 in UTC, in seconds. Compared as text, because a cast would fail for
 * invalid metadata.
 */
export function instant(time: string): string {
  return `to_char(${time} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}
