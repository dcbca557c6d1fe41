import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { migrateMedusa } from './migrate.ts';

/** What keeps the cost of a list from growing with the catalogue. */
export function listSuite(shop: () => Shop): void {
  let sql: Sql;

  beforeAll(() => {
    sql = postgres(shop().env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
  });

  afterAll(() => sql?.end());

  it('are read by id after the page is known, in the requested order and with the number of all', async () => {
    const list = (query: object) =>
      shop().store.client.fetch<{ products: { id: string; images: object[] }[]; count: number }>('/store/products', {
        query: { fields: 'id,images.url', ...query },
      });
    const pages = await Promise.all([0, 1, 2, 3].map((offset) => list({ order: '-title', limit: 2, offset })));
    const whole = await list({ order: 'title', limit: 10 });
    const member = await list({ category_id: ['pcat_evening'], order: 'title', limit: 1, offset: 1 });

    const ids = whole.products.map(({ id }) => id);
    const [first, second, third] = ids.toReversed();
    expect(pages.map(({ products }) => products.map(({ id }) => id))).toEqual([
      [first, second],
      [second, third],
      [third],
      [],
    ]);
    expect([...pages, whole].map(({ count }) => count)).toEqual([3, 3, 3, 3, 3]);
    expect(member.products.map(({ id }) => id)).toEqual([ids.filter((id) => id !== 'prod_pouch')[1]]);
  });

  it('find pictures and pages by index, in a database of an earlier version too', async () => {
    await sql.unsafe(`drop index ${indexes.join()}`);
    await sql`delete from script_migrations where script_name = 'index-products.ts'`;
    await sql`comment on database ${sql((await sql`select current_database() as name`)[0]?.name)} is null`;
    await migrateMedusa(shop().env, () => {});
    await migrateMedusa(shop().env, () => {});

    const plans = await sql.begin(async (transaction) => {
      // So small a table is otherwise read whole.
      await transaction`set local enable_seqscan = off`;
      await transaction`set local enable_sort = off`;
      const plan = async (statement: string) => JSON.stringify(await transaction.unsafe(`explain ${statement}`));
      return Promise.all(Object.values(statements).map(plan));
    });
    expect(plans).toEqual(indexes.map((name) => expect.stringContaining(name)));
  }, 120_000);

  it('of changes have the order of transactions, which is not that of their text', async () => {
    await sql`insert into store_change (transaction, kind, id)
      values ('9', 'product', 'prod_early'), ('10', 'product', 'prod_late')`;
    const read = async (after: string) => {
      const query = { after, limit: 1 };
      type Page = { product_ids: string[]; cursor: string };
      return shop().store.client.fetch<Page>('/store/changes', { query });
    };
    const first = await read('8:');
    const second = await read(first.cursor);
    await sql`delete from store_change where id in ('prod_early', 'prod_late')`;

    expect([first.product_ids, second.product_ids]).toEqual([['prod_early'], ['prod_late']]);
  });
}

const published = `select id from product where deleted_at is null and status = 'published'`;

/** Index → a statement of Medusa's, or of the triggers that log changes, that uses it. */
const statements = {
  image_of_product: `select * from product left join image on product.id = image.product_id where product.id in ('a', 'b')`,
  product_by_creation: `${published} order by created_at asc, id asc limit 24 offset 100`,
  product_by_update: `${published} order by updated_at desc, id asc limit 24 offset 100`,
  product_by_title: `${published} order by title asc, id asc limit 24 offset 100`,
  price_of_list: `select * from price where price_list_id = 'a'`,
  product_of_category: `select product_id from product_category_product where product_category_id = 'a'`,
  product_of_collection: `select id from product where collection_id = 'a'`,
  product_of_option: `select product_id from product_product_option where product_option_id = 'a'`,
  product_of_tag: `select product_id from product_tags where product_tag_id = 'a'`,
  variant_of_inventory_item: `select variant_id from product_variant_inventory_item where inventory_item_id = 'a'`,
  variant_of_price_set: `select variant_id from product_variant_price_set where price_set_id = 'a'`,
};

const indexes = Object.keys(statements);
