import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChainableCommander } from 'ioredis';
import {
  cacheKeys,
  cacheTimes,
  compareIds,
  type EventId,
  generationOf,
  type Invalidation,
  readRegistration,
  retainedEvents,
} from './cache-keys.ts';
import { fromRedis, type RedisClient } from './redis.ts';
import { executeAll } from './transaction.ts';

/** Invalidations that are in the stream. */
export interface Published {
  readonly events: readonly Invalidation[];
  /** The id of the last. */
  readonly id: EventId;
  /** When they were certainly in the stream, in milliseconds of `performance.now()`. */
  readonly at: number;
}

/** A gateway as the registry knows it. */
export interface RegisteredGateway {
  name: string;
  /** The last event after which it had dropped what was invalidated. */
  position: EventId;
  /** The events of the stream after it. */
  behind: number;
}

/** Publishes invalidations to all gateways, and knows when no gateway returns older values. */
export interface Publisher {
  /**
   * Appends events to the stream. With `cursors` it also stores, in the same transaction, how far the feeds were read.
   * Rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT; the events may then be in the stream or not.
   */
  publish(events: readonly Invalidation[], cursors?: Readonly<Record<string, string>>): Promise<Published>;
  /**
   * Resolves to true once no gateway returns what was read before the events: each gateway has dropped it, or 3 seconds
   * have passed, in which a gateway without contact drops everything. Publishes again what Redis has lost. Resolves to
   * false after `timeout` milliseconds, or when `signal` aborts. Does not reject.
   */
  acknowledged(published: Published, timeout: number, signal?: AbortSignal): Promise<boolean>;
  /** The cursors of the feeds; empty when they were lost, or never stored. */
  cursors(): Promise<Record<string, string>>;
  /** The registered gateways. */
  gateways(): Promise<RegisteredGateway[]>;
}

/** Opens a publisher over a connection that it does not close. */
export function openPublisher(redis: RedisClient): Publisher {
  /** The generation that Redis has now, and since when it is known. */
  let known = { generation: '', since: 0 };

  function observe(serverInfo: unknown, identity: unknown, at: number): string {
    const generation = generationOf(String(serverInfo), String(identity));
    if (generation !== known.generation) known = { generation, since: at };
    return generation;
  }

  /** Learns at each connection which Redis it is, so that a later acknowledgement need not wait. */
  async function introduce(): Promise<void> {
    const before = performance.now();
    const [info, , identity] = await executeAll(withIdentity(redis.multi()));
    observe(info, identity, before);
  }
  const onReady = () => void introduce().catch(() => {});
  if (redis.status === 'ready') onReady();
  redis.on('ready', onReady);

  async function publish(events: readonly Invalidation[], cursors: Readonly<Record<string, string>> = {}) {
    const before = performance.now();
    const transaction = withIdentity(redis.multi());
    for (const event of events) {
      transaction.xadd(cacheKeys.events, 'MAXLEN', '~', retainedEvents, '*', 'event', JSON.stringify(event));
    }
    if (Object.keys(cursors).length > 0) transaction.hset(cacheKeys.cursors, cursors);
    const [info, , identity, ...ids] = await fromRedis(executeAll(transaction));
    observe(info, identity, before);
    return { events, id: (ids[events.length - 1] ?? '0-0') as EventId, at: performance.now() };
  }

  /** Where the gateways are, and whether the event is still in the stream. */
  async function look({ events, id }: Published) {
    const before = performance.now();
    const transaction = redis
      .multi()
      .info('server')
      .get(cacheKeys.identity)
      .xrange(cacheKeys.events, id, id)
      .hgetall(cacheKeys.gateways);
    const [info, identity, found, gateways] = await fromRedis(executeAll(transaction));
    const generation = observe(info, identity, before);
    const [, fields] = (found as [string, string[]][])[0] ?? [];
    const registrations = Object.values(gateways as Record<string, string>).map(readRegistration);
    return {
      isInStream: fields?.[1] === JSON.stringify(events.at(-1)),
      // A gateway that has not registered again after Redis lost its data may still serve what it has.
      isComplete: before - known.since > cacheTimes.forget,
      isReached: registrations.every((each) => each.generation === generation && compareIds(each.position, id) >= 0),
    };
  }

  return {
    publish,
    acknowledged: async (published, timeout, signal) => {
      const deadline = performance.now() + timeout;
      let current = published;
      for (let pause = 2; ; pause = Math.min(50, pause * 2)) {
        // Decided with the state after it: what Redis loses afterwards, gateways have dropped.
        const isOver = performance.now() - current.at > cacheTimes.lease + cacheTimes.shortLife;
        try {
          const { isInStream, isComplete, isReached } = await look(current);
          if (!isInStream) current = await publish(current.events);
          else if (isOver || (isComplete && isReached)) return true;
        } catch {
          // The positions of the gateways are not known now.
        }
        if (performance.now() >= deadline || signal?.aborted) return false;
        await sleep(Math.max(1, Math.min(pause, deadline - performance.now())), undefined, { signal }).catch(() => {});
      }
    },
    cursors: () => fromRedis(redis.hgetall(cacheKeys.cursors)),
    gateways: async () => {
      const registered = await fromRedis(redis.hgetall(cacheKeys.gateways));
      return Promise.all(
        Object.entries(registered).map(async ([name, text]) => {
          const { position } = readRegistration(text);
          const after = await fromRedis(redis.xrange(cacheKeys.events, `(${position}`, '+'));
          return { name, position, behind: after.length };
        }),
      );
    },
  };
}

/** Replies with the server's information, a reply to ignore, and the identity of its data. */
function withIdentity(transaction: ChainableCommander): ChainableCommander {
  return transaction.info('server').set(cacheKeys.identity, randomUUID(), 'NX').get(cacheKeys.identity);
}
