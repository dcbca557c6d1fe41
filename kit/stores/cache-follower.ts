import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../process/log.ts';
import {
  cacheKeys,
  cacheTimes,
  compareIds,
  type EventId,
  generationOf,
  type Invalidation,
  writeRegistration,
} from './cache-keys.ts';
import { openRedis, type RedisClient } from './redis.ts';
import { executeAll } from './transaction.ts';

/** An event of the stream. */
export interface StreamEvent {
  id: EventId;
  invalidation: Invalidation;
}

/** What a follower does with what it reads. Both run to their end before the follower acknowledges. */
export interface FollowerHandlers {
  /** Drops what the events invalidate, in their order. */
  onEvents(events: readonly StreamEvent[]): void;
  /**
   * Drops everything, because events may have been missed. `retained`: the events that are in the stream, which invalidate entries
   * of this generation.
   */
  onReset(generation: string, retained: readonly StreamEvent[]): void;
}

/** A reader of the stream of invalidations that is registered as a gateway. */
export interface Follower {
  /** Milliseconds since a moment whose events have all been handled; Infinity before the first. */
  silence(): number;
  /** Reads what is new, waiting a moment for it, and acknowledges it. Rejects while Redis is unavailable. */
  step(): Promise<void>;
  /** Removes the registration. Does not reject. */
  leave(): Promise<void>;
}

/** Events that are read at once. */
const batch = 500;

/**
 * Opens a follower of this `name` over a connection of its own, which it blocks and does not close.
 *
 * A follower that lost its contact resumes after the last event that it has handled. It resets when the generation of Redis has
 * changed, when its registration is gone or was rolled back, and when the stream no longer has all events since.
 *
 * `wait`: the milliseconds for which a step waits for an event. After each step the gateway renews its registration.
 */
export function openFollower(
  redis: RedisClient,
  name: string,
  handlers: FollowerHandlers,
  { wait = 250 } = {},
): Follower {
  let generation: string | undefined;
  let position: EventId = '0-0';
  /** What the registry may say of this gateway: what it said last, and what was sent since without a reply. */
  let registrations: string[] = [];
  let beat = 0;
  let contact: Moment | undefined;
  /** Since when the registrations of others are unchanged. */
  const others = new Map<string, { text: string; since: number }>();

  async function reset(): Promise<void> {
    generation = undefined;
    registrations = [];
    const [info, , identity, length] = await executeAll(
      redis
        .multi()
        .info('server')
        .set(cacheKeys.identity, randomUUID(), 'NX')
        .get(cacheKeys.identity)
        .xlen(cacheKeys.events),
    );
    // Positions are ids of events, so there must be one.
    if (length === 0) await redis.xadd(cacheKeys.events, '*', 'event', '{"tags":[]}');
    const retained: StreamEvent[] = [];
    for (let from = '-'; ; from = `(${retained.at(-1)?.id}`) {
      const entries = await redis.xrange(cacheKeys.events, from, '+', 'COUNT', batch);
      retained.push(...entries.map(readEvent));
      if (entries.length < batch) break;
    }
    position = retained.at(-1)?.id ?? '0-0';
    generation = generationOf(String(info), String(identity));
    handlers.onReset(generation, retained);
  }

  /**
   * Registers the position. Returns `lost` where events may be missing, and `behind` where one was published before the
   * gateway was registered and after it has read: no publisher waits for it there.
   */
  async function acknowledge(before: EventId): Promise<'lost' | 'behind' | 'current'> {
    beat += 1;
    const written = writeRegistration({ generation: generation ?? '', position, beat });
    const isFirst = registrations.length === 0;
    registrations = [...registrations.slice(-9), written];
    const [info, identity, gateways, , first, last] = await executeAll(
      redis
        .multi()
        .info('server')
        .get(cacheKeys.identity)
        .hgetall(cacheKeys.gateways)
        .hset(cacheKeys.gateways, name, written)
        .xrange(cacheKeys.events, '-', '+', 'COUNT', 1)
        .xrevrange(cacheKeys.events, '+', '-', 'COUNT', 1),
    );
    const registered = gateways as Record<string, string>;
    const isKnown = isFirst || registrations.includes(registered[name] ?? '');
    registrations = [written];
    await removeSilent(registered);
    const [oldest, newest] = [first, last].map((entries) => (entries as StreamEntry[])[0]?.[0]);
    const isWhole =
      isKnown &&
      generation === generationOf(String(info), String(identity)) &&
      oldest !== undefined &&
      newest !== undefined &&
      // Trimmed up to here, events after `before` may be gone as well.
      compareIds(oldest, before) <= 0 &&
      compareIds(newest, position) >= 0;
    if (!isWhole) return 'lost';
    return isFirst && newest !== position ? 'behind' : 'current';
  }

  /** Removes gateways that ended without leaving. One that returns finds its registration gone, and resets. */
  async function removeSilent(registered: Record<string, string>): Promise<void> {
    const now = performance.now();
    for (const other of others.keys()) if (!Object.hasOwn(registered, other)) others.delete(other);
    for (const [other, text] of Object.entries(registered)) {
      if (other === name) continue;
      const seen = others.get(other);
      if (seen?.text !== text) others.set(other, { text, since: now });
      else if (now - seen.since > cacheTimes.forget) {
        await redis.eval(deleteUnchanged, 1, cacheKeys.gateways, other, text);
      }
    }
  }

  return {
    silence: () => {
      if (!contact) return Number.POSITIVE_INFINITY;
      return Math.max(performance.now() - contact.monotonic, Date.now() - contact.wall);
    },
    step: async () => {
      if (generation === undefined) await reset();
      const sent = { monotonic: performance.now(), wall: Date.now() };
      const before = position;
      const reply = await redis.xread('COUNT', batch, 'BLOCK', wait, 'STREAMS', cacheKeys.events, before);
      const events = (reply?.[0]?.[1] ?? []).map(readEvent);
      if (events.length > 0) {
        handlers.onEvents(events);
        position = events.at(-1)?.id ?? position;
      }
      const state = await acknowledge(before);
      if (state === 'lost') {
        contact = undefined;
        generation = undefined;
      } else if (state === 'current' && events.length < batch) contact = sent;
    },
    leave: async () => {
      await redis.hdel(cacheKeys.gateways, name).catch(() => {});
    },
  };
}

