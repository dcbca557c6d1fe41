import { CacheEntry, type CacheValue, createEntry, type NewEntry } from './entry.ts';
import { type FlightSignal, openFlights } from './flights.ts';
import { openInvalidations } from './invalidations.ts';
import { openMemoryTier } from './memory.ts';

/** What was known of invalidations when a fetch began. Taken by `position()`, read by the cache only. */
export interface Position {
  readonly sequence: number;
  /** In milliseconds of `performance.now()`. */
  readonly takenAt: number;
}

/** The caller's options of one entry. */
export interface SetOptions {
  /** Whether other gateways may read the entry, from Redis. */
  isShared?: boolean;
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
   * was invalidated since, when it has no tags or no life, or when it is too large.
   */
  set(key: string, entry: NewEntry, position: Position, options?: SetOptions): CacheEntry | undefined;
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
}

/** Opens a cache in memory. */
export function openCache({ maxBytes }: CacheOptions): Cache {
  const isOn = maxBytes > 0;
  const memory = openMemoryTier(Math.max(1, maxBytes));
  const invalidations = openInvalidations();
  const flights = openFlights();
  const counts = { memoryHits: 0, redisHits: 0, misses: 0, writes: 0, refusedWrites: 0, invalidations: 0, dropped: 0 };

  function get(key: string): CacheEntry | undefined {
    const entry = memory.get(key);
    if (entry && entry.remaining() > 0) {
      counts.memoryHits += 1;
      return entry;
    }
    counts.misses += 1;
    return undefined;
  }

  function keep(key: string, entry: CacheEntry): CacheEntry | undefined {
    if (!isOn || !memory.set(key, entry)) return undefined;
    counts.writes += 1;
    return entry;
  }

  function invalidate(tags: readonly string[], scope?: string): void {
    counts.invalidations += 1;
    // Recorded first: what is written from here on is compared with it.
    invalidations.record(tags, scope);
    for (const tag of tags) counts.dropped += drop(tag, scope);
  }

  function drop(tag: string, scope?: string): number {
    if (tag === '*') return scope === undefined ? memory.clear() : memory.dropScope(scope);
    const scopes = scope === undefined ? [...memory.scopes()] : [scope];
    return scopes.reduce((sum, each) => sum + memory.drop(`${each}/${tag}`), 0);
  }

  return {
    isOn,
    position: () => ({ sequence: invalidations.last, takenAt: performance.now() }),
    get,
    getMany: async (keys) => keys.map(get),
    getStale: (key) => {
      const entry = memory.get(key);
      if (!entry) return undefined;
      if (entry.staleUntil > performance.now()) return entry;
      memory.delete(key);
      return undefined;
    },
    set: (key, next, position) => {
      if (next.tags.length === 0 || next.maxAge <= 0) return undefined;
      const entry = createEntry(next, position.takenAt);
      if (entry.staleUntil <= performance.now()) return undefined;
      if (!invalidations.hasAny(next.tags, position.sequence)) return keep(key, entry);
      counts.refusedWrites += 1;
      return undefined;
    },
    replace: (key, entry, value) => {
      if (memory.get(key) !== entry) return undefined;
      return keep(key, new CacheEntry({ ...entry, value }));
    },
    flight: (key, make, { signal } = {}) => {
      const now = performance.now();
      return flights.join(key, { sequence: invalidations.last, notBefore: 0, now, signal }, make);
    },
    invalidate,
    publish: async (tags, scope) => {
      invalidate(tags, scope);
      return true;
    },
    counters: () => ({
      ...counts,
      evictions: memory.evictions,
      entries: memory.size,
      bytes: memory.bytes,
      maxBytes,
      isDegraded: false,
      degradations: 0,
    }),
    close: async () => void memory.clear(),
  };
}
