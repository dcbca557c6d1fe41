import { languageOf } from '#kit/graph/languages/language.ts';
import type { Log } from '#kit/process/log.ts';
import type { PinRecord, Pins } from '../meilisearch/records.ts';
import { pinIdOf } from '../query/pins/pin-key.ts';
import type { LiveIndex } from './live-index.ts';

/** Keeps the products that editors pin to queries in the index. */
export interface PinSync {
  /**
   * Reads the pins that are effective now, if it is time, and writes what differs. While the journal is unavailable, the last ones
   * stay. Rejects when the search engine is unavailable.
   */
  step(): Promise<void>;
}

interface PinSyncOptions {
  index: Pick<LiveIndex, 'pins' | 'writePins'>;
  readPins(): Promise<Pins[]>;
  log: Log;
  /** Milliseconds from one read to the next. */
  readEvery: number;
}

/** The largest number of products that are pinned to one query. */
const maxProducts = 20;

/** Calls of `step` must not overlap. */
export function createPinSync({ index, readPins, log, readEvery }: PinSyncOptions): PinSync {
  let readAt = 0;
  let isUnavailable = false;
  return {
    async step() {
      if (Date.now() < readAt + readEvery) return;
      readAt = Date.now();
      let read: Pins[];
      try {
        read = await readPins();
        isUnavailable = false;
      } catch (error) {
        if (!isUnavailable) log.warn({ event: 'pins_unavailable', err: error }, 'pins unavailable');
        isUnavailable = true;
        return;
      }
      const wanted = recordsOf(read);
      const indexed = new Map((await index.pins()).map((record) => [record.id, record.products.join()]));
      const changed = wanted.filter(({ id, products }) => indexed.get(id) !== products.join());
      const ids = new Set(wanted.map(({ id }) => id));
      await index.writePins(
        changed,
        [...indexed.keys()].filter((id) => !ids.has(id)),
      );
    },
  };
}

/** One record for each query. Of several pins of a query, the products of the first come first. */
function recordsOf(pins: readonly Pins[]): PinRecord[] {
  const products = new Map<string, string[]>();
  for (const { queries, language, productIds } of pins) {
    const known = languageOf(language);
    for (const query of known ? queries : []) {
      const id = known && pinIdOf(query, known);
      if (id) products.set(id, [...(products.get(id) ?? []), ...productIds]);
    }
  }
  return [...products].map(([id, all]) => ({ id, products: [...new Set(all)].slice(0, maxProducts) }));
}
