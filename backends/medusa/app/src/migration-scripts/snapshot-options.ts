import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/**
 * Keeps the options of a variant as it was bought, in `variant_option_values` of the order's line: a list of
 * `{ name, value }` in the product's order. Medusa copies titles, the SKU and the picture, but leaves this column
 * empty. A trigger fills it in the transaction that creates the line, so no order is without it. A rank that is no number is none.
 */
export default async function snapshotOptions({ container }: ExecArgs): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  await database.raw(`
    create or replace function snapshot_order_line() returns trigger language plpgsql as $$
    begin
      new.variant_option_values := (
        select jsonb_agg(
          jsonb_build_object('name', option.title, 'value', chosen.value)
          order by
            case when jsonb_typeof(option.metadata -> 'rank') = 'number' then (option.metadata ->> 'rank')::numeric end nulls last, option.id)
        from product_variant_option link
        join product_option_value chosen on chosen.id = link.option_value_id
        join product_option option on option.id = chosen.option_id
        where link.variant_id = new.variant_id);
      return new;
    end $$`);
  await database.raw('drop trigger if exists snapshot_order_line on order_line_item');
  await database.raw(`
    create trigger snapshot_order_line before insert on order_line_item
    for each row execute function snapshot_order_line()`);
}
