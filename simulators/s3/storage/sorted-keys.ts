/** Keys in the order in which S3 lists them: by their bytes in UTF-8, which is not the order of `<` on strings. */
export interface SortedKeys {
  readonly all: readonly string[];
  add(key: string): void;
  remove(key: string): void;
  /** Index of the first key that is not before `key`. */
  from(key: string): number;
}

/** Sorts these keys, all different, and keeps them sorted. */
export function sortedKeys(keys: Iterable<string>): SortedKeys {
  const all = [...keys].sort(compare);
  const from = (key: string) => {
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(all[middle] as string, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    all,
    from,
    add(key) {
      const index = from(key);
      if (all[index] !== key) all.splice(index, 0, key);
    },
    remove(key) {
      const index = from(key);
      if (all[index] === key) all.splice(index, 1);
    },
  };
}

function compare(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
