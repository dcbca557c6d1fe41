import { marketHeaders } from '#kit/graph/market.ts';
import type { Markets, ProductDocument } from './document.ts';
import type { Ask } from './graph.ts';
import {
  type CommerceNode,
  commercePart,
  commerceSelection,
  type JournalNode,
  journalPart,
  journalSelection,
  type MarketNode,
  marketSelection,
  type ProvenanceNode,
  provenancePart,
  provenanceSelection,
} from './parts.ts';

/** Products that one request may ask for. */
export const pageSize = 100;

/** The systems behind the parts of a document. */
export type Source = 'commerce' | 'provenance' | 'journal';

/** Products as the index is to know them. */
export interface Reading {
  /** One for each product that is sold; the parts of failed sources are missing in all of them. */
  documents: (Partial<ProductDocument> & { id: string })[];
  /** Ids of products that are no longer sold. */
  gone: string[];
  /** The sources that could not be had, beside commerce: without it nothing is read at all. */
  failed: Set<Source>;
}

/** The catalogue as the graph tells it. */
export interface Catalogue {
  /** The markets of the house. */
  markets(): Promise<Markets>;
  /** The ids of all products, in pages of at most 100; one may come twice when products change meanwhile. */
  pages(): AsyncGenerator<string[]>;
  /** At most 100 products. Rejects when commerce cannot be had. */
  read(ids: string[], markets: Markets): Promise<Reading>;
}

/** Reads the catalogue through the gateway, as any client does. */
export function readThrough(ask: Ask): Catalogue {
  return {
    async markets() {
      const { localization } = await ask<LocalizationAnswer>(
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
    pages: () => pages(ask),
    read: (ids, markets) => read(ask, ids, markets),
  };
}

interface LocalizationAnswer {
  localization: { currencyCode: string; availableRegions: { currencyCode: string; countries: { code: string }[] }[] };
}

/** No list can be paged beyond this; a further one begins where it ends. */
const deepest = 10_000;

async function* pages(ask: Ask): AsyncGenerator<string[]> {
  let window: { createdAfter: string | null; after: string | null; read: number } = {
    createdAfter: null,
    after: null,
    read: 0,
  };
  for (;;) {
    const { products } = await ask<ProductsAnswer<{ id: string; createdAt: string }>>(
      `query ($after: String, $createdAfter: DateTime) {
        products(first: ${pageSize}, after: $after, sort: CREATED_AT_ASC, filter: { createdAfter: $createdAfter }) {
          nodes { id createdAt } pageInfo { hasNextPage endCursor }
        }
      }`,
      { after: window.after, createdAfter: window.createdAfter },
    );
    const found = products.nodes.filter((node) => node !== null);
    if (found.length > 0) yield found.map(({ id }) => id);
    const last = found.at(-1);
    if (!products.pageInfo?.hasNextPage || !last) return;
    window = { ...window, after: products.pageInfo.endCursor, read: window.read + products.nodes.length };
    if (window.read < deepest) continue;
    // A millisecond earlier, because the store keeps time more finely than it tells.
    const createdAfter = new Date(Date.parse(last.createdAt) - 1).toISOString();
    if (createdAfter === window.createdAfter)
      throw new Error(`More than ${deepest} products were created at ${last.createdAt}.`);
    window = { createdAfter, after: null, read: 0 };
  }
}

interface ProductsAnswer<Node> {
  products: { nodes: (Node | null)[]; pageInfo?: { hasNextPage: boolean; endCursor: string | null } };
}

async function read(ask: Ask, ids: string[], { defaultCurrency, currencies, currencyOf }: Markets): Promise<Reading> {
  if (ids.length === 0) return { documents: [], gone: [], failed: new Set() };

  const nodes = async <Node extends { id: string }>(selection: string, headers = {}): Promise<Map<string, Node>> => {
    const query = `query ($ids: [ID!]) { products(first: ${pageSize}, filter: { ids: $ids }) { nodes { id ${selection} } } }`;
    const { products } = await ask<ProductsAnswer<Node>>(query, { ids }, headers);
    return new Map(products.nodes.filter((node) => node !== null).map((node) => [node.id, node]));
  };
  const inMarket = (currency: string) => {
    const country = Object.keys(currencyOf).find((code) => currencyOf[code] === currency);
    return { [marketHeaders.currency]: currency, ...(country && { [marketHeaders.country]: country }) };
  };

  // One after the other: the store works through them in one thread, and others wait in the same line.
  const readCommerce = async () => {
    const home = await nodes<CommerceNode>(commerceSelection + marketSelection, inMarket(defaultCurrency));
    const markets: Map<string, MarketNode>[] = [home];
    for (const currency of currencies) {
      if (currency !== defaultCurrency) markets.push(await nodes<MarketNode>(marketSelection, inMarket(currency)));
    }
    return { home, markets };
  };
  const [{ home, markets }, provenance, journal] = await Promise.all([
    readCommerce(),
    nodes<ProvenanceNode>(provenanceSelection).catch(() => undefined),
    nodes<JournalNode>(journalSelection).catch(() => undefined),
  ]);
  const documents = [...home.values()].map((product) => {
    const { id } = product;
    const record = provenance?.get(id);
    const mentions = journal?.get(id);
    return {
      id,
      ...commercePart(
        product,
        markets.flatMap((market) => market.get(id) ?? []),
      ),
      ...(record && provenancePart(record)),
      ...(mentions && journalPart(mentions)),
    };
  });
  const failed = new Set<Source>();
  if (!provenance) failed.add('provenance');
  if (!journal) failed.add('journal');
  return { documents, gone: ids.filter((id) => !home.has(id)), failed };
}