/**
 * A moment in milliseconds. The monotonic clock stops while the machine is suspended; the other goes on, but may be
 * set.
 */
interface Moment {
  monotonic: number;
  wall: number;
}

/** Steps until `signal` aborts. While Redis is unavailable, it tries again after a short pause. */
export async function follow(follower: Follower, log: Log, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      await follower.step();
      if (failures > 0) log.info({ event: 'cache_contact' }, 'contact to the invalidations again');
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1) log.warn({ event: 'cache_no_contact', err: error }, 'no contact to the invalidations');
      await sleep(Math.min(500, 25 * 2 ** failures), undefined, { signal }).catch(() => {});
    }
  }
}

/** A follower that runs until it is closed. */
export interface Following {
  /** See `Follower`. */
  silence(): number;
  /** Leaves the registry and closes the connection. */
  close(): Promise<void>;
}

/**
 * Follows the invalidations in the Redis at `url` over a connection of its own, which Redis lists as `client`. It appears in the
 * registry as `place` with a random part, so that it is not taken for one that ended, or for one in another container.
 */
export function followInvalidations(
  { url, client, place }: { url: string; client: string; place: string },
  handlers: FollowerHandlers,
  log: Log,
): Following {
  const redis = openRedis(url, client, log);
  const follower = openFollower(redis, `${place}/${randomBytes(3).toString('hex')}`, handlers);
  const stop = new AbortController();
  const following = follow(follower, log, stop.signal);
  return {
    silence: follower.silence,
    close: async () => {
      stop.abort();
      await following;
      await follower.leave();
      redis.disconnect();
    },
  };
}

type StreamEntry = [id: EventId, fields: string[]];

function readEvent([id, fields]: [string, string[]]): StreamEvent {
  return { id: id as EventId, invalidation: JSON.parse(fields[1] ?? '{"tags":[]}') as Invalidation };
}

/** Deletes a field of a hash if it still has this value. */
const deleteUnchanged = `
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then return redis.call('HDEL', KEYS[1], ARGV[1]) end
return 0`;
