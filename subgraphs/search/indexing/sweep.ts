import type { Log } from '#kit/process/log.ts';
import type { Catalogue, PagePlace } from './catalogue.ts';
import type { LiveIndex } from './live-index.ts';

/** Milliseconds until the retry after a failure. */
const retryDelay = 30_000;

/** After a page, a regular sweep rests for this many times as long as the page took, so that it uses under a tenth of a core. */
const restFactor = 12;

export interface SweepOptions {
  catalogue: Pick<Catalogue, 'page'>;
  index: Pick<LiveIndex, 'ids'>;
  /** Called before each sweep. */
  prepare(): Promise<unknown>;
  /** Updates these products in the index; resolves to whether every source was available. */
  refresh(ids: string[]): Promise<boolean>;
  log: Log;
  /** Milliseconds from the end of a sweep to the next. */
  every: number;
}

/** The sweep over the whole catalogue that finds changes which no feed reported. */
export interface Sweep {
  /** Processes one page if a sweep is due, so that other work is not delayed for long. Never rejects: a failed page is retried. */
  step(): Promise<void>;
  /** Brings the next sweep forward, without rests, because changes may have been missed. */
  hasten(): void;
  /** Starts a new sweep now, without rests, because every product must be read again. */
  restart(): void;
  /** Delays the next sweep by the full interval, because every product has just been read. */
  postpone(): void;
}

/** Creates a sweep that first runs after 30 seconds, because changes before the start of this process are unknown. */
export function createSweep({ catalogue, index, prepare, refresh, log, every }: SweepOptions): Sweep {
  let current: { place: PagePlace | undefined; seen: Set<string>; isComplete: boolean } | undefined;
  /** When the next page is due. */
  let dueAt = Date.now() + retryDelay;
  let isUrgent = false;

  const endIn = (delay: number) => {
    current = undefined;
    dueAt = Date.now() + delay;
  };
  const advance = async () => {
    if (!current) await prepare();
    current ??= { place: undefined, seen: new Set(), isComplete: true };
    const startedAt = Date.now();
    const { ids, next } = await catalogue.page(current.place);
    for (const id of ids) current.seen.add(id);
    if (!(await refresh(ids))) current.isComplete = false;
    if (next) {
      current.place = next;
      dueAt = isUrgent ? 0 : Date.now() + restFactor * (Date.now() - startedAt);
      return;
    }
    const { seen, isComplete } = current;
    // Pages shift while products change, so that a product that was not seen may still exist. Each is read by its id.
    await refresh((await index.ids()).filter((id) => !seen.has(id)));
    isUrgent = !isComplete;
    endIn(isComplete ? every : retryDelay);
  };

  return {
    async step() {
      if (Date.now() < dueAt) return;
      try {
        await advance();
      } catch (error) {
        // The same page is read again.
        dueAt = Date.now() + retryDelay;
        log.warn({ event: 'index_sweep_failed', err: error }, 'index sweep failed');
      }
    },
    hasten: () => {
      isUrgent = true;
      // The pages that a running sweep has read may have changed since.
      endIn(current ? retryDelay : Math.min(retryDelay, dueAt - Date.now()));
    },
    restart: () => {
      isUrgent = true;
      endIn(0);
    },
    postpone: () => endIn(every),
  };
}
