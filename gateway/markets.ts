import { LRUCache } from 'lru-cache';
import { defaultLanguage } from '#kit/graph/languages/language.ts';
import type { Market } from '#kit/graph/market.ts';
import type { Log } from '#kit/process/log.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';

/** What subgraphs report about the market and the texts of their answers. */
export interface UsedMarket {
  country?: string;
  currency?: string;
  /** The coordinates of fields that are in English, because they have no text in the requested language. */
  fallbacks?: readonly string[];
}

/** More fallbacks of one response are not named. */
const mostFallbacks = 50;

/** Adds what was reported of a part of a response to that of the whole. */
export function addUsed(whole: UsedMarket, { country, currency, fallbacks }: UsedMarket = {}): void {
  if (country !== undefined) whole.country = country;
  if (currency !== undefined) whole.currency = currency;
  if (fallbacks) whole.fallbacks = [...new Set([...(whole.fallbacks ?? []), ...fallbacks])].slice(0, mostFallbacks);
}

/** The fallbacks of a response as clients see them, in the order of their names; undefined where there are none. */
export function fallbacksOf({ fallbacks }: UsedMarket): object[] | undefined {
  return fallbacks && [...fallbacks].sort().map((coordinate) => ({ coordinate, language: defaultLanguage }));
}

/** The market that commerce uses for a requested one. Never rejects. */
export type MarketOf = (requested: Market) => Promise<Market>;

/** The cache time of a market in milliseconds. */
const ttl = 60_000;

/** The number of cached combinations of country and currency: more than there are markets. */
const cacheSize = 1_000;

/**
 * Caches for a minute the market that commerce uses, which `read` returns. While commerce is unavailable, the market
 * that was read last is used; if there is none, the requested one.
 */
export function cacheMarkets(read: (requested: Market) => Promise<Market>, log: Log): MarketOf {
  const cache = new LRUCache<string, () => Promise<Market>>({ max: cacheSize });
  return async (requested) => {
    const key = `${requested.country ?? ''} ${requested.currency ?? ''}`;
    let market = cache.get(key);
    if (!market) {
      const onStale = (err: unknown) =>
        log.warn({ event: 'market_stale', err, requested }, 'market unavailable; using the last one');
      market = memoizeTtl(() => read(requested), ttl, onStale);
      cache.set(key, market);
    }
    return market().catch(() => requested);
  };
}
