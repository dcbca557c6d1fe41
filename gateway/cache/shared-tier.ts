import { within } from '#kit/process/within.ts';
import { cacheKeys, type EventId } from '#kit/stores/cache-keys.ts';
import { getMany, type RedisClient } from '#kit/stores/redis.ts';
import { openAllowance } from './allowance.ts';
import { CacheEntry } from './entry.ts';

/** An entry in Redis, and the last event that its writer knew before it fetched the value. */
export interface SharedEntry {
  entry: CacheEntry;
  id: EventId;
}

/** The entries that gateways share through Redis, in one generation of it. */
export interface SharedTier {
  /** The entries of the keys. Does not reject: what cannot be read soon is missing. */
  read(generation: string, keys: readonly string[]): Promise<(SharedEntry | undefined)[]>;
  /** Stores an entry whose value is a text, for its remaining life, within the limit. Does not wait, and does not fail. */
  write(generation: string, key: string, shared: SharedEntry): void;
}

/** Milliseconds after which a value is fetched instead. */
const readTimeout = 100;
/** The characters of the largest value that is shared. */
const longestValue = 1_048_576;

/** The memory of an entry in Redis without its text, in bytes. */
const overhead = 200;

/**
 * Opens the tier over a connection that it does not close. `maxBytes`: what it stores at a time. Without this limit, clients
 * could fill Redis, which also has the sessions, by queries that are all different.
 */
export function openSharedTier(redis: RedisClient, maxBytes: number): SharedTier {
  const allowance = openAllowance(maxBytes);
  return {
    read: async (generation, keys) => {
      const reply = getMany(
        redis,
        keys.map((key) => cacheKeys.entry(generation, key)),
      );
      const texts = await within(readTimeout, reply).catch(() => undefined);
      return keys.map((_, index) => parseEntry(texts?.[index]));
    },
    write: (generation, key, shared) => {
      const text = writeEntry(shared);
      const life = Math.ceil(shared.entry.staleUntil - performance.now());
      if (text === undefined || life <= 0) return;
      if (!allowance.take(overhead + Buffer.byteLength(text), life)) return;
      redis.set(cacheKeys.entry(generation, key), text, 'PX', life).catch(() => {});
    },
  };
}

/** What precedes the value: JSON in a line. Times are milliseconds; `at` of the wall clock. */
interface Header {
  id: EventId;
  at: number;
  fresh: number;
  stale: number;
  tags: string[];
  extra?: unknown;
}

function writeEntry({ entry, id }: SharedEntry): string | undefined {
  const { value, tags, extra, fetchedAt, freshUntil, staleUntil } = entry;
  if (typeof value !== 'string' || value.length > longestValue) return undefined;
  const at = Math.round(Date.now() - entry.age());
  const header: Header = {
    id,
    at,
    fresh: freshUntil - fetchedAt,
    stale: staleUntil - fetchedAt,
    tags: [...tags],
    extra,
  };
  return `${JSON.stringify(header)}\n${value}`;
}

function parseEntry(text: string | null | undefined): SharedEntry | undefined {
  if (!text) return undefined;
  const end = text.indexOf('\n');
  const header = parseHeader(text.slice(0, Math.max(0, end)));
  if (!header) return undefined;
  const { id, at, fresh, stale, tags, extra } = header;
  // The clocks of machines differ a little. The age is never negative, so that the life does not grow.
  const fetchedAt = performance.now() - Math.max(0, Date.now() - at);
  const times = { fetchedAt, freshUntil: fetchedAt + fresh, staleUntil: fetchedAt + stale };
  return { entry: new CacheEntry({ value: text.slice(end + 1), tags, extra, ...times }), id };
}

/** Undefined for the header of another version of the gateway. */
function parseHeader(text: string): Header | undefined {
  try {
    const header = JSON.parse(text) as Partial<Header>;
    const { id, at, fresh, stale, tags } = header;
    const isWhole = typeof id === 'string' && Array.isArray(tags) && [at, fresh, stale].every(Number.isFinite);
    return isWhole ? (header as Header) : undefined;
  } catch {
    return undefined;
  }
}
