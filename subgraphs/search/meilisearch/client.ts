import { Meilisearch, type MultiSearchQuery, type RankingScoreDetails } from 'meilisearch';
import { backendError, graphError } from '#kit/graph/errors.ts';
import { defaultLanguage, type Language, languages } from '#kit/graph/languages/language.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';
import { indexIn } from '#kit/stores/search-attributes.ts';
import { type SearchedAttribute, searchedAttributes } from '../attributes.ts';
import type { EngineConfig } from '../config.ts';
import type { ProductDocument } from '../indexing/documents/document.ts';
import type { ContentDocument, Markets, Progress, Term } from './records.ts';

/** The indexes; `next` exists while it is being built. Their settings are in `backends/meilisearch/settings.ts`. */
export const indexes = {
  products: 'products',
  next: 'products_next',
  terms: 'products_terms',
  content: 'products_content',
  meta: 'products_meta',
  pins: 'products_pins',
} as const;

/** The names of the indexes of one language; `meta` and `pins` are for all. */
export function indexesIn(language: Language): Record<keyof typeof indexes, string> {
  const names = Object.entries(indexes).map(([key, name]) => [
    key,
    ['meta', 'pins'].includes(key) ? name : indexIn(language, name),
  ]);
  return Object.fromEntries(names);
}

/** One search in an index. */
export type EngineQuery = MultiSearchQuery & {
  /** Of a merged list: how much a match counts, 1 by default. */
  federationOptions?: { weight: number };
};

/** A document that matched; `_formatted` contains the highlighted attributes as text with marks around matches. */
export type Hit = Partial<ProductDocument & Omit<Term, 'kind'> & Omit<ContentDocument, 'kind'>> & {
  id: string;
  kind?: Term['kind'] | ContentDocument['kind'];
  _formatted?: Record<string, string | string[] | null>;
  /** Only in the lexicon: see `LexiconRecord`. */
  phrases?: string[];
  /** Only in the pins: see `PinRecord`. */
  products?: string[];
  _federation?: { indexUid: string };
};

/** The result of one search. */
export interface EngineResult {
  hits: Hit[];
  /** Exact up to 1,000. */
  total: number;
  /** Attribute → value → how many hits have it. */
  counts: Record<string, Record<string, number>>;
  /** Attribute → its smallest and largest number; absent if no hit has one. */
  ranges: Record<string, { min: number; max: number }>;
  milliseconds: number;
  /** How the first hit matched; null without hits, or if the query does not set `showRankingScoreDetails`. */
  best: BestMatch | null;
}

/** Which hits of a merged list to return, and what to count. */
export interface MergedPage {
  offset?: number;
  limit: number;
  /** Index → the attributes whose values are counted over all its hits. */
  counted?: Record<string, string[]>;
}

/** The result of several searches as one list. */
export interface MergedResult {
  hits: Hit[];
  /** Index → attribute → value → how many hits have it; an object that several searches find counts once. */
  counts: Record<string, Record<string, Record<string, number>>>;
  milliseconds: number;
}

/** How well the first hit matches. */
export interface BestMatch {
  /** The number of typing errors that were tolerated. */
  typos: number;
  /** The attribute of the highest weight with a match. */
  attribute: SearchedAttribute;
  /** Whether it contains a word exactly as written in the query, and not only a synonym or a word with this prefix. */
  isExact: boolean;
}

/** The search engine within one request. All calls reject with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT when they fail. */
export interface Engine {
  /** The language of the indexes that it searches. */
  language: Language;
  /** The results of all queries, in their order, by one call. */
  run(queries: EngineQuery[]): Promise<EngineResult[]>;
  /** The hits of all queries in one list, the best first, by one call. An object that several queries find occurs once. */
  runMerged(queries: EngineQuery[], page: MergedPage): Promise<MergedResult>;
  /**
   * The markets as the indexer last saved them: cached for five minutes, or read at most a second ago if `isEnough` is false for
   * the cached ones.
   */
  markets(isEnough: (markets: Markets) => boolean): Promise<Markets>;
  /** A text that differs whenever the engine has finished another write to what is searched. */
  mark(): Promise<string>;
  /** Makes the next call of `markets` read them again. */
  forgetMarkets(): void;
}

