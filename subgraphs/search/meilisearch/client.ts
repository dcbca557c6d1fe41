import { Meilisearch, type MultiSearchQuery, type RankingScoreDetails } from 'meilisearch';
import { z } from 'zod';
import { backendError, graphError } from '#kit/graph/errors.ts';
import { type Environment, milliseconds, readConfig } from '#kit/process/config.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';
import {
  type Markets,
  type ProductDocument,
  type SearchedField,
  searchedFields,
  type Term,
} from '../indexing/document.ts';

/** The indexes; `next` is the one being built. Their settings are not ours: they stand with the search engine. */
export const indexes = {
  products: 'products',
  next: 'products_next',
  terms: 'products_terms',
  meta: 'products_meta',
} as const;

/** One search in an index. */
export type Question = MultiSearchQuery;

/** A document that matched; `_formatted` holds the fields asked for as text with the matches marked. */
export type Hit = Partial<ProductDocument & Term> & {
  id: string;
  _formatted?: Record<string, string | string[] | null>;
  /** Of the lexicon: see `LexiconRecord`. */
  phrases?: string[];
  _federation?: { indexUid: string };
};

export interface Answer {
  hits: Hit[];
  /** Exact up to 1,000. */
  total: number;
  /** Attribute → value → how many have it. */
  counts: Record<string, Record<string, number>>;
  /** Attribute → span of its numbers; absent where no hit has one. */
  spans: Record<string, { min: number; max: number }>;
  milliseconds: number;
  /** How the first hit matched; null without one, or where `showRankingScoreDetails` was not asked for. */
  best: Best | null;
}

/** How well a hit matches. */
export interface Best {
  /** How many typing errors had to be forgiven. */
  typos: number;
  /** The weightiest field with a match. */
  attribute: SearchedField;
  /** Whether it has a word as it was asked, and not only a synonym or what begins like it. */
  isWritten: boolean;
}

/** The search engine, as one request sees it. Whatever fails throws BACKEND_UNAVAILABLE or BACKEND_TIMEOUT. */
export interface Engine {
  /** The answers to all questions, in their order, by one call. */
  ask(questions: Question[]): Promise<Answer[]>;
  /** The best hits of all questions in one list, by one call. */
  merge(questions: Question[], limit: number): Promise<Hit[]>;
  /** The markets as the indexer last saw them: at most five minutes old, and a second where `isEnough` refuses those. */
  markets(isEnough: (markets: Markets) => boolean): Promise<Markets>;
}

const settings = z.object({
  MEILI_URL: z.url(),
  MEILI_SEARCH_KEY: z.string(),
  MEILI_TIMEOUT_MS: milliseconds(3_000),
});

/** Connects with the key for searching; each request asks within its own signal. */
export function connectEngine(env: Environment): { within(signal: AbortSignal): Engine; check(): Promise<void> } {
  const config = readConfig('search subgraph', settings, env);
  const client = connect(config.MEILI_URL, config.MEILI_SEARCH_KEY);
  const deadline = () => AbortSignal.timeout(config.MEILI_TIMEOUT_MS);

  const readMarkets = async () => {
    const byId = { filter: 'id = markets', limit: 1 };
    const { hits } = await client.index(indexes.meta).search(null, byId, { signal: deadline() });
    if (!hits[0])
      throw graphError('BACKEND_UNAVAILABLE', 'The search index is being built.', { system: 'Meilisearch' });
    return hits[0] as Markets;
  };
  const markets = memoizeTtl(readMarkets, 300_000);
  const newMarkets = memoizeTtl(readMarkets, 1_000);

  return {
    within: (signal) => ({
      ask: (questions) =>
        guard(async () => {
          const init = { signal: AbortSignal.any([signal, deadline()]) };
          const { results } = await client.multiSearch({ queries: questions }, init);
          return results.map((result) => ({
            hits: result.hits as Hit[],
            total: result.estimatedTotalHits ?? 0,
            counts: result.facetDistribution ?? {},
            spans: result.facetStats ?? {},
            milliseconds: result.processingTimeMs,
            best: bestOf(result.hits[0]?._rankingScoreDetails),
          }));
        }),
      merge: (questions, limit) =>
        guard(async () => {
          const init = { signal: AbortSignal.any([signal, deadline()]) };
          const { hits } = await client.multiSearch({ federation: { limit }, queries: questions }, init);
          return hits as Hit[];
        }),
      markets: (isEnough) =>
        guard(async () => {
          const known = await markets();
          return isEnough(known) ? known : newMarkets();
        }),
    }),
    check: () =>
      guard(async () => void (await client.index(indexes.products).search('', { limit: 0 }, { signal: deadline() }))),
  };
}

/** A client for the indexer, or for anyone with a key. Calls end after 10 seconds, waiting for tasks after two minutes. */
export function connect(url: string, apiKey: string): Meilisearch {
  return new Meilisearch({
    host: url,
    apiKey,
    // With a signal of its own a call keeps to that instead.
    timeout: 10_000,
    defaultWaitOptions: { interval: 20, timeout: 120_000 },
    // Compressed answers are sent in chunks, which wait 40 ms for an acknowledgement on a connection kept alive.
    requestInit: { headers: { 'Accept-Encoding': 'identity' } },
  });
}

/** The engine scores the field of a match from 1 for the first one that is searched, in equal steps towards 0. */
function bestOf(details: RankingScoreDetails | undefined): Best | null {
  if (!details) return null;
  // The client's types know less of them than the engine tells.
  const { attributeRankingOrderScore: score = 0 } = (details.attribute ?? {}) as {
    attributeRankingOrderScore?: number;
  };
  const { matchType, matchingWords = 0 } = (details.exactness ?? {}) as { matchType?: string; matchingWords?: number };
  const place = Math.round((1 - score) * searchedFields.length);
  return {
    typos: details.typo?.typoCount ?? 0,
    attribute: searchedFields[Math.min(place, searchedFields.length - 1)] as SearchedField,
    isWritten: matchType !== 'noExactMatch' || matchingWords > 0,
  };
}

async function guard<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw backendError('Meilisearch', error);
  }
}
