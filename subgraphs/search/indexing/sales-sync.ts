import type { RunOperation } from '#kit/graph/graph-client.ts';
import type { Log } from '#kit/process/log.ts';
import type { LiveIndex } from './live-index.ts';

/** Product id → its rank by the pieces that were sold; a product that was not sold has none. */
export type SalesRanks = ReadonlyMap<string, number>;

/** Keeps the order of what sells in the indexes of all languages. */
export interface SalesSync {
  /** The ranks as they were last read, for documents that are new in an index; empty while commerce has never answered. */
  ranks(): Promise<SalesRanks>;
  /**
   * Reads the ranks, if it is time, and writes those that differ, for all products of an index together. While commerce is
   * unavailable, the last ones stay. Rejects when the search engine is unavailable.
   */
  step(): Promise<void>;
}

interface SalesSyncOptions {
  /** The index of each language. */
  indexes: readonly Pick<LiveIndex, 'salesRanks' | 'write'>[];
  readRanks(): Promise<SalesRanks>;
  log: Log;
  /** Milliseconds from one read to the next. */
  every: number;
}

/** Milliseconds until unavailable ranks are read again. */
const pause = 30_000;

/** Calls of `step` must not overlap with each other or with other writes: a document must not be removed while its rank is written. */
export function createSalesSync({ indexes, readRanks, log, every }: SalesSyncOptions): SalesSync {
  let dueAt = 0;
  let known: SalesRanks | undefined;
  let isUnavailable = false;

  const read = async () => {
    try {
      known = await readRanks();
      if (isUnavailable) log.info({ event: 'sales_ranks_recovered' }, 'sales ranks recovered');
      isUnavailable = false;
    } catch (error) {
      if (!isUnavailable) log.warn({ event: 'sales_ranks_unavailable', err: error }, 'sales ranks unavailable');
      isUnavailable = true;
    }
    return !isUnavailable;
  };
  return {
    async ranks() {
      if (!known) await read();
      return known ?? new Map();
    },
    async step() {
      if (Date.now() < dueAt) return;
      dueAt = Date.now() + Math.min(pause, every);
      if (!(await read())) return;
      for (const index of indexes) await writeRanks(index, known ?? new Map());
      dueAt = Date.now() + every;
    },
  };
}

/** Only documents of the index are written: a rank alone would make a document without a title. */
async function writeRanks(index: SalesSyncOptions['indexes'][number], ranks: SalesRanks): Promise<void> {
  const indexed = await index.salesRanks();
  await index.write(
    [...indexed]
      .map(([id, salesRank]) => ({ id, before: salesRank, salesRank: ranks.get(id) ?? null }))
      .filter(({ before, salesRank }) => before !== salesRank)
      .map(({ id, salesRank }) => ({ id, salesRank })),
  );
}

/** Reads the ranks from the commerce subgraph, because the field is not part of the public graph. */
export async function readSalesRanks(run: RunOperation): Promise<SalesRanks> {
  const { salesRanks } = await run<{ salesRanks: { productId: string; rank: number }[] }>(
    '{ salesRanks { productId rank } }',
  );
  return new Map(salesRanks.map(({ productId, rank }) => [productId, rank]));
}
