import type { Log } from '#kit/process/log.ts';
import type { EventId, Invalidation } from '#kit/stores/cache-keys.ts';
import type { OpenConnection } from './connection.ts';
import { watchContact } from './contact.ts';
import { CacheEntry, type CacheValue, createEntry, type NewEntry } from './entry.ts';
import { type FlightSignal, openFlights } from './flights.ts';
import { openInvalidations } from './invalidations.ts';
import { openMemoryTier } from './memory.ts';
import type { SharedEntry } from './shared-tier.ts';

/** What was known of invalidations when a fetch began. Taken by `position()`, read by the cache only. */
export interface Position {
  readonly sequence: number;
  /** The last event of the stream, in this generation of Redis. */
  readonly id: EventId | undefined;
  readonly generation: string | undefined;
  /** In milliseconds of `performance.now()`. */
  readonly takenAt: number;
}

/** Counts since the start, and present sizes. */
export interface CacheCounters {
  /** Keys that were found, by where. */
  memoryHits: number;
  redisHits: number;
  misses: number;
  /** Entries that were kept, and those that were refused because a tag was invalidated after the fetch began. */
  writes: number;
  refusedWrites: number;
  /** Invalidations, and the entries that they dropped from memory. */
  invalidations: number;
  dropped: number;
  evictions: number;
  /** The entries and bytes in memory, and the limit of the bytes. */
  entries: number;
  bytes: number;
  maxBytes: number;
  /** Whether the gateway has no contact to Redis, and how often it lost it. */
  isDegraded: boolean;
  degradations: number;
}

/**
 * The gateway's cache. It keeps what fetches and operations returned, by key, and drops it by tag. Nothing that was read
 * before an invalidation is returned after it.
 *
 * A reader that does not find its key calls `position()`, fetches, and calls `set` with that position.
 */
