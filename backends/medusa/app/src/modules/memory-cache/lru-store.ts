import { LRUCache } from 'lru-cache';

/** A cached result. */
interface CachedResult {
  data: unknown;
  tags: readonly string[];
  /** Whether Medusa's events invalidate it. */
  followsEvents: boolean;
}

/**
 * Caches results of Medusa's queries in the memory of this process, up to `maxSize` bytes. Evicts the results that
 * were used least recently. The provider that Medusa ships stores nothing more once it is full.
 */
export class LruStore {
  private readonly kept: LRUCache<string, CachedResult>;
  private readonly keysOf = new Map<string, Set<string>>();

  /** `maxSize`: bytes of the results as JSON. */
  constructor(maxSize: number) {
    this.kept = new LRUCache<string, CachedResult>({
      maxSize,
      // One result may use an eighth, so that a very large one does not evict all others.
      maxEntrySize: Math.ceil(maxSize / 8),
      dispose: ({ tags }, key) => this.forget(key, tags),
    });
  }

  get({ key, tags }: { key?: string; tags?: string[] }): unknown {
    if (key !== undefined) return this.kept.get(key)?.data ?? null;
    return [...this.keysWith(tags ?? [])].flatMap((one) => this.kept.get(one)?.data ?? []);
  }

  /** `ttl` in seconds. */
  set(entry: {
    key: string;
    data: object;
    ttl?: number;
    tags?: string[];
    options?: { autoInvalidate?: boolean };
  }): void {
    const { key, data, ttl, tags = [], options } = entry;
    const size = Buffer.byteLength(JSON.stringify(data)) + key.length + tags.join().length;
    const kept = { data, tags, followsEvents: options?.autoInvalidate ?? true };
    this.kept.set(key, kept, { size, ...(ttl !== undefined && { ttl: Math.ceil(ttl * 1_000) }) });
    if (!this.kept.has(key)) return;
    for (const tag of tags) {
      const keys = this.keysOf.get(tag) ?? new Set();
      this.keysOf.set(tag, keys.add(key));
    }
  }

  clear({ key, tags, options }: { key?: string; tags?: string[]; options?: { autoInvalidate?: boolean } }): void {
    if (key !== undefined) {
      this.kept.delete(key);
    } else if (tags?.includes('*')) {
      this.kept.clear();
    } else {
      for (const one of this.keysWith(tags ?? [])) {
        if (!options?.autoInvalidate || this.kept.peek(one)?.followsEvents) this.kept.delete(one);
      }
    }
  }

  private keysWith(tags: readonly string[]): Set<string> {
    return new Set(tags.flatMap((tag) => [...(this.keysOf.get(tag) ?? [])]));
  }

  private forget(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.keysOf.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.keysOf.delete(tag);
    }
  }
}
