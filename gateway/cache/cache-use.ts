import type { IncomingHttpHeaders } from 'node:http';
import { graphError } from '#kit/graph/errors.ts';
import type { KeptAnswer } from '../answers/kept-answer.ts';

/**
 * How a request uses the cache. `refresh`: it is not answered from it, but what it fetches is kept. `none`: nothing is
 * read or kept.
 */
export type CacheMode = 'use' | 'refresh' | 'none';

/** Why the result of a fetch is not kept. */
export type Uncached = 'maxAge 0' | 'private' | 'no tag' | 'bypassed' | 'errors' | 'partial' | 'invalidated';

/** What one fetch took from the cache. */
export interface FetchUse {
  subgraph: string;
  /** The response keys of the objects that it fetched for; `@` means every item of a list. Empty for the root. */
  path(): readonly string[];
  /** The response keys that it fetched there. */
  fields: readonly string[];
  /** The entities that came from the cache, and those that the subgraph was asked for. A root fetch counts as one. */
  hits: number;
  misses: number;
  /** The age in seconds of the oldest that came from the cache; null where none did. */
  age: number | null;
  /** The number of hits that are older than their `maxAge`, because the subgraph failed. */
  stale: number;
  /** Why what was fetched is not kept. */
  uncached?: Uncached | undefined;
}

/** What the fetches of all requests took from the cache, by subgraph: see `FetchUse`. `age`: the sum of their ages. */
export type CacheTotals = Map<string, { hits: number; misses: number; stale: number; age: number }>;

/** What one request took from the cache, and what a response to it depends on. */
export class CacheUse {
  readonly mode: CacheMode;
  readonly isReported: boolean;
  readonly fetches: FetchUse[] = [];
  /** The scoped tags of all that the response contains. */
  readonly tags = new Set<string>();
  /** The time until which all of it is fresh, in the milliseconds of `performance.now()`. */
  freshUntil = Number.POSITIVE_INFINITY;
  /** The time until which hints allow to use all of it while a subgraph fails. */
  staleUntil = Number.POSITIVE_INFINITY;
  /** The least `maxAge` of its parts, in seconds: see `Policy`. */
  maxAge = Number.POSITIVE_INFINITY;
  /** Whether all of it may be used for other viewers of the same market and kept until then. */
  isShareable = true;
  /** Whether the request names its language. Otherwise the response depends on what its client accepts. */
  isLanguageNamed = false;
  /** The kept answer that the response consists of. */
  answer: KeptAnswer | undefined;

  readonly #totals: CacheTotals;

  constructor(mode: CacheMode = 'use', isReported = false, totals: CacheTotals = new Map()) {
    this.mode = mode;
    this.isReported = isReported;
    this.#totals = totals;
  }

  add(fetch: FetchUse): void {
    if (fetch.uncached !== undefined || fetch.stale > 0) this.isShareable = false;
    if (this.isReported || fetch.stale > 0) this.fetches.push(fetch);
    const { subgraph, hits, misses, stale, age } = fetch;
    const total = this.#totals.get(subgraph) ?? { hits: 0, misses: 0, stale: 0, age: 0 };
    this.#totals.set(subgraph, total);
    total.hits += hits;
    total.misses += misses;
    total.stale += stale;
    total.age += age ?? 0;
  }

  /**
   * The extension `cache` of the response: everything with `x-axiom-cache: report`, otherwise only the fetches whose data
   * is older than its `maxAge`; undefined where there is none.
   */
  report(): object | undefined {
    const fetches = this.fetches.map((fetch) => ({ ...fetch, path: fetch.path() }));
    const stale = fetches.flatMap(({ subgraph, path, age, stale }) => (stale > 0 ? { subgraph, path, age } : []));
    const marked = stale.length > 0 && { stale };
    if (!this.isReported) return marked || undefined;
    const sum = (of: 'hits' | 'misses') => fetches.reduce((total, fetch) => total + fetch[of], 0);
    const ages = fetches.flatMap(({ age }) => age ?? []);
    const age = ages.length === 0 ? null : Math.max(...ages);
    return { hits: sum('hits'), misses: sum('misses'), age, fetches, ...marked };
  }
}

/**
 * Reads how a request uses the cache: with `cache-control: no-cache` it refreshes it, and `isUncached` requests do not use
 * it. Throws BAD_USER_INPUT for a value of `x-axiom-cache` that is not `report`.
 */
export function readCacheUse(headers: IncomingHttpHeaders, isUncached: boolean, totals: CacheTotals): CacheUse {
  const value = headers['x-axiom-cache'];
  if (value !== undefined && value !== 'report') {
    const message = 'The header x-axiom-cache must be `report`, or absent.';
    throw graphError('BAD_USER_INPUT', message, { argument: 'x-axiom-cache', http: { status: 400 } });
  }
  const isRefreshing = /(^|[\s,])no-cache([\s,]|$)/i.test(headers['cache-control'] ?? '');
  return new CacheUse(isUncached ? 'none' : isRefreshing ? 'refresh' : 'use', value === 'report', totals);
}
