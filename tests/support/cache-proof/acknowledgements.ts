import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '#kit/process/log.ts';
import { cacheKeys, compareIds, type EventId, type Invalidation } from '#kit/stores/cache-keys.ts';
import { openPublisher } from '#kit/stores/cache-publisher.ts';
import { openRedis } from '#kit/stores/redis.ts';
import type { Fact } from './facts.ts';

/** Watches the stream of invalidations in Redis, as those do who wait until a change is acknowledged. */
export interface Acknowledgements {
  /** The last event of the stream; call it before a change. */
  last(): Promise<EventId>;
  /**
   * Resolves when a change of the fact is published after the event and acknowledged: to false when that does not happen within
   * `timeout` milliseconds. The outages of Redis count.
   */
  ofChange(fact: Fact, after: EventId, timeout: number): Promise<boolean>;
  close(): void;
}

/** Connects to Redis. */
export function openAcknowledgements(redisUrl: string): Acknowledgements {
  const redis = openRedis(redisUrl, 'axiom-cache-proof', createLog('proof', 'silent'));
  const publisher = openPublisher(redis);

  /** Events that drop what was read of the fact. */
  async function invalidationsOf({ scope, tag }: Fact, after: EventId): Promise<[EventId, Invalidation][]> {
    const entries = await redis.xrange(cacheKeys.events, '-', '+');
    return entries
      .map(([id, [, text]]): [EventId, Invalidation] => [id as EventId, JSON.parse(text ?? '{"tags":[]}')])
      .filter(([id]) => compareIds(id, after) > 0)
      .filter(([, event]) => event.scope === undefined || event.scope === scope)
      .filter(([, { tags }]) => tags.includes('*') || tags.includes(tag));
  }

  return {
    last: async () => {
      for (;;) {
        const [newest] = (await redis.xrevrange(cacheKeys.events, '+', '-', 'COUNT', 1).catch(() => undefined)) ?? [];
        if (newest) return newest[0] as EventId;
        await sleep(50);
      }
    },
    ofChange: async (fact, after, timeout) => {
      const deadline = performance.now() + timeout;
      while (performance.now() < deadline) {
        const found = (await invalidationsOf(fact, after).catch(() => undefined)) ?? [];
        const [id, event] = found.at(-1) ?? [];
        if (id && event) {
          const published = { events: [event], id, at: performance.now() };
          return publisher.acknowledged(published, deadline - performance.now());
        }
        await sleep(10);
      }
      return false;
    },
    close: () => redis.disconnect(),
  };
}
