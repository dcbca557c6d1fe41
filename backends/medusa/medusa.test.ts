import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@medusajs/js-sdk';
import { openShop, type Shop } from '#tests/support/backends/shop.ts';
import { pouch, threePieces } from '#tests/support/backends/three-pieces.ts';
import { eventually } from '#tests/support/graph.ts';
import { accessSuite } from './access.suite.ts';
import { queryCacheSuite } from './cache.suite.ts';
import { changesSuite } from './changes.suite.ts';
import { customerSuite } from './customers.suite.ts';
import { listSuite } from './lists.suite.ts';
import { passwordSuite } from './passwords.suite.ts';
import { personalDataSuite } from './personal-data.suite.ts';
import { seedMedusa } from './seed.ts';
import { sessionSuite } from './sessions.suite.ts';
import { signInSuite } from './sign-in.suite.ts';

interface Price {
  currency_code: string;
  calculated_amount: number;
  original_amount: number;
}

describe('Medusa', () => {
  let shop: Shop;
  let store: Shop['store'];
  let admin: Shop['admin'];

  beforeAll(async () => {
    shop = await openShop(threePieces);
    ({ store, admin } = shop);
  }, 600_000);

  afterAll(() => shop?.close(), 30_000);

  it('requires a key for the store API, and credentials of the curator for the admin API', async () => {
    const keyless = await fetch(`${shop.env.MEDUSA_URL}/store/products`);
    const guess = admin.auth.login('user', 'emailpass', { email: 'curator@axiom.example', password: 'guessed' });
    const unsigned = await fetch(`${shop.env.MEDUSA_URL}/admin/products`);

    expect(keyless.status).toBe(400);
    await expect(guess).rejects.toMatchObject({ status: 401 });
    expect(unsigned.status).toBe(401);
  });

  it.each([
    ['reg_europe', 'eur', [900, 1100]],
    ['reg_japan', 'jpy', [144_000, 176_000]],
  ])('calculates prices for %s in its currency', async (region_id, currency, amounts) => {
    const { products } = await store.store.product.list({
      id: ['prod_clutch'],
      region_id,
      fields: 'variants.calculated_price',
    });

    const found = products[0]?.variants?.map((one: { calculated_price?: Price }) => [
      one.calculated_price?.currency_code,
      one.calculated_price?.calculated_amount,
    ]);
    expect(found?.sort()).toEqual(amounts.map((amount) => [currency, amount]).sort());
  });

  it('returns the price before a reduction', async () => {
    const query = { id: ['prod_minaudiere'], region_id: 'reg_europe', fields: 'variants.calculated_price' };

    const { products } = await store.store.product.list(query);

    expect(products[0]?.variants?.[0]?.calculated_price).toMatchObject({
      calculated_amount: 2000,
      original_amount: 2500,
    });
  });

  it('returns every field that the graph requests, including stock by location', async () => {
    const levels = 'variants.inventory_items.inventory.location_levels';
    const fields = [
      ...['id', 'handle', 'title', 'subtitle', 'description', 'thumbnail', 'weight', 'origin_country', 'hs_code'],
      ...['images.url', 'images.rank', 'images.metadata', 'tags.value', 'categories.id', 'metadata'],
      ...['options.id', 'options.title', 'options.metadata', 'options.values.value', 'options.values.rank'],
      ...['collection.id', 'collection.handle', 'collection.title', 'collection.metadata'],
      ...['variants.id', 'variants.sku', 'variants.title', 'variants.variant_rank', 'variants.manage_inventory'],
      ...[
        'variants.allow_backorder',
        'variants.inventory_quantity',
        'variants.options.option_id',
        'variants.options.value',
      ],
      ...['variants.inventory_items.required_quantity', `${levels}.location_id`, `${levels}.stocked_quantity`],
      `${levels}.reserved_quantity`,
    ];

    const { products } = await store.client.fetch<{ products: unknown[] }>('/store/products', {
      query: { id: ['prod_pouch'], fields: fields.join() },
    });

    expect(products).toEqual([pouch]);
  });

  it('returns the stock locations, and the default region with its first country', async () => {
    const { stock_locations } = await store.client.fetch<{ stock_locations: unknown }>('/store/stock-locations');
    const { regions } = await store.client.fetch<{ regions: unknown[] }>('/store/regions', {
      query: { fields: 'id,currency_code,metadata', order: 'currency_code' },
    });

    const addressIn = (city: string, country_code: string) => ({
      ...{ address_1: city, address_2: null, city, province: null, postal_code: null, country_code },
      ...{ phone: null, company: null },
    });
    expect(stock_locations).toEqual([
      {
        id: 'sloc_paris',
        name: 'Paris',
        metadata: { latitude: 48.9, longitude: 2.4 },
        address: addressIn('Paris', 'fr'),
        fulfillment_sets: [{ id: expect.any(String), type: 'shipping' }],
      },
      {
        id: 'sloc_tokyo',
        name: 'Tokyo',
        metadata: { latitude: 35.7, longitude: 139.7 },
        address: addressIn('Tokyo', 'jp'),
        fulfillment_sets: [],
      },
    ]);
    expect(regions).toEqual([
      {
        id: 'reg_europe',
        currency_code: 'eur',
        metadata: { default: true, default_country: 'FR', duties_included: true },
      },
      {
        id: 'reg_japan',
        currency_code: 'jpy',
        metadata: { default: false, default_country: 'JP', duties_included: false },
      },
    ]);
  });

  it('sorts products that are equal otherwise by their id', async () => {
    const { products } = await store.client.fetch<{ products: { id: string }[] }>('/store/products', {
      query: { fields: 'id', order: '-weight' },
    });

    expect(products.map(({ id }) => id)).toEqual(['prod_clutch', 'prod_minaudiere', 'prod_pouch']);
  });

  it('turns a cart into an order that reserves the stock', async () => {
    const { cart } = await store.store.cart.create({
      region_id: 'reg_japan',
      email: 'client@axiom.example',
      shipping_address: {
        first_name: 'A',
        last_name: 'B',
        address_1: '1-1',
        city: 'Tokyo',
        country_code: 'jp',
        postal_code: '1',
      },
      items: [{ variant_id: 'variant_clutch_large', quantity: 2 }],
    });
    const { shipping_options } = await store.store.fulfillment.listCartOptions({ cart_id: cart.id });
    const standard = (shipping_options as Fee[]).find(({ name }) => name === 'Standard');
    const filled = await store.store.cart.addShippingMethod(cart.id, { option_id: standard?.id as string });
    await store.store.payment.initiatePaymentSession(filled.cart, { provider_id: 'pp_system_default' });

    // Cached, with the stock before the order.
    await readPiece('prod_clutch');

    const completed = await store.store.cart.complete(cart.id);

    expect((shipping_options as Fee[]).map(({ name, amount }) => [name, amount]).sort()).toEqual([
      ['Express', 5500],
      ['Standard', 2500],
    ]);
    expect(completed).toMatchObject({ type: 'order', order: { currency_code: 'jpy', total: 2 * 176_000 + 2500 } });
    expect((await readPiece('prod_clutch')).stock).toEqual({ variant_clutch_large: 2, variant_clutch_small: 4 });
    expect(completed).toMatchObject({ changed_product_ids: ['prod_clutch'] });
  });

  it.each<[string, string, (admin: Client) => Promise<unknown>, Partial<Piece>]>([
    [
      'a new title',
      'prod_pouch',
      (to) => post(to, 'products/prod_pouch', { title: 'Pochette' }),
      { title: 'Pochette' },
    ],
    [
      'a new price',
      'prod_pouch',
      (to) =>
        post(to, 'products/prod_pouch/variants/variant_pouch_large', {
          prices: [{ currency_code: 'eur', amount: 450 }],
        }),
      { price: 450 },
    ],
    [
      'new stock',
      'prod_pouch',
      (to) => post(to, 'inventory-items/iitem_pouch_large/location-levels/sloc_tokyo', { stocked_quantity: 9 }),
      { stock: { variant_pouch_large: 12 } },
    ],
    [
      'a new name of the collection',
      'prod_pouch',
      (to) => post(to, 'collections/pcol_nocturne', { title: 'Notturno' }),
      { collection: 'Notturno' },
    ],
    [
      'the removal from a category',
      'prod_pouch',
      (to) => post(to, 'product-categories/pcat_evening/products', { remove: ['prod_pouch'] }),
      { categories: 0 },
    ],
    ['the end of a sale', 'prod_minaudiere', endSale, { price: 2500 }],
  ])('lists %s as a change, and returns it from then on', async (_, id, change, expected) => {
    const before = await store.client.fetch<Changes>('/store/changes', { query: { after: '' } });
    await readPiece(id);

    await change(admin.client);

    const after = await eventually(
      () => store.client.fetch<Changes>('/store/changes', { query: { after: before.cursor } }),
      ({ product_ids }) => product_ids.includes(id),
    );
    expect(before.product_ids).toEqual([]);
    expect(after.product_ids).toContain(id);
    expect(await readPiece(id)).toMatchObject(expected);
  });

  it('lists changes in pages without gaps', async () => {
    const start = await store.client.fetch<Changes>('/store/changes');
    await post(admin.client, 'collections/pcol_nocturne', { title: 'Nocturne' });

    const pages: Changes[] = [start];
    do {
      const query = { after: pages.at(-1)?.cursor, limit: 2 };
      pages.push(await store.client.fetch<Changes>('/store/changes', { query }));
    } while (pages.at(-1)?.has_more);

    expect(pages.map(({ product_ids }) => product_ids)).toEqual([
      [],
      // The first change is that of the collection.
      ['prod_clutch'],
      ['prod_minaudiere', 'prod_pouch'],
      [],
    ]);
    await expect(store.client.fetch('/store/changes', { query: { after: 'yesterday' } })).rejects.toMatchObject({
      status: 400,
    });
  });

  describe('and its lists', () => listSuite(() => shop));
  describe('and its log of changes', () => changesSuite(() => shop));
  describe('and its query cache', () => queryCacheSuite(() => shop));

  describe('and its rate limit for a client address', () => {
    const ask = (path = 'products?limit=1', method = 'GET', headers: Record<string, string> = {}) =>
      fetch(`${shop.env.MEDUSA_URL}/store/${path}`, {
        method,
        headers: {
          'x-publishable-api-key': shop.env.MEDUSA_PUBLISHABLE_KEY as string,
          'content-type': 'application/json',
          ...headers,
        },
        ...(method === 'POST' && { body: '{}' }),
      });
    const drain = async () => {
      const responses = await Promise.all(
        Array.from({ length: 200 }, () => ask('products?limit=1', 'GET', { 'x-axiom-service': 'guessed' })),
      );
      return {
        codes: responses.map(({ status }) => status),
        waits: responses.flatMap(({ headers }) => headers.get('retry-after') ?? []).map(Number),
      };
    };

    it('admits a burst up to the limit, regardless of headers, and the next request after Retry-After', async () => {
      const { codes, waits } = await drain();
      const passed = codes.filter((code) => code === 200).length;
      const byService = await ask('products?limit=1', 'GET', {
        'x-axiom-service': shop.env.MEDUSA_SERVICE_TOKEN as string,
      });
      await sleep(Math.max(...waits) * 1_000);
      const after = await ask();

      expect(new Set(codes)).toEqual(new Set([200, 429]));
      expect(passed).toBeGreaterThanOrEqual(100);
      expect(passed).toBeLessThan(200);
      expect(waits).toHaveLength(200 - passed);
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
      expect([byService.status, after.status]).toEqual([200, 200]);
    });
  });

  describe('and access by id', () => accessSuite(() => shop));
  describe('and its sessions', () => sessionSuite(() => shop));
  describe('and sign-in over REST', () => signInSuite(() => shop));
  describe('and a customer with a password', () => passwordSuite(() => shop));
  describe('and personal data', () => personalDataSuite(() => shop));
  describe('and customers of the graph', () => customerSuite(() => shop));

  it('admits reads of the store while Redis is unavailable, and refuses sign-in and changes', async () => {
    const headers = {
      'x-publishable-api-key': shop.env.MEDUSA_PUBLISHABLE_KEY as string,
      'content-type': 'application/json',
    };
    const ask = async (path: string, method: string) =>
      (await fetch(`${shop.env.MEDUSA_URL}/${path}`, { method, headers, ...(method === 'POST' && { body: '{}' }) }))
        .status;

    expect(await ask('store/products?limit=1', 'GET')).toBe(200);
    expect(await ask('store/carts', 'POST')).toBe(503);
    expect(await ask('auth/customer/emailpass', 'POST')).toBe(503);
  });

  it('is seeded again without overwriting changes of the curator', async () => {
    await seedMedusa(threePieces, shop.env, () => {});

    const { products, count } = await store.client.fetch<{ products: unknown; count: number }>('/store/products', {
      query: { fields: 'id,title', order: 'title' },
    });

    expect(count).toBe(3);
    expect(products).toContainEqual({ id: 'prod_pouch', title: 'Pochette' });
  }, 60_000);

  async function readPiece(id: string): Promise<Piece> {
    const fields =
      'title,collection.title,categories.id,variants.id,variants.calculated_price,variants.inventory_quantity';
    const { products } = await store.store.product.list({ id: [id], region_id: 'reg_europe', fields });
    const [product] = products;
    const variants = product?.variants ?? [];
    return {
      title: product?.title,
      collection: product?.collection?.title,
      categories: product?.categories?.length ?? 0,
      price: variants[0]?.calculated_price?.calculated_amount,
      stock: Object.fromEntries(
        variants.map((one: { id: string; inventory_quantity: number }) => [one.id, one.inventory_quantity]),
      ),
    };
  }
});

interface Changes {
  product_ids: string[];
  cursor: string;
  has_more: boolean;
}

/** A product as a client of the store API reads it. */
interface Piece {
  title?: string;
  collection?: string;
  categories: number;
  price?: number | null;
  stock: Record<string, number>;
}

interface Fee {
  id: string;
  name: string;
  amount: number;
}

function post(admin: Client, path: string, body: object): Promise<unknown> {
  return admin.fetch(`/admin/${path}`, { method: 'POST', body });
}

/** Medusa has no event for this change. */
async function endSale(admin: Client): Promise<void> {
  const { price_lists } = await admin.fetch<{ price_lists: { id: string }[] }>('/admin/price-lists');
  await post(admin, `price-lists/${price_lists[0]?.id}`, { status: 'draft' });
}
