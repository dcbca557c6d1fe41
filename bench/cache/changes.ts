import postgres from 'postgres';

/** Changes prices and stock of random products, one of them each second, until it is stopped. */
export interface Changes {
  /** The number of changes so far. */
  count(): number;
  stop(): Promise<void>;
}

/**
 * Begins to change products in Medusa's database: a price, then a stock level, in turn. `except`: the handle of a product that
 * is left alone.
 */
export async function beginChanges(databaseUrl: string, except: string): Promise<Changes> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const prices = await sql<{ id: string }[]>`
    select price.id from price
    join product_variant_price_set link on link.price_set_id = price.price_set_id
    join product_variant variant on variant.id = link.variant_id
    join product on product.id = variant.product_id
    where product.handle <> ${except} and price.price_list_id is null and price.deleted_at is null order by price.id`;
  const levels = await sql<{ id: string }[]>`
    select level.id from inventory_level level
    join product_variant_inventory_item link on link.inventory_item_id = level.inventory_item_id
    join product_variant variant on variant.id = link.variant_id
    join product on product.id = variant.product_id
    where product.handle <> ${except} and level.deleted_at is null order by level.id`;
  let count = 0;
  let last: Promise<unknown> = Promise.resolve();
  const change = async () => {
    count += 1;
    const rows = count % 2 === 0 ? levels : prices;
    // A prime step visits rows all over the catalogue.
    const id = rows[(count * 7_919) % rows.length]?.id ?? '';
    await (count % 2 === 0
      ? sql`update inventory_level set stocked_quantity = stocked_quantity + 1, raw_stocked_quantity = jsonb_build_object('value', (stocked_quantity + 1)::text, 'precision', 20) where id = ${id}`
      : sql`update price set amount = amount + 1, raw_amount = jsonb_build_object('value', (amount + 1)::text, 'precision', 20) where id = ${id}`);
  };
  const timer = setInterval(() => {
    last = last.then(change);
  }, 1_000);
  return {
    count: () => count,
    stop: async () => {
      clearInterval(timer);
      await last;
      await sql.end();
    },
  };
}
