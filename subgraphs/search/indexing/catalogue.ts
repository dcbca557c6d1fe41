import { isTimeout, type RunOperation } from '#kit/graph/graph-client.ts';
import { defaultLanguage, type Language } from '#kit/graph/languages/language.ts';
import { marketHeaders } from '#kit/graph/market.ts';
import type { Markets, Source } from '../meilisearch/records.ts';
import type { ProductDocument } from './documents/document.ts';
import {
  type CommerceNode,
  type CommerceTexts,
  commercePart,
  commerceSelection,
  defaultMarketSelection,
  type JournalNode,
  journalPart,
  journalSelection,
  type MarketNode,
  marketSelection,
  type ProvenanceNode,
  provenancePart,
  provenanceSelection,
} from './documents/parts.ts';
import type { ReadPlaces } from './feeds.ts';

/** The largest number of products in one request. */
export const pageSize = 100;

/** A request for so many products is not divided when it times out. */
const smallestPart = 12;

type PartialDocument = Partial<ProductDocument> & { id: string };

/** Documents of some products, as the index should contain them. */
export interface ProductBatch {
  /** One for each product that is sold; the parts of unavailable sources are missing in all of them. */
  documents: PartialDocument[];
  /** The same in the other languages that were asked for. */
  translations: ReadonlyMap<Language, PartialDocument[]>;
  /** Ids of products that are no longer sold. */
  removedIds: string[];
  /** The unavailable sources. Never commerce: without it the read fails. */
  unavailable: Set<Source>;
}

/** Where a page of the catalogue begins. */
export interface PagePlace {
  createdAfter: string | null;
  after: string | null;
  /** The number of products that were read since `createdAfter`. */
  read: number;
}

/** The ids on a page of the catalogue, and where the next one begins; undefined for the last. */
export interface IdPage {
  ids: string[];
  next: PagePlace | undefined;
}

/** The catalogue in the graph. */
export interface Catalogue {
  markets(): Promise<Markets>;
  /** At most 100 ids of products, from the first or from a place; an id may occur twice when products change between pages. */
  page(place?: PagePlace): Promise<IdPage>;
  /** At most 100 products, in English and in other languages. Rejects when commerce is unavailable. */
  read(ids: string[], markets: Markets, languages?: readonly Language[]): Promise<ProductBatch>;
}

/** Reads the catalogue through the gateway, like any client. `readPlaces` reads what clients do not see; by default, no product has a place. */
export function createCatalogue(run: RunOperation, readPlaces: ReadPlaces = async () => new Map()): Catalogue {
  return {
    async markets() {
      const { localization } = await run<LocalizationData>(
        '{ localization { currencyCode availableRegions { currencyCode countries { code } } } }',
      );
      const regions = localization.availableRegions;
      return {
        defaultCurrency: localization.currencyCode,
        currencies: [...new Set(regions.map(({ currencyCode }) => currencyCode))],
        currencyOf: Object.fromEntries(
          regions.flatMap(({ currencyCode, countries }) => countries.map(({ code }) => [code, currencyCode])),
        ),
      };
    },
    page: (place) => readIds(run, place),
    read: (ids, markets, languages = []) => read(run, readPlaces, ids, markets, languages),
  };
}

interface LocalizationData {
  localization: { currencyCode: string; availableRegions: { currencyCode: string; countries: { code: string }[] }[] };
}

/** The graph's limit for paging through one list; the next list starts where it ends. */
const maxOffset = 10_000;

async function readIds(
  run: RunOperation,
  place: PagePlace = { createdAfter: null, after: null, read: 0 },
): Promise<IdPage> {
  const { products } = await run<ProductsData<{ id: string; createdAt: string }>>(
    `query ($after: String, $createdAfter: DateTime) {
      products(first: ${pageSize}, after: $after, sort: CREATED_AT_ASC, filter: { createdAfter: $createdAfter }) {
        nodes { id createdAt } pageInfo { hasNextPage endCursor }
      }
    }`,
    { after: place.after, createdAfter: place.createdAfter },
  );
  const found = products.nodes.filter((node) => node !== null);
  const ids = found.map(({ id }) => id);
  const last = found.at(-1);
  if (!products.pageInfo?.hasNextPage || !last) return { ids, next: undefined };
  const read = place.read + products.nodes.length;
  if (read < maxOffset) return { ids, next: { ...place, after: products.pageInfo.endCursor, read } };
  // A millisecond earlier, because the store's timestamps are finer than those it returns.
  const createdAfter = new Date(Date.parse(last.createdAt) - 1).toISOString();
  if (createdAfter === place.createdAfter)
    throw new Error(`More than ${maxOffset} products were created at ${last.createdAt}.`);
  return { ids, next: { createdAfter, after: null, read: 0 } };
}

