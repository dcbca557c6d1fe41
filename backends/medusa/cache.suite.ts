import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { eventually } from '#tests/support/graph.ts';

/** Medusa's query cache. A subtitle that is changed without an entry in the log of changes shows which results are cached. */
export function queryCacheSuite(shop: () => Shop): void {
  let sql: Sql;

  beforeAll(() => {
    sql = postgres(shop().env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
  });

  afterAll(() => sql?.end());

  it('is invalidated for the product whose stock changes, and for no other', async () => {
    await rename('before');
    await retitle('prod_clutch');
    await retitle('prod_pouch');
    expect(await both()).toEqual(['before', 'before']);
    await rename('after');
    expect(await both()).toEqual(['before', 'before']);

    await stock('prod_pouch', 'iitem_pouch_large', 5);

    expect(await both()).toEqual(['after', 'before']);
  });

  it('is invalidated for lists when a product changes in a field that lists depend on', async () => {
    await rename('before');
    await retitle('prod_clutch');
    expect(await inList()).toBe('before');
    await rename('after');
    await stock('prod_pouch', 'iitem_pouch_large', 6);
    const afterStock = await inList();
    await rename('later');
    await retitle('prod_minaudiere');

    // The list contains the pouch, so a change of its stock also invalidates the list, as does the title of another product.
    expect([afterStock, await inList()]).toEqual(['after', 'later']);
  });

  it('is bypassed for a service on request, which does not write to it either', async () => {
    await rename('before');
    await retitle('prod_clutch');
    expect(await ask('prod_clutch', {})).toBe('before');
    await rename('after');
    const token = shop().env.MEDUSA_SERVICE_TOKEN as string;

    const past = await ask('prod_clutch', { 'x-axiom-service': token, 'cache-control': 'no-store' });
    const guessed = await ask('prod_clutch', { 'x-axiom-service': 'guessed', 'cache-control': 'no-store' });

    expect([past, guessed, await ask('prod_clutch', {})]).toEqual(['after', 'before', 'before']);
  });

  it('evicts old results when it is full', async () => {
    for (let limit = 1; limit <= 150; limit += 1) await list({ limit, fields: '*variants,*images,description' });
    await rename('before');
    expect(await list({ limit: 3, offset: 0, fields: 'id,subtitle' })).toContain('before');
    await rename('after');

    expect(await list({ limit: 3, offset: 0, fields: 'id,subtitle' })).not.toContain('after');
  });

  it('does not store empty lists', async () => {
    const handle = 'not-made-yet';
    expect(await list({ handle })).toBe('[]');
    await sql.begin(async (transaction) => {
      await transaction`alter table product disable trigger note_update`;
      await transaction`update product set handle = ${handle} where id = 'prod_clutch'`;
    });

    const found = await list({ handle, fields: 'id' });
    await sql`update product set handle = 'clutch' where id = 'prod_clutch'`;
    await sql`alter table product enable trigger note_update`;

    expect(found).toContain('prod_clutch');
  });

  it('expires when a price list starts', async () => {
    const start = new Date(Date.now() + 3_000).toISOString();
    await shop().admin.client.fetch('/admin/price-lists', {
      method: 'POST',
      body: {
        title: 'An hour',
        description: 'An hour',
        status: 'active',
        type: 'sale',
        starts_at: start,
        prices: [{ variant_id: 'variant_clutch_large', currency_code: 'eur', amount: 777 }],
      },
    });
    const price = async () => {
      const { products } = await shop().store.store.product.list({
        id: ['prod_clutch'],
        region_id: 'reg_europe',
        fields: 'variants.id,variants.calculated_price',
      });
      const variant = products[0]?.variants?.find(({ id }: { id: string }) => id === 'variant_clutch_large');
      return { amount: variant?.calculated_price?.calculated_amount, at: Date.now() };
    };

    const before = await price();
    const after = await eventually(price, ({ amount }) => amount === 777);

    expect(before.amount === 777).toBe(before.at >= Date.parse(start));
    expect(after.at).toBeGreaterThanOrEqual(Date.parse(start));
  });

  async function changesAfter(after: string): Promise<string> {
    const { cursor } = await shop().store.client.fetch<{ cursor: string }>('/store/changes', { query: { after } });
    return cursor;
  }

  async function rename(subtitle: string): Promise<void> {
    await sql.begin(async (transaction) => {
      await transaction`alter table product disable trigger note_update`;
      await transaction`update product set subtitle = ${subtitle}`;
      await transaction`alter table product enable trigger note_update`;
    });
  }

  /** A change in the log of changes, without an event of Medusa's, that lists may depend on. */
  async function retitle(id: string): Promise<void> {
    const cursor = await changesAfter('');
    await sql`update product set updated_at = now() where id = ${id}`;
    await untilTold(cursor, id);
  }

  async function stock(product: string, item: string, quantity: number): Promise<void> {
    const cursor = await changesAfter('');
    await shop().admin.client.fetch(`/admin/inventory-items/${item}/location-levels/sloc_tokyo`, {
      method: 'POST',
      body: { stocked_quantity: quantity },
    });
    await untilTold(cursor, product);
  }

  async function untilTold(after: string, id: string): Promise<void> {
    await eventually(
      () => shop().store.client.fetch<{ product_ids: string[] }>('/store/changes', { query: { after } }),
      ({ product_ids }) => product_ids.includes(id),
    );
  }

  const both = () => Promise.all(['prod_pouch', 'prod_clutch'].map(subtitle));

  async function subtitle(id: string): Promise<string | null | undefined> {
    const { products } = await shop().store.store.product.list({ id: [id], fields: stockFields });
    return products[0]?.subtitle;
  }

  async function inList(): Promise<string | null | undefined> {
    const { products } = await shop().store.store.product.list({ limit: 50, fields: stockFields });
    return products.find(({ id }: { id: string }) => id === 'prod_pouch')?.subtitle;
  }

  async function list(query: object): Promise<string> {
    const { products } = await shop().store.client.fetch<{ products: object[] }>('/store/products', { query });
    return JSON.stringify(products);
  }

  async function ask(id: string, headers: Record<string, string>): Promise<unknown> {
    const url = `${shop().env.MEDUSA_URL}/store/products?id=${id}&fields=${stockFields}`;
    const key = shop().env.MEDUSA_PUBLISHABLE_KEY as string;
    const response = await fetch(url, { headers: { 'x-publishable-api-key': key, ...headers } });
    const { products } = (await response.json()) as { products: { subtitle: string }[] };
    return products[0]?.subtitle;
  }
}

/** With stock, so that the results contain entities for which Medusa has events. */
const stockFields = 'id,subtitle,variants.id,variants.inventory_items.inventory.location_levels.stocked_quantity';
