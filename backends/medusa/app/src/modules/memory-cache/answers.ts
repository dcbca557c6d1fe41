import { LRUCache } from 'lru-cache';

/** One answer as it is kept. */
interface Kept {
  data: unknown;
  tags: readonly string[];
  /** Whether Medusa's events may drop it. */
  followsEvents: boolean;
}

/**
 * Keeps answers of Medusa's queries in the memory of this process, by bytes: when `maxSize` is reached, the answers that
 * were used longest ago make room. The provider that Medusa ships takes no more answers once it is full.
 */
export class Answers {
  private readonly kept: LRUCache<string, Kept>;
  private readonly keysOf = new Map<string, Set<string>>();

  /** `maxSize`: bytes of the answers as JSON. */
  constructor(maxSize: number) {
    this.kept = new LRUCache<string, Kept>({
      maxSize,
      // One answer may take an eighth: the others are worth more than one that is very large.
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
