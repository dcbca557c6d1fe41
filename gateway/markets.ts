import { LRUCache } from 'lru-cache';
import type { Market } from '#kit/graph/market.ts';
import type { Log } from '#kit/process/log.ts';
import { memoizeTtl } from '#kit/process/memoize-ttl.ts';

/** The market of the house that requests for `asked` are answered for. Never rejects. */
export type MarketOf = (asked: Market) => Promise<Market>;

/** Milliseconds for which a market is believed. */
const believed = 60_000;

/** Countries and currencies that are asked for together; more than a house has markets. */
const most = 1_000;

/**
 * Remembers the markets that commerce answers for, which `ask` reads, for a minute each. While commerce is down they stay
 * as they were read last; where there is none yet, it is what was asked for.
 */
export function rememberMarkets(ask: (asked: Market) => Promise<Market>, log: Log): MarketOf {
  const known = new LRUCache<string, () => Promise<Market>>({ max: most });
  return async (asked) => {
    const key = `${asked.country ?? ''} ${asked.currency ?? ''}`;
    let market = known.get(key);
    if (!market) {
      const onStale = (err: unknown) =>
        log.warn({ err, asked }, 'the market cannot be read; it is told as it was last');
      market = memoizeTtl(() => ask(asked), believed, onStale);
      known.set(key, market);
    }
    return market().catch(() => asked);
  };
}
