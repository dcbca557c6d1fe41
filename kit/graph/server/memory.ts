import { getHeapStatistics } from 'node:v8';

/** An estimate of the memory that the requests of a process use, in bytes. */
export interface Memory {
  /** Records that a request allocates `bytes`, or releases them when negative. */
  reserve(bytes: number): void;
  /**
   * Whether a request that uses `bytes` must not allocate more: one request may use half of the total, and one
   * eighth once the total is exhausted.
   */
  isFull(bytes: number): boolean;
}

/** The memory budget for the requests of this process: by default 30% of its heap. */
export function shareMemory(limit: number = getHeapStatistics().heap_size_limit * 0.3): Memory {
  let reserved = 0;
  return {
    reserve(bytes) {
      reserved += bytes;
    },
    isFull: (bytes) => bytes > limit / 2 || (reserved > limit && bytes > limit / 8),
  };
}
