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
  const nameOf = (index: string) => names.get(index as 'products') ?? index;
  const translated = (queries: EngineQuery[]) =>
    queries.map((query) => ({ ...query, indexUid: nameOf(query.indexUid) }));
  const rename = <Value>(record: Record<string, Value>, name: (index: string) => string) =>
    Object.fromEntries(Object.entries(record).map(([index, value]) => [name(index), value]));
  const originals = new Map([...names].map(([name, other]) => [other, name]));
  return {
    ...engine,
    language,
    run: (queries) => engine.run(translated(queries)),
    async runMerged(queries, { counted = {}, ...page }) {
      const result = await engine.runMerged(translated(queries), { ...page, counted: rename(counted, nameOf) });
      return { ...result, counts: rename(result.counts, (index) => originals.get(index) ?? index) };
    },
  };
}
