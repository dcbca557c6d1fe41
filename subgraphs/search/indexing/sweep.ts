import type { Log } from '#kit/process/log.ts';
import type { Catalogue } from './catalogue.ts';
import type { LiveIndex } from './live-index.ts';

/** Milliseconds after which what could not be had is tried again. */
const soon = 30_000;

export interface SweepOptions {
  catalogue: Catalogue;
  index: LiveIndex;
  /** Called before each sweep. */
  prepare(): Promise<unknown>;
  /** Makes the index say of these products what the catalogue says; resolves to whether all of it could be had. */
  refresh(ids: string[]): Promise<boolean>;
  log: Log;
  /** Milliseconds from the end of a sweep to the next. */
  every: number;
}

/** The sweep over the whole catalogue that finds what no feed told. */
export interface Sweep {
  /** Does one page if a sweep is due, so that nobody waits long for it. Never rejects: a sweep that fails begins again soon. */
  step(): Promise<void>;
  /** Something may have been missed: sweep soon. */
  hasten(): void;
  /** All is to be looked at again: sweep now, from the first page. */
  restart(): void;
  /** Everything is known to be as it should: sweep when it is time again. */
  rest(): void;
}

/** A sweep that is due soon: nobody knows what happened before this process began. */
export function createSweep({ catalogue, index, prepare, refresh, log, every }: SweepOptions): Sweep {
  let under: { pages: AsyncGenerator<string[]>; seen: Set<string>; isWhole: boolean } | undefined;
  let dueAt = Date.now() + soon;

  const endIn = (delay: number) => {
    under = undefined;
    dueAt = Date.now() + delay;
  };
  const advance = async () => {
    if (!under) await prepare();
    under ??= { pages: catalogue.pages(), seen: new Set(), isWhole: true };
    const { value: ids, done } = await under.pages.next();
    if (!done) {
      for (const id of ids) under.seen.add(id);
      if (!(await refresh(ids))) under.isWhole = false;
      return;
    }
    const { seen, isWhole } = under;
    // Not seen is not yet gone: pages shift while products change. Each is asked for by its id.
    await refresh((await index.ids()).filter((id) => !seen.has(id)));
    endIn(isWhole ? every : soon);
  };

  return {
    async step() {
      if (!under && Date.now() < dueAt) return;
      try {
        await advance();
      } catch (error) {
        endIn(soon);
        log.warn({ err: error }, 'the sweep was broken off');
      }
    },
    hasten: () => {
      dueAt = Math.min(dueAt, Date.now() + soon);
    },
    restart: () => endIn(0),
    rest: () => endIn(every),
  };
}