interface ProductsData<Node> {
  products: { nodes: (Node | null)[]; pageInfo?: { hasNextPage: boolean; endCursor: string | null } };
}

async function read(
  run: RunOperation,
  readPlaces: ReadPlaces,
  ids: string[],
  { defaultCurrency, currencies, currencyOf }: Markets,
  languages: readonly Language[],
): Promise<ProductBatch> {
  if (ids.length === 0) return { documents: [], translations: new Map(), removedIds: [], unavailable: new Set() };

  const nodes = async <Node extends { id: string }>(
    selection: string,
    headers = {},
    some = ids,
  ): Promise<Map<string, Node>> => {
    const query = `query ($ids: [ID!]) { products(first: ${pageSize}, filter: { ids: $ids }) { nodes { id ${selection} } } }`;
    try {
      const { products } = await run<ProductsData<Node>>(query, { ids: some }, headers);
      return new Map(products.nodes.filter((node) => node !== null).map((node) => [node.id, node]));
    } catch (error) {
      // A busy backend does not answer for so many in time, however often it is asked.
      if (!isTimeout(error) || some.length <= smallestPart) throw error;
      const half = Math.ceil(some.length / 2);
      const first = await nodes<Node>(selection, headers, some.slice(0, half));
      return new Map([...first, ...(await nodes<Node>(selection, headers, some.slice(half)))]);
    }
  };
  const inMarket = (currency: string) => {
    const country = Object.keys(currencyOf).find((code) => currencyOf[code] === currency);
    return { ...inEnglish, [marketHeaders.currency]: currency, ...(country && { [marketHeaders.country]: country }) };
  };

  // In sequence: the store runs requests in one thread, and parallel ones would delay its other clients.
  const readCommerce = async () => {
    const inDefault = await nodes<CommerceNode>(commerceSelection + defaultMarketSelection, inMarket(defaultCurrency));
    const markets: Map<string, MarketNode>[] = [inDefault];
    for (const currency of currencies) {
      if (currency !== defaultCurrency) markets.push(await nodes<MarketNode>(marketSelection, inMarket(currency)));
    }
    const texts = new Map<Language, Map<string, CommerceTexts>>();
    for (const language of languages)
      texts.set(language, await nodes<CommerceTexts>(commerceSelection, inLanguage(language)));
    return { inDefault, markets, texts, places: await readPlaces(ids) };
  };
  const readOthers = async () => {
    const unavailable = new Set<Source>();
    const readOther = <Node extends { id: string }>(source: Source, selection: string, language: Language) =>
      nodes<Node>(selection, inLanguage(language)).catch(() => void unavailable.add(source));
    const all: readonly Language[] = [defaultLanguage, ...languages];
    const parts = all.map(async (language) => {
      const [provenance, journal] = await Promise.all([
        readOther<ProvenanceNode>('provenance', provenanceSelection, language),
        readOther<JournalNode>('journal', journalSelection, language),
      ]);
      return { language, provenance, journal };
    });
    return { parts: await Promise.all(parts), unavailable };
  };
  const [{ inDefault, markets, texts, places }, { parts, unavailable }] = await Promise.all([
    readCommerce(),
    readOthers(),
  ]);

  const inOneLanguage = parts.map(({ language, provenance, journal }) => {
    const documents = [...inDefault.values()].map((product): PartialDocument => {
      const { id } = product;
      const record = provenance?.get(id);
      const mentions = journal?.get(id);
      const translated = { ...product, ...texts.get(language)?.get(id) };
      return {
        id,
        ...commercePart(
          translated,
          markets.flatMap((market) => market.get(id) ?? []),
          places.get(id),
        ),
        ...(record && provenancePart(record, language)),
        ...(mentions && journalPart(mentions)),
      };
    });
    return [language, documents] as const;
  });
  const [[, documents] = [defaultLanguage, []], ...translations] = inOneLanguage;
  return {
    documents,
    translations: new Map(translations),
    removedIds: ids.filter((id) => !inDefault.has(id)),
    unavailable,
  };
}

function inLanguage(language: Language) {
  return { [marketHeaders.language]: language };
}

const inEnglish = inLanguage(defaultLanguage);