/** Connects with the key for searching. `within` binds calls to a request's signal. */
export function connectEngine(config: EngineConfig): { within(signal: AbortSignal): Engine; check(): Promise<void> } {
  const client = connect(config.MEILI_URL, config.MEILI_SEARCH_KEY);
  const deadline = () => AbortSignal.timeout(config.MEILI_TIMEOUT_MS);

  const readMarkets = async () => {
    const byId = { filter: 'id IN [markets, progress]', limit: 2 };
    const { hits } = await client.index(indexes.meta).search(null, byId, { signal: deadline() });
    const markets = hits.find(({ id }) => id === 'markets');
    const progress = hits.find(({ id }) => id === 'progress') as Progress | undefined;
    if (!markets)
      throw graphError('BACKEND_UNAVAILABLE', 'The search index is being built.', { system: 'Meilisearch' });
    return { ...(markets as Markets), languages: progress?.languages ?? [defaultLanguage] };
  };
  const markets = memoizeTtl(readMarkets, 300_000);
  const newMarkets = memoizeTtl(readMarkets, 1_000);

  return {
    within: (signal) => ({
      language: defaultLanguage,
      run: (queries) =>
        guard(async () => {
          const init = { signal: AbortSignal.any([signal, deadline()]) };
          const { results } = await client.multiSearch({ queries }, init);
          return results.map((result) => ({
            hits: result.hits as Hit[],
            total: result.estimatedTotalHits ?? 0,
            counts: result.facetDistribution ?? {},
            ranges: result.facetStats ?? {},
            milliseconds: result.processingTimeMs,
            best: bestMatchOf(result.hits[0]?._rankingScoreDetails),
          }));
        }),
      runMerged: (queries, { offset = 0, limit, counted = {} }) =>
        guard(async () => {
          const init = { signal: AbortSignal.any([signal, deadline()]) };
          const federation = { offset, limit, facetsByIndex: counted };
          const {
            hits,
            facetsByIndex = {},
            processingTimeMs,
          } = await client.multiSearch({ federation, queries }, init);
          const counts = Object.entries(facetsByIndex).map(([index, { distribution }]) => [index, distribution]);
          return { hits: hits as Hit[], counts: Object.fromEntries(counts), milliseconds: processingTimeMs };
        }),
      markets: (isEnough) =>
        guard(async () => {
          const known = await markets();
          return isEnough(known) ? known : newMarkets();
        }),
      mark: () =>
        guard(async () => {
          const { results, total } = await client.tasks.getTasks(finishedWrites);
          return `${results[0]?.uid ?? ''}.${total}`;
        }),
      forgetMarkets: () => {
        markets.forget();
        newMarkets.forget();
      },
    }),
    check: () =>
      guard(async () => void (await client.index(indexes.products).search('', { limit: 0 }, { signal: deadline() }))),
  };
}

/**
 * The last finished write of an index that is searched. A restricted key sees no swaps of indexes, but the deletion of the
 * previous index that follows one. Tasks may finish in another order than they began, so their number is compared too.
 */
const finishedWrites = {
  indexUids: [
    indexes.pins,
    ...languages.map(indexesIn).flatMap(({ products, terms, content, next }) => [products, terms, content, next]),
  ],
  statuses: ['succeeded' as const],
  limit: 1,
};

/** A client with any key. Calls time out after 10 seconds, waiting for a task after two minutes. */
export function connect(url: string, apiKey: string): Meilisearch {
  return new Meilisearch({
    host: url,
    apiKey,
    // A call with its own signal ignores this timeout.
    timeout: 10_000,
    defaultWaitOptions: { interval: 20, timeout: 120_000 },
    // Compressed responses are sent in chunks, which on a keep-alive connection wait 40 ms for a delayed acknowledgement.
    requestInit: { headers: { 'Accept-Encoding': 'identity' } },
  });
}

/** The engine scores the attribute of a match from 1 for the first searched attribute, in equal steps towards 0. */
function bestMatchOf(details: RankingScoreDetails | undefined): BestMatch | null {
  if (!details) return null;
  // The client's types lack some of the details that the engine returns.
  const { attributeRankingOrderScore: score = 0 } = (details.attribute ?? {}) as {
    attributeRankingOrderScore?: number;
  };
  const { matchType, matchingWords = 0 } = (details.exactness ?? {}) as { matchType?: string; matchingWords?: number };
  const place = Math.round((1 - score) * searchedAttributes.length);
  return {
    typos: details.typo?.typoCount ?? 0,
    attribute: searchedAttributes[Math.min(place, searchedAttributes.length - 1)] as SearchedAttribute,
    isExact: matchType !== 'noExactMatch' || matchingWords > 0,
  };
}

async function guard<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw backendError('Meilisearch', error);
  }
}
