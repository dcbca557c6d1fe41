import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Admin, Auth, Client, type Config, Store } from '@medusajs/js-sdk';
import { start as startMedusa } from '#backends/medusa/local.ts';
import { seedMedusa } from '#backends/medusa/seed.ts';
import { start as startPostgres } from '#backends/postgres/local.ts';
import { provision } from '#backends/postgres/provision.ts';
import type { LocalBackend } from '#kit/backend.ts';
import { freePorts } from '#kit/port.ts';
import { threePieces } from './support/three-pieces.ts';

interface Price {
  currency_code: string;
  calculated_amount: number;
  original_amount: number;
}

describe('Medusa', () => {
  const running: LocalBackend[] = [];
  const secret = (name: string) => `secret-of-${name}`;
  let dataDir: string;
  let env: Record<string, string | undefined>;
  let store: ReturnType<typeof connect>;
  let admin: ReturnType<typeof connect>;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'axiom-medusa-test-'));
    await chmod(dataDir, 0o755);
    const [postgresPort, medusaPort] = await freePorts(2);
    env = {
      PATH: process.env.PATH,
      NO_PROXY: '127.0.0.1,localhost',
      POSTGRES_PORT: String(postgresPort),
      POSTGRES_FSYNC: 'off',
      MEDUSA_PORT: String(medusaPort),
      MEDUSA_CURATOR_PASSWORD: secret('medusa-curator'),
    };
    const log = () => {};
    const begin = async (start: typeof startPostgres) => {
      const backend = await start({ dataDir, env, secret, log });
      running.unshift(backend);
      Object.assign(env, backend.env);
    };
    await begin(startPostgres);
    Object.assign(env, await provision(env.POSTGRES_URL as string, secret));
    await seedMedusa(threePieces, env, log);
    await begin(async (options) => startMedusa({ ...options, env: { ...env, MEDUSA_URL: undefined } }));

    store = connect(env.MEDUSA_URL as string, env.MEDUSA_PUBLISHABLE_KEY);
    admin = connect(env.MEDUSA_URL as string);
    await admin.auth.login('user', 'emailpass', { email: 'curator@axiom.example', password: secret('medusa-curator') });
  }, 180_000);

  afterAll(async () => {
    for (const backend of running) await backend.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 30_000);

  it('keeps the store behind its key and the admin behind the password of the curator', async () => {
    const keyless = await fetch(`${env.MEDUSA_URL}/store/products`);
    const guess = admin.auth.login('user', 'emailpass', { email: 'curator@axiom.example', password: 'guessed' });
    const unsigned = await fetch(`${env.MEDUSA_URL}/admin/products`);

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

  it('shows what a reduced piece cost before', async () => {
    const query = { id: ['prod_minaudiere'], region_id: 'reg_europe', fields: 'variants.calculated_price' };

    const { products } = await store.store.product.list(query);

    expect(products[0]?.variants?.[0]?.calculated_price).toMatchObject({
      calculated_amount: 2000,
      original_amount: 2500,
    });
  });

  it('drops no field that the graph asks for, stock at each location included', async () => {
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

    expect(products).toEqual([
      {
        id: 'prod_pouch',
        handle: 'pouch',
        title: 'The pouch',
        subtitle: 'One of three',
        description: 'Made by hand.',
        thumbnail: 'https://media.axiom.example/pouch.webp',
        weight: 640,
        origin_country: 'fr',
        hs_code: '420221',
        metadata: { gtin: '00012345678905' },
        images: [
          {
            url: 'https://media.axiom.example/pouch.webp',
            rank: 0,
            metadata: { alt: 'From the front', width: 1200, height: 900 },
          },
        ],
        tags: [{ value: 'new' }],
        categories: [{ id: 'pcat_evening' }],
        collection: {
          id: 'pcol_nocturne',
          handle: 'nocturne',
          title: 'Nocturne',
          metadata: { description: 'For the night.' },
        },
        options: expect.arrayContaining([
          {
            id: 'opt_pouch_0',
            title: 'Size',
            metadata: { rank: 0 },
            values: expect.arrayContaining([
              { value: 'Small', rank: 0 },
              { value: 'Large', rank: 1 },
            ]),
          },
          { id: 'opt_pouch_1', title: 'Colour', metadata: { rank: 1 }, values: [{ value: 'Black', rank: 0 }] },
        ]),
        variants: [
          {
            id: 'variant_pouch_large',
            sku: 'POUCH-LARGE',
            title: 'Large',
            variant_rank: 0,
            manage_inventory: true,
            allow_backorder: false,
            inventory_quantity: 4,
            options: expect.arrayContaining([
              { option_id: 'opt_pouch_0', value: 'Large' },
              { option_id: 'opt_pouch_1', value: 'Black' },
            ]),
            inventory_items: [
              expect.objectContaining({
                required_quantity: 1,
                inventory: expect.objectContaining({
                  location_levels: expect.arrayContaining([
                    { location_id: 'sloc_paris', stocked_quantity: 3, reserved_quantity: 0 },
                    { location_id: 'sloc_tokyo', stocked_quantity: 1, reserved_quantity: 0 },
                  ]),
                }),
              }),
            ],
          },
        ],
      },
    ]);
  });
});

/** The official client: the SDK's own class does not fit the types of an ES module. */
function connect(baseUrl: string, publishableKey?: string) {
  const config: Config = { baseUrl, publishableKey, auth: { type: 'jwt', jwtTokenStorageMethod: 'memory' } };
  const client = new Client(config);
  return { client, store: new Store(client), admin: new Admin(client), auth: new Auth(client, config) };
}
