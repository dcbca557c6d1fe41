import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitForChanges } from '#kit/graph/server/change-feed.ts';
import { changesAfter } from './changes.ts';
import { openLiveIndex } from './indexing/live-index.ts';
import { connectEngine } from './meilisearch/client.ts';
import { openEngine, type TestEngine } from './search.fixture.ts';

let testEngine: TestEngine;
const { signal } = new AbortController();

beforeAll(async () => {
  testEngine = await openEngine();
});

afterAll(() => testEngine.close());

/** With the key of the search subgraph. */
const engine = () => connectEngine(testEngine.config).within(signal);
const changedBy = async (work: () => Promise<unknown>) => {
  const { cursor } = await changesAfter(engine(), null);
  await work();
  const { tags, cursor: next } = await changesAfter(engine(), cursor);
  return { tags, later: (await changesAfter(engine(), next)).tags };
};
const live = () => openLiveIndex(testEngine.env.MEILI_URL, testEngine.env.MEILI_INDEX_KEY);
const once = { tags: ['search'], later: [] };

describe('The changes of search', () => {
  it('are reported once for each finished write', async () => {
    expect(await changedBy(() => testEngine.write('products', [{ id: 'prod_1', title: 'Vase' }]))).toEqual(once);
    expect(await changedBy(() => live().remove(['prod_1']))).toEqual(once);
    expect(await changedBy(() => live().saveWords({ sofa: ['couch'] }, []))).toEqual(once);
    expect(await changedBy(() => testEngine.write('products_terms', [{ id: 'a', text: 'Oak' }]))).toEqual(once);
  });

  it('are reported when another index replaces the searched one', async () => {
    const draft = await live().createDraft();
    await draft.add([{ id: 'prod_2' }]);

    expect(await changedBy(() => draft.promote())).toEqual(once);
  });

  it('do not include what is not searched', async () => {
    expect(await changedBy(() => live().saveProgress({ version: '1', cursors: {} }))).toEqual({ tags: [], later: [] });
  });

  it('are awaited', async () => {
    const { cursor } = await changesAfter(engine(), null);
    const waiting = waitForChanges(
      { after: cursor, first: 1, wait: 4_000 },
      (after) => changesAfter(engine(), after),
      50,
      signal,
    );
    await testEngine.write('products', [{ id: 'prod_3' }]);

    expect((await waiting).tags).toEqual(['search']);
  });

  it('refuse another cursor', async () => {
    await expect(changesAfter(engine(), 'nonsense')).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});
