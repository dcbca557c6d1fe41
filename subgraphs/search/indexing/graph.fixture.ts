import { composeServices } from '@apollo/composition';
import { extendSchema, type GraphQLSchema, graphql, parse } from 'graphql';
import { decimalsOf } from '#kit/graph/currency.ts';
import { readSdl } from '#kit/graph/server/subgraph.ts';
import { listen, sendJson } from '#kit/process/http/http.ts';
import { subgraphs } from '#subgraphs/registry.ts';
import type { Source } from './catalogue.ts';
import type { SynonymGroup } from './words/synonyms.ts';

/** A product of the test's catalogue, with what each source knows of it. */
export interface Item {
  title: string;
  collection?: { handle: string; title: string };
  /** Currency → amount. */
  prices: Record<string, number>;
  material: string;
  artisan: string;
  stories: string[];
}

/** A graph with the public schema of the house and the three feeds, over a catalogue in memory. */
export interface TestGraph {
  url: string;
  items: Map<string, Item>;
  /** Currency and country of each market. */
  markets: [string, string][];
  /** Tells in a source's feed that a product changed. */
  tell(source: Source, id: string): void;
  /** What editors say of words. */
  synonyms: SynonymGroup[];
  /** Sources that fail. */
  away: Set<Source>;
  /** Begins all feeds anew: cursors given before are refused. */
  forgetFeeds(): void;
  /** How many requests have come. */
  requests(): number;
  close(): Promise<void>;
}

const composed = houseSchema();

export async function openGraph(items: Record<string, Item>): Promise<TestGraph> {
  const schema = await composed;
  const catalogue = new Map(Object.entries(items));
  const synonyms: SynonymGroup[] = [];
  const markets: [string, string][] = [
    ['EUR', 'FR'],
    ['JPY', 'JP'],
  ];
  const away = new Set<Source>();
  let epoch = 1;
  let told: Record<Source, string[]> = { commerce: [], provenance: [], journal: [] };
  let requests = 0;

  const need = (source: Source) => {
    if (away.has(source)) throw new Error(`${source} is away`);
  };
  const changes =
    (source: Source) =>
    ({ after }: { after: string | null }) => {
      need(source);
      const place = after === null ? told[source].length : Number(after.split('.')[1]);
      if (after !== null && after.split('.')[0] !== String(epoch)) throw refusal;
      const changed = told[source].slice(place, place + 2);
      const read = place + changed.length;
      return { productIds: changed, cursor: `${epoch}.${read}`, hasMore: read < told[source].length };
    };
  const rootValue = {
    localization: () => {
      need('commerce');
      return { currencyCode: 'EUR', availableRegions: markets.map((market) => region(...market)) };
    },
    products: (
      { filter, first, after }: { filter?: { ids?: string[] }; first: number; after?: string },
      currency: string,
    ) => {
      need('commerce');
      const found = [...catalogue].filter(([id]) => !filter?.ids || filter.ids.includes(id));
      const start = Number(after ?? 0);
      const page = found.slice(start, start + first);
      return {
        nodes: page.map(([id, item]) => productOf(id, item, currency, need)),
        pageInfo: { hasNextPage: start + first < found.length, endCursor: String(start + page.length) },
      };
    },
    commerceChanges: changes('commerce'),
    provenanceChanges: changes('provenance'),
    journalChanges: changes('journal'),
    searchSynonyms: () => {
      need('journal');
      return synonyms;
    },
  };

  const listening = await listen(
    async (request, response) => {
      requests += 1;
      const { query, variables } = JSON.parse(Buffer.concat(await request.toArray()).toString());
      const contextValue = request.headers['x-axiom-currency'] ?? 'EUR';
      const answer = await graphql({ schema, source: query, variableValues: variables, rootValue, contextValue });
      sendJson(response, 200, answer);
    },
    0,
    '127.0.0.1',
  );
  return {
    url: listening.url,
    items: catalogue,
    markets,
    tell: (source, id) => void told[source].push(id),
    synonyms,
    away,
    forgetFeeds: () => {
      epoch += 1;
      told = { commerce: [], provenance: [], journal: [] };
    },
    requests: () => requests,
    close: () => listening.close(0),
  };
}

const refusal = Object.assign(new Error('`after` is not a cursor of this list.'), {
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
    collection: item.collection,
    categories: [{ handle: 'rings', name: 'Rings', parent: { handle: 'jewellery', name: 'Jewellery' } }],
    options: [{ values: ['52', '54'] }],
    priceRange: price && { min: price },
    variants: { nodes: [{ sku: `SKU-${id}`, availableForSale: true, price, compareAtPrice: null }] },
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
        materials: [{ material: { name: item.material, kind: 'METAL', certifications: [{ name: 'RJC' }] } }],
        artisan: () => {
          need('journal');
          return { name: item.artisan };
        },
      };
    },
    stories: () => {
      need('journal');
      return { nodes: item.stories.map((title) => ({ title })) };
    },
  };
}

/** The schema of clients, so that the indexer's questions are checked against it, and the feeds, which clients do not see. */
async function houseSchema(): Promise<GraphQLSchema> {
  const services = subgraphs.map(async ({ name }) => ({ name, typeDefs: parse(await readSdl(name)) }));
  const { schema } = composeServices(await Promise.all(services));
  if (!schema) throw new Error('The subgraphs do not compose.');
  const feeds = parse(`
    type Synonyms { words: [String!]! finds: [String!]! }
    type News { productIds: [ID!]! cursor: String! hasMore: Boolean! }
    extend type Query {
      commerceChanges(after: String): News
      provenanceChanges(after: String): News
      journalChanges(after: String): News
      searchSynonyms: [Synonyms!]
    }`);
  return extendSchema(schema.toAPISchema().toGraphQLJSSchema(), feeds);
}
