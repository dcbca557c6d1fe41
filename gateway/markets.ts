import { LRUCache } from 'lru-cache';
import type { Market } from '#kit/graph/market.ts';
import type { Log } from '#kit/process/log.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';

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
