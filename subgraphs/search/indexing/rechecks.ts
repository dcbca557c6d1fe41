/** Products to be looked at again some time after they changed. */
export interface SecondLooks {
  /** These have just been looked at. */
  note(ids: string[]): void;
  /** Those whose time has come; they stay so until `done`. */
  due(): string[];
  /** What was last said to be due has been looked at. */
  done(): void;
}

/**
 * Looks are due `delays` milliseconds after the first. The graph keeps answers for a while: what is read right after a
 * change was told may be what was before.
 */
export function createSecondLooks(delays: readonly number[]): SecondLooks {
  let waiting: { ids: string[]; at: number }[] = [];
  let asked = 0;
  return {
    note(ids) {
      if (ids.length > 0) waiting.push(...delays.map((delay) => ({ ids, at: Date.now() + delay })));
    },
    due() {
      asked = Date.now();
      return waiting.filter(({ at }) => at <= asked).flatMap(({ ids }) => ids);
    },
    done() {
      waiting = waiting.filter(({ at }) => at > asked);
    },
  };
}
