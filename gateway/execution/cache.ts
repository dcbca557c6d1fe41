import { LRUCache } from 'lru-cache';

/** Returns the cached value of a key, or makes and caches it. `size`: the size of the value. */
export type Cache<Value> = (key: string, make: () => Value, size: (value: Value) => number) => Value;

/**
 * A cache with a maximum total size of keys and values; the least recently used are evicted. The length of a key
 * counts, because clients choose keys, and values may be far smaller.
 */
export function createCache<Value>(maxSize: number): Cache<Value> {
  // Boxed, because LRUCache does not store undefined.
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
 * The size of each cache of operations, in characters of the operations and keys. A value uses about fifty times as
 * much memory, and an operation has several: all caches together use about 300 bytes for each character.
 */
export const operationCacheSize = 250_000;
