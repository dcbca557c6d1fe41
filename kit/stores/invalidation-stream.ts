import { cacheKeys, compareIds, type EventId, type Invalidation } from './cache-keys.ts';
import { fromRedis, type RedisClient } from './redis.ts';

/** Invalidations after a position of the stream. */
export interface StreamPage {
  invalidations: Invalidation[];
  /** Continue here: the last event of the page. */
  position: EventId;
  /** Whether events between the given position and this page are lost: everything may have changed. */
  isIncomplete: boolean;
}

/** Events that are read at once. */
const batch = 500;

/**
 * Reads the stream of invalidations after a position, at most 500 events. Without a position: none, and the current end. Where
 * the stream no longer has the position, none either, the current end, and `isIncomplete`. Rejects with BACKEND_UNAVAILABLE
 * while Redis is unavailable.
 */
export async function readInvalidations(redis: RedisClient, position: EventId | undefined): Promise<StreamPage> {
  const [oldest, newest] = await Promise.all([
    fromRedis(redis.xrange(cacheKeys.events, '-', '+', 'COUNT', 1)),
    fromRedis(redis.xrevrange(cacheKeys.events, '+', '-', 'COUNT', 1)),
  ]);
  const [first, last] = [oldest[0]?.[0], newest[0]?.[0]] as (EventId | undefined)[];
  const end = last ?? '0-0';
  if (position === undefined) return { invalidations: [], position: end, isIncomplete: false };
  const isKept = first && last && compareIds(first, position) <= 0 && compareIds(position, last) <= 0;
  // An empty stream after an empty one: nothing was ever published.
  if (!isKept && !(position === '0-0' && first === undefined)) {
    return { invalidations: [], position: end, isIncomplete: true };
  }
  const entries = await fromRedis(redis.xrange(cacheKeys.events, `(${position}`, '+', 'COUNT', batch));
  const invalidations = entries.map(([, [, text = '{"tags":[]}']]) => JSON.parse(text) as Invalidation);
  return { invalidations, position: (entries.at(-1)?.[0] as EventId | undefined) ?? position, isIncomplete: false };
}
