import { LRUCache } from 'lru-cache';

/** Gives what was made for a key, or makes it. `size` says how much of the memory it takes. */
export type Memory<Value> = (key: string, make: () => Value, size: (value: Value) => number) => Value;

/** Keeps values up to this sum of sizes; what was not asked for longest is forgotten first. */
export function memoryOf<Value>(maxSize: number): Memory<Value> {
  // In boxes, since the cache keeps no undefined.
  const boxes = new LRUCache<string, { value: Value }>({ maxSize });
  return (key, make, size) => {
    const known = boxes.get(key);
    if (known) return known.value;
    const value = make();
    boxes.set(key, { value }, { size: size(value) });
    return value;
  };
}

/** In characters of the operations that things are kept for. In memory they take some fifty times as much. */
export const mostOperations = 500_000;
