import { LRUCache } from 'lru-cache';
import type { Invalidation } from '#kit/stores/cache-keys.ts';
import { bytesOf, bytesOfText, type CacheEntry } from './entry.ts';

/** The entries in this process: the least recently used leave first when their bytes exceed the limit. */
export interface MemoryTier {
  get(key: string): CacheEntry | undefined;
  /** Keeps the entry unless it alone is larger than an eighth of the memory. Returns whether it is kept. */
  set(key: string, entry: CacheEntry): boolean;
  delete(key: string): void;
  /** Drops what is tagged so. Returns the number of entries. */
  drop(invalidation: Invalidation): number;
  clear(): number;
  readonly bytes: number;
  readonly size: number;
  /** The entries that left because others needed their memory. */
  readonly evictions: number;
}

/** Opens a memory tier of `maxBytes` bytes, which count keys, values, tags and the index from tags to entries. */
export function openMemoryTier(maxBytes: number): MemoryTier {
  /** By scope, the key or the keys of each scoped tag. Most tags have one key, for which a set would be large. */
  const index = new Map<string, Map<string, string | Set<string>>>();
  let evictions = 0;

  const entries = new LRUCache<string, CacheEntry>({
    maxSize: maxBytes,
    maxEntrySize: Math.floor(maxBytes / 8),
    sizeCalculation: (entry, key) => sizeOf(key, entry),
    dispose: (entry, key, reason) => {
      if (reason === 'evict') evictions += 1;
      for (const tag of entry.tags) removeFromIndex(key, tag);
    },
  });

  function addToIndex(key: string, tag: string): void {
    const scope = scopeOf(tag);
    const tags = index.get(scope) ?? new Map<string, string | Set<string>>();
    index.set(scope, tags);
    const keys = tags.get(tag);
    if (typeof keys === 'object') keys.add(key);
    else tags.set(tag, keys === undefined || keys === key ? key : new Set([keys, key]));
  }

  function removeFromIndex(key: string, tag: string): void {
    const tags = index.get(scopeOf(tag));
    const keys = tags?.get(tag);
    if (typeof keys === 'object') keys.delete(key);
    if (keys === key || (typeof keys === 'object' && keys.size === 0)) tags?.delete(tag);
  }

  function clear(): number {
    const { size } = entries;
    // Emptied first, so that the disposal of each entry finds nothing to do.
    index.clear();
    entries.clear();
    return size;
  }

  function dropKeys(keys: string | Iterable<string> = []): number {
    const all = typeof keys === 'string' ? [keys] : [...keys];
    for (const key of all) entries.delete(key);
    return all.length;
  }

  function dropTag(tag: string, scopes: Iterable<string>): number {
    let dropped = 0;
    for (const scope of scopes) dropped += dropKeys(index.get(scope)?.get(`${scope}/${tag}`));
    return dropped;
  }

  function dropScope(scope: string): number {
    let dropped = 0;
    for (const keys of index.get(scope)?.values() ?? []) dropped += dropKeys(keys);
    return dropped;
  }

  return {
    get: (key) => entries.get(key),
    set: (key, entry) => {
      entries.set(key, entry);
      // An entry that replaces another of the same tags would lose them by the disposal of the other: they come last.
      if (entries.peek(key) !== entry) return false;
      for (const tag of entry.tags) addToIndex(key, tag);
      return true;
    },
    delete: (key) => void entries.delete(key),
    drop: ({ tags, scope }) => {
      if (!tags.includes('*')) {
        return tags.reduce((sum, tag) => sum + dropTag(tag, scope === undefined ? index.keys() : [scope]), 0);
      }
      return scope === undefined ? clear() : dropScope(scope);
    },
    clear,
    get bytes() {
      return entries.calculatedSize;
    },
    get size() {
      return entries.size;
    },
    get evictions() {
      return evictions;
    },
  };
}

/** The scope of a scoped tag: the text before the first slash. */
export function scopeOf(tag: string): string {
  return tag.slice(0, Math.max(0, tag.indexOf('/')));
}

/** Measured by `npm run bench:cache:memory`. */
const entryOverhead = 280;
const tagOverhead = 90;

function sizeOf(key: string, entry: CacheEntry): number {
  const tags = entry.tags.reduce((sum, tag) => sum + tagOverhead + bytesOfText(tag), 0);
  const extra = entry.extra === undefined ? 0 : bytesOfText(JSON.stringify(entry.extra));
  return entryOverhead + bytesOfText(key) + bytesOf(entry.value) + tags + extra;
}
