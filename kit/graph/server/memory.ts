import { getHeapStatistics } from 'node:v8';

/** An estimate of the memory that the requests of a process hold, in bytes. */
export interface Memory {
  /** Notes that a request holds so much more, or less. */
  hold(bytes: number): void;
  /**
   * Whether a request that holds so much must not hold more: alone it may take half of what there is for all, and one
   * eighth once all is taken.
   */
  isFull(own: number): boolean;
}

/** The memory for the requests of this process: by default three tenths of its heap. */
export function shareMemory(limit: number = getHeapStatistics().heap_size_limit * 0.3): Memory {
  let held = 0;
  return {
    hold(bytes) {
      held += bytes;
    },
    isFull: (own) => own > limit / 2 || (held > limit && own > limit / 8),
  };
}
