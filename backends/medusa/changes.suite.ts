import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { eventually } from '#tests/support/graph.ts';
import { migrateMedusa } from './migrate.ts';

interface Page {
  changes: { kind: string; id: string }[];
  cursor: string;
}

/** The log of changes: what each kind of change is recorded as, no matter who makes it. */
export function changesSuite(shop: () => Shop): void {
  let sql: Sql;

  beforeAll(() => {
    sql = postgres(shop().env.MEDUSA_DATABASE_URL as string, { max: 2, onnotice: () => {} });
  });

  afterAll(() => sql?.end());

  const read = (query: { after: string; wait?: number; limit?: number }) =>
    shop().store.client.fetch<Page>('/store/changes', { query });
  const now = async () => (await read({ after: '' })).cursor;
  const recorded = ({ changes }: Page) => changes.map(({ kind, id }) => `${kind} ${id}`.trim()).sort();

  /** What the log says of these statements, which are one transaction. */
  const changedBy = async (...statements: string[]) => {
    const after = await now();
    await sql.begin(async (transaction) => {
      for (const statement of statements) await transaction.unsafe(statement);
    });
    // Other transactions of Medusa's may be open.
    return recorded(
      await eventually(
        () => read({ after }),
        ({ changes }) => changes.length > 0,
      ),
    );
  };

  const all = (kind: string) => ['clutch', 'minaudiere', 'pouch'].map((name) => `${kind} prod_${name}`);
  const pouch = `where id = 'prod_pouch'`;
  const level = `where inventory_item_id = 'iitem_pouch_large' and location_id = 'sloc_tokyo'`;

  it.each<[string, string, string[]]>([
    ['a title', `update product set title = title ${pouch}`, ['product prod_pouch']],
    [
      'a status, which the collection depends on',
      `update product set status = 'draft' ${pouch}; update product set status = 'published' ${pouch}`,
      ['collection_products pcol_nocturne', 'product prod_pouch'],
    ],
    [
      'another collection',
      `update product set collection_id = null ${pouch}; update product set collection_id = 'pcol_nocturne' ${pouch}`,
      ['collection_products pcol_nocturne', 'product prod_pouch'],
    ],
    ['a picture', `update image set rank = rank where product_id = 'prod_pouch'`, ['details prod_pouch']],
    ['a variant', `update product_variant set title = title where product_id = 'prod_pouch'`, ['product prod_pouch']],
    [
      'the name of a collection',
      `update product_collection set title = title where id = 'pcol_nocturne'`,
      ['collection pcol_nocturne', ...all('product')],
    ],
    [
      'a new collection',
      `insert into product_collection (id, handle, title) values ('pcol_new', 'new', 'New')`,
      ['collection pcol_new'],
    ],
    ['a deleted collection', `delete from product_collection where id = 'pcol_new'`, ['collection pcol_new']],
    [
      'a new category, which its parent contains',
      `insert into product_category (id, handle, name, mpath, rank, parent_category_id, is_active)
       values ('pcat_new', 'new', 'New', 'pcat_bags.pcat_new', 1, 'pcat_bags', true)`,
      ['category pcat_bags', 'category pcat_new'],
    ],
    [
      'a category that moves, for its old and new place',
      `update product_category set mpath = 'pcat_new', parent_category_id = null where id = 'pcat_new'`,
      ['category pcat_bags', 'category pcat_new'],
    ],
    ['a deleted category', `delete from product_category where id = 'pcat_new'`, ['category pcat_new']],
    [
      'the order of categories',
      `update product_category set rank = rank where id = 'pcat_bags'`,
      ['category pcat_bags'],
    ],
    [
      'a product that joins a category, for the categories above it too',
      `insert into product_category_product (product_id, product_category_id) values ('prod_pouch', 'pcat_evening')
       on conflict do nothing; delete from product_category_product where product_id = 'prod_pouch'`,
      ['category_products pcat_bags', 'category_products pcat_evening', 'product prod_pouch'],
    ],
    [
      'a product that leaves the sales channel',
      `update product_sales_channel set updated_at = now() where product_id = 'prod_pouch'`,
      ['product prod_pouch'],
    ],
    [
      'a reservation',
      `update inventory_level set reserved_quantity = reserved_quantity ${level}`,
      ['stock prod_pouch'],
    ],
    [
      'a stock location',
      `update stock_location set name = name where id = 'sloc_tokyo'`,
      ['localization', ...all('stock')],
    ],
    ['the name of a region', `update region set name = name where id = 'reg_japan'`, ['localization']],
    [
      'the currency of a region',
      `update region set currency_code = 'usd' where id = 'reg_japan'; update region set currency_code = 'jpy' where id = 'reg_japan'`,
      ['localization', ...all('price')],
    ],
    [
      'a country that moves to another region',
      `update region_country set region_id = 'reg_japan' where iso_2 = 'de'; update region_country set region_id = 'reg_europe' where iso_2 = 'de'`,
      ['localization', ...all('price')],
    ],
    [
      'the inclusion of taxes in prices',
      `update price_preference set updated_at = now()`,
      ['localization', ...all('price')],
    ],
    [
      'a tax region',
      `insert into tax_region (id, country_code) values ('txreg_new', 'pt'); delete from tax_region where id = 'txreg_new'`,
      ['localization', ...all('price')],
    ],
    ['a shipping option', `update shipping_option set name = name`, ['localization']],
    ['the description of a shipping option', 'update shipping_option_type set label = label', ['localization']],
    ['a rule of a shipping option', 'update shipping_option_rule set attribute = attribute', ['localization']],
    [
      'the price of a shipping option',
      `update price set amount = amount where price_set_id in (select price_set_id from shipping_option_price_set)`,
      ['localization'],
    ],
    [
      'a new product, which is deleted',
      `insert into product (id, handle, title, status) values ('prod_new', 'new', 'New', 'published'); delete from product where id = 'prod_new'`,
      ['product prod_new'],
    ],
  ])('records %s', async (_, statements, expected) => {
    expect(await changedBy(...statements.split(';'))).toEqual(expected.sort());
  });

  it('records a category with a new name for the products of the categories below it, too', async () => {
    await sql`
      insert into product_category_product (product_id, product_category_id) values ('prod_pouch', 'pcat_evening')
      on conflict do nothing`;
    const renamed = await changedBy(`update product_category set name = 'Sacks' where id = 'pcat_bags'`);
    const ordered = await changedBy(
      `update product_category set name = 'Bags', metadata = '{"product_order": ["prod_pouch"]}' where id = 'pcat_bags'`,
    );
    const moved = await changedBy(`update product_category set rank = rank where id = 'pcat_bags'`);
    await sql`delete from product_category_product where product_id = 'prod_pouch' and product_category_id = 'pcat_evening'`;

    expect(renamed).toEqual(expect.arrayContaining(['category pcat_bags', 'product prod_pouch']));
    expect(ordered).toEqual(renamed);
    expect(moved).toEqual(['category pcat_bags']);
  });

  it('records the name of a region in another language', async () => {
    const changes = await changedBy(
      `insert into translation (id, reference, reference_id, locale_code, translations)
        values ('trans_region', 'region', 'reg_japan', 'ja-JP', '{"name": "日本"}')`,
    );
    await sql`delete from translation where id = 'trans_region'`;

    expect(changes).toEqual(['localization']);
  });

  it('records nothing that clients do not see', async () => {
    await sql`insert into product (id, handle, title, status) values ('prod_draft', 'draft', 'Draft', 'published')`;
    await sql`update product set status = 'draft' where id = 'prod_draft'`;
    await sql`update product_category set is_internal = true where id = 'pcat_bags'`;
    await sql`insert into price_list (id, title, description, status) values ('plist_draft', 'D', 'D', 'draft')`;
    const after = await now();
    await sql`update product set title = 'Still a draft' where id = 'prod_draft'`;
    await sql`insert into image (id, url, product_id) values ('img_draft', 'https://media.axiom.example/d', 'prod_draft')`;
    await sql`update product_category set name = name where id = 'pcat_bags'`;
    await sql`
      insert into price (id, currency_code, amount, raw_amount, price_set_id, price_list_id)
      select 'price_draft', 'eur', 7, '{"value":"7"}', price_set_id, 'plist_draft'
      from product_variant_price_set where variant_id = 'variant_pouch_large'`;
    await sql`update region set name = name where id = 'reg_none'`;
    await sql`update price_preference set updated_at = now() where id = 'none'`;
    await sql`update product set title = title where id = 'prod_clutch'`;

    const seen = await eventually(
      () => read({ after }),
      ({ changes }) => changes.some(({ id }) => id === 'prod_clutch'),
    );
    expect(recorded(seen)).toEqual(['product prod_clutch']);

    const activated = await changedBy(`update price_list set status = 'active' where id = 'plist_draft'`);
    const ended = await changedBy(`delete from price where id = 'price_draft'`);
    expect([activated, ended]).toEqual([['price prod_pouch'], ['price prod_pouch']]);
    await sql`delete from price_list where id = 'plist_draft'`;
    await sql`delete from product where id = 'prod_draft'`;
    await sql`update product_category set is_internal = false where id = 'pcat_bags'`;
  });

  it('records a price list that starts by its date, at that moment', async () => {
    const { price_list } = await shop().admin.client.fetch<{ price_list: { id: string; starts_at: string } }>(
      '/admin/price-lists',
      {
        method: 'POST',
        body: {
          ...{ title: 'Soon', description: 'Soon', status: 'active', type: 'sale' },
          starts_at: new Date(Date.now() + 1_500).toISOString(),
          prices: [{ variant_id: 'variant_pouch_large', currency_code: 'jpy', amount: 7 }],
        },
      },
    );
    const after = await eventually(
      async () => {
        const [row] = await sql`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
          (select max(transaction) from store_change)::text as last`;
        return row as { horizon: string; last: string };
      },
      ({ horizon, last }) => BigInt(horizon) > BigInt(last),
    );
    const page = await read({ after: `${after.horizon}:`, wait: 4_000 });

    expect(recorded(page)).toEqual(['price prod_pouch']);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(price_list.starts_at));
    await shop().admin.client.fetch(`/admin/price-lists/${price_list.id}`, { method: 'DELETE' });
  });

  it('is awaited: a reader without changes is answered by the next one', async () => {
    const after = await now();
    const waiting = read({ after, wait: 9_000 });
    await sql`update product set title = title where id = 'prod_clutch'`;

    expect(recorded(await waiting)).toEqual(['product prod_clutch']);
    expect((await read({ after: await now(), wait: 200 })).changes).toEqual([]);
  });

  it('misses no change when the transaction that began first is committed last', async () => {
    const after = await now();
    const slow = await sql.reserve();
    await slow`begin`;
    await slow`update product set title = title where id = 'prod_pouch'`;
    await sql`update product set title = title where id = 'prod_clutch'`;
    const before = await read({ after });
    await slow`commit`;
    slow.release();
    const afterwards = await eventually(
      () => read({ after: before.cursor }),
      ({ changes }) => changes.length > 0,
    );

    expect(before.changes).toEqual([]);
    expect(recorded(afterwards)).toEqual(['product prod_clutch', 'product prod_pouch']);
  });

  it('keeps what an earlier version has logged, and accepts its cursors', async () => {
    const database = (await sql`select current_database() as name`)[0]?.name;
    await sql`create table product_change (transaction xid8, product_id text, moves_in_lists boolean)`;
    await sql`insert into product_change values ('11', 'prod_a', true), ('12', 'prod_b', true), ('12', 'prod_c', false)`;
    await sql`delete from script_migrations where script_name = 'watch-store.ts'`;
    await sql`comment on database ${sql(database)} is null`;
    await migrateMedusa(shop().env, () => {});

    const page = await read({ after: '12:prod_b', limit: 2 });

    expect(recorded(page)).toEqual(['details prod_c', 'product prod_b']);
    expect((await sql`select to_regclass('product_change') as log`)[0]).toEqual({ log: null });
    await sql`delete from store_change where id in ('prod_a', 'prod_b', 'prod_c')`;
  }, 120_000);
}
