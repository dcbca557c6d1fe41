import DataLoader from 'dataloader';
import type { Language } from '#kit/graph/languages/language.ts';
import { type Engine, type EngineQuery, type EngineResult, indexes, indexesIn } from './client.ts';

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

/** The same engine over the indexes of another language. */
export function inLanguage(engine: Engine, language: Language): Engine {
  const names = new Map(Object.entries(indexes).map(([key, name]) => [name, indexesIn(language)[key as 'products']]));
  const translated = (queries: EngineQuery[]) =>
    queries.map((query) => ({ ...query, indexUid: names.get(query.indexUid as 'products') ?? query.indexUid }));
  return {
    ...engine,
    language,
    run: (queries) => engine.run(translated(queries)),
    runMerged: (queries, limit) => engine.runMerged(translated(queries), limit),
  };
}
