/** Products that are read again some time after they changed. */
export interface Rechecks {
  /** Schedules rechecks of products that have just been read because they changed. */
  schedule(ids: string[]): void;
  /** The products that are due now; they remain due until `complete`. */
  due(): string[];
  /** Removes the products that the last call of `due` returned: they have been read. */
  complete(): void;
}

/**
 * Schedules a recheck after each of `delays` milliseconds. The graph caches responses for a while, so that a read right after a
 * change may return the previous value.
 */
export function createRechecks(delays: readonly number[]): Rechecks {
  let waiting: { ids: string[]; at: number }[] = [];
  let readAt = 0;
  return {
    schedule(ids) {
      if (ids.length > 0) waiting.push(...delays.map((delay) => ({ ids, at: Date.now() + delay })));
    },
    due() {
      readAt = Date.now();
      return waiting.filter(({ at }) => at <= readAt).flatMap(({ ids }) => ids);
    },
    complete() {
      waiting = waiting.filter(({ at }) => at > readAt);
    },
  };
}
