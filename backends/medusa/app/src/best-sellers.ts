import type { MedusaContainer } from '@medusajs/framework/types';
import { database } from './database';

/** The days of orders that count. */
const days = 90;

/** The most products that `bestSellers` returns. */
const mostProducts = 10_000;

/**
 * Counts the pieces of each product that were sold in the last 90 days: those of orders that are not canceled, without pieces that came
 * back. A product that was not sold has no row. One statement, so that readers see all counts of one run or none.
 */
export async function countSales(container: MedusaContainer): Promise<void> {
  await database(container).raw(
    `with sold as (
       select line.product_id, sum(item.quantity - coalesce(item.return_received_quantity, 0))::bigint as quantity
       from "order"
       join order_item as item
         on item.order_id = "order".id and item.version = "order".version and item.deleted_at is null
       join order_line_item as line on line.id = item.item_id and line.deleted_at is null
       where "order".created_at > now() - make_interval(days => ?) and "order".canceled_at is null
         and "order".deleted_at is null and "order".status <> 'canceled' and not "order".is_draft_order
         and line.product_id is not null
       group by line.product_id
       having sum(item.quantity - coalesce(item.return_received_quantity, 0)) >= 1
     ), gone as (
       delete from product_sold where product_id not in (select product_id from sold)
     )
     insert into product_sold (product_id, quantity) select product_id, quantity from sold
     on conflict (product_id) do update set quantity = excluded.quantity, changed_at = now()
     where product_sold.quantity <> excluded.quantity`,
    [days],
  );
}

/** The products that were sold, as of the last count: the most sold first, equal ones by id. At most 10,000. */
export async function bestSellers(container: MedusaContainer): Promise<{ id: string; quantity: number }[]> {
  const { rows } = await database(container).raw(
    `select product_id as id, quantity::float as quantity from product_sold
     order by product_sold.quantity desc, product_id limit ${mostProducts}`,
  );
  return rows;
}
