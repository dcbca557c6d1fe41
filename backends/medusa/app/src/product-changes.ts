import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

const throughPriceSet = `
  join product_variant_price_set as link using (price_set_id)
  join product_variant as variant on variant.id = link.variant_id`;

/**
 * Table → SQL for the products that a change of its rows affects. `changed` contains the rows. Rows that are linked to a
 * product later (a price is created before its link) are covered by the link.
 */
const watched: Record<string, string> = {
  product: 'select id from changed',
  product_variant: 'select product_id from changed',
  image: 'select product_id from changed',
  product_tags: 'select product_id from changed',
  product_category_product: 'select product_id from changed',
  product_product_option: 'select product_id from changed',
  product_sales_channel: 'select product_id from changed',
  product_collection: 'select product.id from changed join product on product.collection_id = changed.id',
  product_category: `
    select membership.product_id from changed
    join product_category_product as membership on membership.product_category_id = changed.id`,
  product_tag:
    'select tagged.product_id from changed join product_tags as tagged on tagged.product_tag_id = changed.id',
  product_option: `
    select use.product_id from changed join product_product_option as use on use.product_option_id = changed.id`,
  product_option_value: `
    select use.product_id from changed join product_product_option as use on use.product_option_id = changed.option_id`,
  price: `select variant.product_id from changed ${throughPriceSet}`,
  price_list: `select variant.product_id from changed join price on price.price_list_id = changed.id ${throughPriceSet}`,
  product_variant_price_set: `
    select variant.product_id from changed join product_variant as variant on variant.id = changed.variant_id`,
  product_variant_inventory_item: `
    select variant.product_id from changed join product_variant as variant on variant.id = changed.variant_id`,
  inventory_level: `
    select variant.product_id from changed
    join product_variant_inventory_item as link using (inventory_item_id)
    join product_variant as variant on variant.id = link.variant_id`,
};

/** Price lists that started or ended by their date since it was last recorded. */
const dated = `
  status = 'active' and deleted_at is null
    and (starts_at > noted_until and starts_at <= now() or ends_at > noted_until and ends_at <= now())`;

/**
 * Records the products whose price changed because a price list started or ended by its date since the last call: no row
 * changes at that time.
 */
export async function recordDatedPrices(container: MedusaContainer): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  // Asked first, because there is rarely one, and the plan for the products reads every price.
  const { rows } = await database.raw(`select from price_list, price_list_clock where ${dated} limit 1`);
  if (rows.length === 0) return;
  await database.raw(`
    with last as (select noted_until from price_list_clock for update),
    noted as (update price_list_clock set noted_until = now() where noted_until < now()),
    changed as (select price_list.id from price_list, last where ${dated})
    insert into product_change (product_id, moves_in_lists)
    select distinct found.id, false from (${watched.price_list}) as found (id)
    on conflict do nothing`);
}

/** Tables whose changes neither move products within lists nor between lists: prices, stock, pictures and options. */
const tablesWithoutMoves = new Set([
  'image',
  'inventory_level',
  'price',
  'price_list',
  'product_option',
  'product_option_value',
  'product_product_option',
  'product_variant_inventory_item',
  'product_variant_price_set',
]);

/**
 * Creates or updates the log of changed products and the triggers that write it. Triggers, because Medusa's events are
 * incomplete: there is none for a price list that is switched or a product that leaves a category, and events of a crashed
 * process are lost.
 */
export async function watchProducts(container: MedusaContainer): Promise<void> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  await database.raw(`
    create table if not exists product_change (
      transaction xid8 not null default pg_current_xact_id(),
      product_id text not null,
      primary key (transaction, product_id)
    );
    alter table product_change add column if not exists moves_in_lists boolean not null default true;
    -- The time until which starts and ends of price lists are recorded.
    create table if not exists price_list_clock (
      noted_until timestamptz not null,
      only_row boolean primary key default true check (only_row)
    );
    insert into price_list_clock (noted_until) values (now()) on conflict do nothing`);
  for (const [table, products] of Object.entries(watched)) {
    const moves = !tablesWithoutMoves.has(table);
    await database.raw(`
      create or replace function note_${table}() returns trigger language plpgsql as $$
      begin
        insert into product_change (product_id, moves_in_lists)
        select distinct found.id, ${moves} from (${products}) as found (id)
        on conflict (transaction, product_id) do ${moves ? 'update set moves_in_lists = true' : 'nothing'};
        return null;
      end $$`);
    for (const [event, rows] of [
      ['insert', 'new'],
      ['update', 'new'],
      ['delete', 'old'],
    ]) {
      await database.raw(`
        create or replace trigger note_${event} after ${event} on ${table}
        referencing ${rows} table as changed for each statement execute function note_${table}()`);
    }
  }
}
