import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Meilisearch } from 'meilisearch';
import { startChild } from '#kit/process/child.ts';
import { readConfig } from '#kit/process/config.ts';
import { freePorts } from '#kit/process/port.ts';
import { type EngineConfig, engineShape } from './config.ts';
import { codesOf } from './indexing/documents/article-numbers.ts';
import { facetPair, type ProductDocument } from './indexing/documents/document.ts';
import { originOf } from './indexing/documents/origin.ts';
import { priceStepOf } from './indexing/documents/price-steps.ts';
import { titleKeyOf } from './indexing/documents/title-key.ts';
import { connect } from './meilisearch/client.ts';
import type { Markets } from './meilisearch/records.ts';

/** A search engine for one test, with all indexes, empty. */
export interface TestEngine {
  /** What the search subgraph and the indexer read from their environment. */
  env: { MEILI_URL: string; MEILI_SEARCH_KEY: string; MEILI_INDEX_KEY: string };
  /** How the search subgraph reaches it. */
  config: EngineConfig;
  /** With the key of the indexer. */
  client: Meilisearch;
  /** Adds documents to an index and waits until searches can find them. */
  write(index: string, documents: object[]): Promise<void>;
  /** Stops and starts the engine process; its data is kept. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts an engine in a temporary folder and on a free port. */
export async function openEngine(): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'axiom-search-'));
  const [port] = await freePorts(1);
  const { PATH } = process.env;
  const launch = async () => {
    let env: TestEngine['env'] | undefined;
    const child = await startChild({
      name: 'search engine',
      command: process.execPath,
      args: [fileURLToPath(new URL('../../backends/meilisearch/server.ts', import.meta.url))],
      env: {
        PATH,
        MEILI_DATA_DIR: folder,
        MEILI_PORT: String(port),
        MEILI_MASTER_KEY: 'm'.repeat(32),
      },
      log: (line) => {
        if (line.startsWith('{"MEILI_URL"')) env = JSON.parse(line);
      },
      ready: async () => env !== undefined,
    });
    return { child, env: env as unknown as TestEngine['env'] };
  };
  let running = await launch();
  const client = connect(running.env.MEILI_URL, running.env.MEILI_INDEX_KEY);
  return {
    env: running.env,
    config: readConfig('search engine', engineShape, running.env),
    client,
    async write(index, documents) {
      const { status, error } = await client.index(index).addDocuments(documents).waitTask();
      if (status !== 'succeeded') throw new Error(error?.message);
    },
    stop: () => running.child.stop(),
    start: async () => {
      running = await launch();
    },
    async close() {
      await running.child.stop();
      await rm(folder, { recursive: true });
    },
  };
}

export const markets: Markets = {
  defaultCurrency: 'EUR',
  currencies: ['EUR', 'JPY'],
  currencyOf: { FR: 'EUR', JP: 'JPY' },
};

/** A document with these values; all others are empty. */
export function product(id: string, known: Partial<ProductDocument> = {}): ProductDocument {
  const { collections = [], categories = [], materials = [], artisan = null, stories = [] } = known;
  const handle = (name: string) => name.toLowerCase();
  const idOf = (name: string) => `id_${name.toLowerCase().replaceAll(/[^a-z]+/g, '_')}`;
  return {
    id,
    title: id,
    titleKey: titleKeyOf(known.title ?? id),
    subtitle: null,
    description: null,
    collections,
    collectionIds: collections.map(idOf),
    collectionHandles: collections.map(handle),
    collectionFacets: collections.map((name) => facetPair(handle(name), name)),
    collectionTerms: collections.map((name) => facetPair(idOf(name), name)),
    categories,
    categoryIds: categories.map(idOf),
    categoryHandles: categories.map(handle),
    categoryFacets: categories.map((name) => facetPair(handle(name), name)),
    categoryTerms: categories.map((name) => facetPair(idOf(name), name)),
    tags: [],
    options: [],
    optionFacets: [],
    skus: [],
    codes: codesOf(known.skus ?? []),
    barcodes: [],
    price: {},
    priceSteps: Object.fromEntries(
      Object.entries(known.price ?? {}).map(([code, price]) => [code, priceStepOf(price)]),
    ),
    onSale: {},
    restrictedCountries: [],
    availableForSale: true,
    createdAt: 0,
    materials: [],
    materialIds: materials.map(idOf),
    materialFacets: materials.map((name) => facetPair(idOf(name), name)),
    materialKinds: [],
    certifications: [],
    place: null,
    countryCode: null,
    origin: originOf(known.countryCode ?? null, 'EN'),
    gtins: [],
    carbonKg: null,
    artisan: null,
    artisanId: artisan && idOf(artisan),
    artisanFacet: artisan && facetPair(idOf(artisan), artisan),
    stories,
    storyFacets: stories.map((title) => facetPair(idOf(title), title)),
    salesRank: null,
    places: {},
    ...known,
  };
}

