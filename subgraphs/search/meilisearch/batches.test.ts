import { describe, expect, it } from '@jest/globals';
import { batched } from './batches.ts';
import type { Engine, EngineQuery, EngineResult } from './client.ts';

const query = (q: string): EngineQuery => ({ indexUid: 'products', q });

/** An engine that answers each query with one hit: the query itself. */
function engineOf(calls: string[][]): Engine {
  return {
    run: async (queries: EngineQuery[]) => {
      calls.push(queries.map(({ q }) => String(q)));
      if (queries.some(({ q }) => q === 'broken')) throw new Error('unavailable');
      return queries.map(({ q }) => ({ hits: [{ id: String(q) }] }) as EngineResult);
    },
  } as Engine;
}

const idsOf = (results: EngineResult[]) => results.flatMap(({ hits }) => hits.map(({ id }) => id));

describe('Searches within one tick', () => {
  it('are one call, and each has its own results', async () => {
    const calls: string[][] = [];
    const engine = batched(engineOf(calls));
    const results = await Promise.all([engine.run([query('a'), query('b')]), engine.run([]), engine.run([query('a')])]);

    expect(results.map(idsOf)).toEqual([['a', 'b'], [], ['a']]);
    expect(calls).toEqual([['a', 'b', 'a']]);
  });

  it('fail together, and the next ones do not', async () => {
    const engine = batched(engineOf([]));
    const failed = await Promise.allSettled([engine.run([query('a')]), engine.run([query('broken')])]);

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(idsOf(await engine.run([query('a')]))).toEqual(['a']);
  });

  it('are at most fifty in one call', async () => {
    const calls: string[][] = [];
    const engine = batched(engineOf(calls));
    await Promise.all(Array.from({ length: 60 }, (_, n) => engine.run([query(String(n))])));

    expect(calls.map(({ length }) => length)).toEqual([50, 10]);
  });
});
