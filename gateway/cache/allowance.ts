/** Bounds the bytes that are stored elsewhere until their life ends. */
export interface Allowance {
  /** Counts bytes for `life` milliseconds. Returns false, and counts nothing, where they would exceed the limit. */
  take(bytes: number, life: number): boolean;
}

/** Milliseconds: what ends within the same time is counted together. */
const step = 60_000;

/** Opens an allowance of `limit` bytes. */
export function openAllowance(limit: number): Allowance {
  /** The bytes by the step in which they end. */
  const ending = new Map<number, number>();
  let taken = 0;
  let sweptAt = 0;

  function sweep(present: number): void {
    if (present === sweptAt) return;
    sweptAt = present;
    for (const [end, bytes] of ending) {
      if (end >= present) continue;
      ending.delete(end);
      taken -= bytes;
    }
  }

  return {
    take: (bytes, life) => {
      const now = performance.now();
      sweep(Math.floor(now / step));
      if (taken + bytes > limit) return false;
      const end = Math.floor((now + life) / step);
      ending.set(end, (ending.get(end) ?? 0) + bytes);
      taken += bytes;
      return true;
    },
  };
}
