import { composeServices } from '@apollo/composition';
import { extendSchema, type GraphQLSchema, graphql, parse } from 'graphql';
import { decimalsOf } from '#kit/graph/currency.ts';
import { readSdl } from '#kit/graph/server/sdl.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { listen } from '#kit/process/http/server.ts';
import { subgraphs } from '#subgraphs/registry.ts';
import type { Pins, Source, SynonymGroup } from '../meilisearch/records.ts';

/** A product of the test catalogue, with the values of each source. */
export interface Item {
  title: string;
  /** Titles in other languages than English. */
  titles?: Partial<Record<string, string>>;
  /** Those that show it, its main one first. */
  collections?: { id: string; handle: string; title: string; alternates?: { language: string; handle: string }[] }[];
  /** Currency → amount. */
  prices: Record<string, number>;
  material: string;
  artisan: string;
  stories: string[];
}

type ContentField = 'articles' | 'artisans' | 'pages' | 'collections';

/** A graph with the public schema and the three change feeds, over a catalogue in memory. */
export interface TestGraph {
  url: string;
  items: Map<string, Item>;
  /** Currency and country of each market. */
  markets: [string, string][];
  /** Adds a change of a product to a source's feed, or one with this cache tag. */
  change(source: Source, id: string): void;
  /** Articles, artisans, pages and collections: field of `Query` → objects as the schema has them. */
  contents: Record<ContentField, Record<string, unknown>[]>;
  /** The editors' synonyms. */
  synonyms: SynonymGroup[];
  /** The products that editors pin to queries. */
  pins: Pins[];
  /** The ranks of products that sold. */
  salesRanks: { productId: string; rank: number }[];
  /** The places of products in the orders of the editors. */
  places: { listId: string; productId: string; place: number }[];
  /** Sources that fail. */
  unavailable: Set<Source>;
  /** Resets all feeds: they reject the cursors issued before. */
  resetFeeds(): void;
  /** The number of requests received. */
  requests(): number;
  close(): Promise<void>;
}

const composed = publicSchemaWithFeeds();

export async function openGraph(items: Record<string, Item>): Promise<TestGraph> {
  const schema = await composed;
  const catalogue = new Map(Object.entries(items));
  const synonyms: SynonymGroup[] = [];
  const pins: Pins[] = [];
  const salesRanks: TestGraph['salesRanks'] = [];
  const places: TestGraph['places'] = [];
  const contents: TestGraph['contents'] = { articles: [], artisans: [], pages: [], collections: [] };
  const contentList =
    (source: Source, field: ContentField) =>
    ({ first, after }: { first: number; after?: string }) => {
      need(source);
      const start = Number(after ?? 0);
      const nodes = contents[field].slice(start, start + first);
      const end = start + nodes.length;
      return { nodes, pageInfo: { hasNextPage: end < contents[field].length, endCursor: String(end) } };
    };
  const markets: [string, string][] = [
    ['EUR', 'FR'],
    ['JPY', 'JP'],
  ];
  const unavailable = new Set<Source>();
  let epoch = 1;
  let changed: Record<Source, string[]> = { commerce: [], provenance: [], journal: [] };
  let requests = 0;

  const need = (source: Source) => {
    if (unavailable.has(source)) throw new Error(`${source} is unavailable`);
  };
  const changes =
    (source: Source) =>
    ({ after }: { after: string | null }) => {
      need(source);
      const place = after === null ? changed[source].length : Number(after.split('.')[1]);
      if (after !== null && after.split('.')[0] !== String(epoch)) throw badCursor;
      const page = changed[source].slice(place, place + 2);
      const read = place + page.length;
      const tags = page.map((id) => (id.includes('prod_') ? `product:${id}` : id));
      const productIds = page.filter((id) => id.includes('prod_'));
      return { productIds, tags, cursor: `${epoch}.${read}`, hasMore: read < changed[source].length };
    };
  const rootValue = {
    localization: () => {
      need('commerce');
      return { currencyCode: 'EUR', availableRegions: markets.map((market) => region(...market)) };
    },
    products: (
      { filter, first, after }: { filter?: { ids?: string[] }; first: number; after?: string },
      { currency, language }: { currency: string; language: string },
    ) => {
      need('commerce');
      const found = [...catalogue].filter(([id]) => !filter?.ids || filter.ids.includes(id));
      const start = Number(after ?? 0);
      const page = found.slice(start, start + first);
      return {
        nodes: page.map(([id, item]) =>
          productOf(id, { ...item, title: item.titles?.[language] ?? item.title }, currency, need),
        ),
        pageInfo: { hasNextPage: start + first < found.length, endCursor: String(start + page.length) },
      };
    },
    articles: contentList('journal', 'articles'),
    artisans: contentList('journal', 'artisans'),
    pages: contentList('journal', 'pages'),
    collections: contentList('commerce', 'collections'),
    commerceChanges: changes('commerce'),
    provenanceChanges: changes('provenance'),
    journalChanges: changes('journal'),
    salesRanks: () => {
      need('commerce');
      return salesRanks;
    },
    productPlaces: ({ productIds }: { productIds: string[] }) => {
      need('commerce');
      return places.filter(({ productId }) => productIds.includes(productId));
    },
    searchSynonyms: () => {
      need('journal');
      return synonyms;
    },
    searchPins: () => {
      need('journal');
      return pins;
    },
  };

  const listening = await listen(
    async (request, response) => {
      requests += 1;
      const { query, variables } = JSON.parse(Buffer.concat(await request.toArray()).toString());
      const contextValue = {
        currency: request.headers['x-axiom-currency'] ?? 'EUR',
        language: request.headers['x-axiom-language'] ?? 'EN',
      };
      const result = await graphql({ schema, source: query, variableValues: variables, rootValue, contextValue });
      sendJson(response, 200, result);
    },
    0,
    '127.0.0.1',
  );
  return {
    url: listening.url,
    items: catalogue,
    markets,
    change: (source, id) => void changed[source].push(id),
    contents,
    synonyms,
    pins,
    salesRanks,
    places,
    unavailable,
    resetFeeds: () => {
      epoch += 1;
      changed = { commerce: [], provenance: [], journal: [] };
    },
    requests: () => requests,
    close: () => listening.close(0),
  };
}

