import { PictureRefusal } from './refusals.ts';

/** Runs work with an upper limit on how much runs at once and how much waits. */
export interface Queue {
  /** Rejects with the refusal BUSY when too much waits already. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** How much runs, and how much waits. */
  load(): { running: number; waiting: number };
}

/** A queue in order of arrival: at most `atOnce` run and `places` wait. */
export function openQueue(atOnce: number, places: number): Queue {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async run(work) {
      if (running >= atOnce) {
        if (waiting.length >= places) throw new PictureRefusal('BUSY');
        // The one that ends hands over its place, so that no newcomer overtakes.
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        running += 1;
      }
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
    load: () => ({ running, waiting: waiting.length }),
  };
}