export interface Cache {
  /** Whether it keeps anything: not with `CACHE_MEMORY_MB=0`. */
  readonly isOn: boolean;
  /** Must be taken before the fetch begins. */
  position(): Position;
  /** The entry in memory, while it is fresh. */
  get(key: string): CacheEntry | undefined;
  /** The entries in memory, or else in Redis, while they are fresh; in the order of the keys. It does not reject. */
  getMany(keys: readonly string[]): Promise<(CacheEntry | undefined)[]>;
  /** The entry in memory, fresh or within its `staleIfError`: for a subgraph that failed. */
  getStale(key: string): CacheEntry | undefined;
  /**
   * Keeps a value that was fetched after `position` was taken. Returns undefined, and keeps nothing, when one of its tags
   * was invalidated since, when it has no tags or no life, or when it is too large. `isShared`: whether other gateways may
   * read it, from Redis; its value must be a text.
   */
  set(key: string, entry: NewEntry, position: Position, options?: { isShared?: boolean }): CacheEntry | undefined;
  /** The entry in memory, also after its end. It does not count as found. */
  peek(key: string): CacheEntry | undefined;
  /** Replaces the value of an entry that is still in memory, for example to add an encoded form. */
  replace(key: string, entry: CacheEntry, value: CacheValue): CacheEntry | undefined;
  /**
   * Runs `make` once for all who want the same key at the same time, unless something was invalidated in between. `make`
   * must not depend on the caller's own cancellation, only on the given signal, which aborts when all callers have left.
   * `signal`: with it the caller leaves.
   */
  flight<Value>(
    key: string,
    make: (made: FlightSignal) => Promise<Value>,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<Value>;
  /** Drops what is tagged in this gateway at once: in one scope, or in all. `*` means all tags. */
  invalidate(tags: readonly string[], scope?: string): void;
  /**
   * Drops what is tagged here, publishes it to all gateways, and waits for them. Resolves to whether each of them has dropped it, or
   * can no longer serve it; false after `timeout` milliseconds (1 s). It does not reject.
   */
  publish(tags: readonly string[], scope?: string, timeout?: number): Promise<boolean>;
  counters(): CacheCounters;
  close(): Promise<void>;
}

/** What the cache is opened with. */
export interface CacheOptions {
  /** The limit of the memory; 0 for a cache that keeps nothing. */
  maxBytes: number;
  /** Joins the caches of all gateways; without it, this gateway is alone. */
  connect?: OpenConnection | undefined;
  log: Log;
}

/** Opens an empty cache. */
export function openCache({ maxBytes, connect, log }: CacheOptions): Cache {
  const isOn = maxBytes > 0;
  const memory = openMemoryTier(Math.max(1, maxBytes));
  const invalidations = openInvalidations();
  const flights = openFlights();
  const counts = { memoryHits: 0, redisHits: 0, misses: 0, writes: 0, refusedWrites: 0, invalidations: 0, dropped: 0 };
  let generation: string | undefined;

  function apply(invalidation: Invalidation, id?: EventId): void {
    counts.invalidations += 1;
    // Recorded first: what is written from here on is compared with it.
    invalidations.record(invalidation, id);
    counts.dropped += memory.drop(invalidation);
  }

  const connection = connect?.({
    onEvents: (events) => {
      for (const { id, invalidation } of events) apply(invalidation, id);
    },
    onReset: (next, retained) => {
      generation = next;
      apply({ tags: ['*'] });
      invalidations.forgetIds();
      for (const { id, invalidation } of retained) invalidations.record(invalidation, id);
    },
  });
  const contact = watchContact(connection, () => {
    counts.dropped += memory.clear();
    log.warn({ event: 'cache_degraded' }, 'no contact to Redis: entries live for a second at most');
  });

  /** Whether the entry may be returned; `until`: the end of its life. */
  const isAlive = (entry: CacheEntry, until: number) =>
    performance.now() < Math.min(until, entry.fetchedAt + contact.longestLife());

  function inMemory(key: string): CacheEntry | undefined {
    // First: without contact it empties the memory.
    contact.longestLife();
    const entry = memory.get(key);
    if (!entry || !isAlive(entry, entry.freshUntil)) return undefined;
    counts.memoryHits += 1;
    return entry;
  }

  function keep(key: string, entry: CacheEntry): CacheEntry | undefined {
    if (!isOn || !isAlive(entry, entry.staleUntil) || !memory.set(key, entry)) return undefined;
    counts.writes += 1;
    return entry;
  }

  /** Keeps an entry of Redis here, unless it is older than an invalidation. */
  function adopt(key: string, { entry, id }: SharedEntry): CacheEntry | undefined {
    if (invalidations.hasAny(entry.tags, invalidations.sequenceAt(id))) return undefined;
    if (!isAlive(entry, entry.staleUntil)) return undefined;
    memory.set(key, entry);
    return isAlive(entry, entry.freshUntil) ? entry : undefined;
  }

  async function inRedis(keys: readonly string[]): Promise<(CacheEntry | undefined)[]> {
    const asked = generation;
    if (!connection || !isOn || !asked || keys.length === 0 || contact.longestLife() < Number.POSITIVE_INFINITY)
      return [];
    const found = await connection.tier.read(asked, keys);
    // The time that the reply took counts, too.
    if (asked !== generation || contact.longestLife() < Number.POSITIVE_INFINITY) return [];
    return found.map((shared, index) => shared && adopt(keys[index] as string, shared));
  }

  return {
    isOn,
    position: () => ({
      sequence: invalidations.last,
      id: invalidations.lastId,
      generation,
      takenAt: performance.now(),
    }),
    get: (key) => {
      const entry = inMemory(key);
      if (!entry) counts.misses += 1;
      return entry;
    },
    getMany: async (keys) => {
      const found = keys.map(inMemory);
      const missing = keys.filter((_, index) => !found[index]);
      const shared = await inRedis(missing);
      const byKey = new Map(missing.map((key, index) => [key, shared[index]]));
      const hits = shared.filter((entry) => entry !== undefined).length;
      counts.redisHits += hits;
      counts.misses += missing.length - hits;
      return keys.map((key, index) => found[index] ?? byKey.get(key));
    },
    getStale: (key) => {
      contact.longestLife();
      const entry = memory.get(key);
      if (!entry) return undefined;
      if (isAlive(entry, entry.staleUntil)) return entry;
      memory.delete(key);
      return undefined;
    },
    set: (key, next, position, { isShared = false } = {}) => {
      if (next.tags.length === 0 || next.maxAge <= 0) return undefined;
      if (invalidations.hasAny(next.tags, position.sequence)) {
        counts.refusedWrites += 1;
        return undefined;
      }
      const entry = keep(key, createEntry(next, position.takenAt));
      const { id } = position;
      if (entry && isShared && id && generation && position.generation === generation && !contact.isDegraded()) {
        connection?.tier.write(generation, key, { entry, id });
      }
      return entry;
    },
    peek: memory.get,
    replace: (key, entry, value) => {
      if (memory.get(key) !== entry) return undefined;
      return keep(key, new CacheEntry({ ...entry, value }));
    },
    flight: (key, make, { signal } = {}) => {
      const now = performance.now();
      const terms = { sequence: invalidations.last, notBefore: now - contact.longestLife(), now, signal };
      return flights.join(key, terms, make);
    },
    invalidate: (tags, scope) => apply({ tags, ...(scope !== undefined && { scope }) }),
    publish: async (tags, scope, timeout = 1_000) => {
      const invalidation = { tags, ...(scope !== undefined && { scope }) };
      apply(invalidation);
      if (!connection) return true;
      try {
        const published = await connection.publisher.publish([invalidation]);
        return await connection.publisher.acknowledged(published, timeout);
      } catch (error) {
        log.warn({ event: 'invalidation_not_published', tags, scope, err: error }, 'invalidation not published');
        return false;
      }
    },
    counters: () => ({
      ...counts,
      evictions: memory.evictions,
      entries: memory.size,
      bytes: memory.bytes,
      maxBytes,
      isDegraded: contact.isDegraded(),
      degradations: contact.degradations(),
    }),
    close: async () => {
      await connection?.close();
      memory.clear();
    },
  };
}