const badCursor = Object.assign(new Error('`after` is not a cursor of this list.'), {
  extensions: { code: 'BAD_USER_INPUT' },
});

const region = (currencyCode: string, country: string) => ({ currencyCode, countries: [{ code: country }] });

function productOf(id: string, item: Item, currency: string, need: (source: Source) => void) {
  const amount = item.prices[currency]?.toFixed(decimalsOf(currency));
  const price = amount === undefined ? null : { amount, currencyCode: currency };
  return {
    id,
    title: item.title,
    tags: [],
    createdAt: '2026-01-01T00:00:00.000Z',
    collections: (item.collections ?? []).map((one) => ({ alternates: [], ...one })),
    categories: [
      {
        ...{ id: 'pcat_rings', handle: 'rings', name: 'Rings', alternates: [] },
        parent: { id: 'pcat_jewellery', handle: 'jewellery', name: 'Jewellery', alternates: [] },
      },
    ],
    options: [{ name: 'Size', values: ['52', '54'] }],
    deliveryRestrictions: [{ countryCodes: ['US'], reason: 'WILDLIFE' }],
    priceRange: price && { min: price },
    variants: {
      nodes: [
        {
          sku: `SKU-${id}`,
          barcodes: [{ type: 'GTIN_13', value: '9520000020026' }],
          ...{ availableForSale: true, price, compareAtPrice: null },
        },
      ],
    },
    passport: () => {
      need('provenance');
      return { gtin: '09520000010010' };
    },
    provenance: () => {
      need('provenance');
      return {
        place: 'Idar-Oberstein',
        countryCode: 'DE',
        carbonFootprint: { totalKg: 2.5 },
        materials: [
          {
            material: {
              id: `mat_${item.material}`,
              name: item.material,
              kind: 'METAL',
              certifications: [{ name: 'RJC' }],
            },
          },
        ],
        artisan: () => {
          need('journal');
          return { id: `art_${item.artisan}`, name: item.artisan };
        },
      };
    },
    stories: () => {
      need('journal');
      return { nodes: item.stories.map((title) => ({ id: `story_${title}`, title })) };
    },
  };
}

/** The schema of clients, so that the indexer's queries are validated against it, and the feeds, which are not public. */
async function publicSchemaWithFeeds(): Promise<GraphQLSchema> {
  const services = subgraphs.map(async ({ name }) => ({ name, typeDefs: parse(await readSdl(name)) }));
  const { schema } = composeServices(await Promise.all(services));
  if (!schema) throw new Error('The subgraphs do not compose.');
  const feeds = parse(`
    type Synonyms { words: [String!]! finds: [String!]! language: String }
    type Pins { queries: [String!]! language: String! productIds: [ID!]! }
    type Rank { productId: ID! rank: Int! }
    type Place { listId: ID! productId: ID! place: Int! }
    type News { productIds: [ID!]! tags: [String!]! cursor: String! hasMore: Boolean! }
    extend type Query {
      commerceChanges(after: String): News
      provenanceChanges(after: String): News
      journalChanges(after: String): News
      searchSynonyms: [Synonyms!]
      searchPins: [Pins!]
      salesRanks: [Rank!]
      productPlaces(productIds: [ID!]!): [Place!]
    }`);
  return extendSchema(schema.toAPISchema().toGraphQLJSSchema(), feeds);
}