/** Six products of two collections. */
export const products: ProductDocument[] = [
  product('prod_bag', {
    title: 'Meridian Bag',
    subtitle: 'Saddle-stitched in Florence',
    description: 'A bag of vegetable-tanned leather that darkens with the years & carries a day.',
    collections: ['Meridian'],
    categories: ['Bags', 'Leather'],
    tags: ['new'],
    optionFacets: ['Colour/Cru', 'Colour/Noir', 'Size/S'],
    skus: ['MER-BAG-001'],
    price: { EUR: 1250, JPY: 198000 },
    onSale: { EUR: true, JPY: false },
    createdAt: 6,
    materials: ['Vachetta leather', 'Brass'],
    materialKinds: ['LEATHER', 'METAL'],
    certifications: ['LWG Gold'],
    place: 'Florence',
    countryCode: 'IT',
    carbonKg: 12.5,
    artisan: 'Ilaria Conti',
    stories: ['The quiet "stitch"'],
  }),
  product('prod_belt', {
    title: 'Meridian Belt',
    collections: ['Meridian'],
    categories: ['Leather'],
    optionFacets: ['Colour/Noir', 'Size/80', 'Engraving 1%2F2/None'],
    price: { EUR: 300, JPY: 48000 },
    onSale: { EUR: false, JPY: false },
    createdAt: 5,
    materials: ['Vachetta leather'],
    materialKinds: ['LEATHER'],
    countryCode: 'IT',
    carbonKg: 4,
    artisan: 'Ilaria Conti',
    salesRank: 2,
  }),
  product('prod_vase', {
    title: 'Lagoon Vase',
    collections: ['Lagoon'],
    categories: ['Home'],
    tags: ['new'],
    price: { EUR: 800, JPY: 126000 },
    onSale: { EUR: false, JPY: false },
    createdAt: 4,
    materials: ['Murano glass'],
    materialKinds: ['GLASS'],
    countryCode: 'IT',
    carbonKg: 9,
    artisan: 'Marco Barovier',
    salesRank: 1,
  }),
  product('prod_bowl', {
    title: 'Lagoon Bowl',
    collections: ['Lagoon'],
    categories: ['Home'],
    price: { EUR: 450 },
    onSale: { EUR: false },
    availableForSale: false,
    createdAt: 3,
    materials: ['Murano glass'],
    materialKinds: ['GLASS'],
    countryCode: 'IT',
    carbonKg: 7,
    artisan: 'Marco Barovier',
  }),
  product('prod_scarf', {
    title: 'Alpine Scarf',
    categories: ['Textiles'],
    price: { EUR: 380, JPY: 60000 },
    onSale: { EUR: false, JPY: false },
    createdAt: 2,
    materials: ['Cashmere'],
    materialKinds: ['TEXTILE'],
    countryCode: 'FR',
    carbonKg: 3,
    salesRank: 2,
  }),
  product('prod_lamp', { title: 'Lonely Lamp', createdAt: 1 }),
];
