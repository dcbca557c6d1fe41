import { LRUCache } from 'lru-cache';

/** Returns the cached value of a key, or makes and caches it. `size` says how much of the cache the value takes. */
export type Cache<Value> = (key: string, make: () => Value, size: (value: Value) => number) => Value;

/**
 * A cache of keys and values up to this size together; the least recently used are evicted first. A key takes as much as it
 * has characters: clients choose what is in keys, and values may be far smaller.
 */
export function createCache<Value>(maxSize: number): Cache<Value> {
  // In boxes, because LRUCache stores no undefined.
  const boxes = new LRUCache<string, { value: Value }>({ maxSize });
  return (key, make, size) => {
    const known = boxes.get(key);
    if (known) return known.value;
    const value = make();
    boxes.set(key, { value }, { size: key.length + size(value) });
    return value;
  };
}

/**
 * In characters of the operations that values are cached for, and of keys. In memory a value takes about fifty times as much,
 * and each operation has several: all caches together take some 300 bytes a character.
 */
export const operationCacheSize = 250_000;
