import DataLoader from 'dataloader';
import type { Engine, EngineQuery, EngineResult } from './client.ts';

/** The largest number of searches in one call: those of a page of collections. */
const maxBatch = 50;

/**
 * The same engine, which runs the queries of all searches within one tick by one call: the searches of twenty collections cost
 * as many calls as that of one. If a call fails, all its searches fail.
 */
export function batched(engine: Engine): Engine {
  const runs = new DataLoader<readonly EngineQuery[], EngineResult[]>(
    async (lists) => {
      const results = await engine.run(lists.flat());
      return lists.map(({ length }) => results.splice(0, length));
    },
    { cache: false, maxBatchSize: maxBatch },
  );
  return { ...engine, run: (queries) => runs.load(queries) };
}
