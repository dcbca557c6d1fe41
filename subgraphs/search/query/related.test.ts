import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectEngine, type Engine, indexes } from '../meilisearch/client.ts';
import { openEngine, product, type TestEngine } from '../search.fixture.ts';
import { relatedTo } from './related.ts';

let testEngine: TestEngine;
let engine: Engine;
let calls = 0;

const own = { collections: ['Aurora'], artisan: 'Ida', categories: ['Lamps', 'Home'], materials: ['Brass', 'Glass'] };

beforeAll(async () => {
  testEngine = await openEngine();
  await testEngine.write(indexes.products, [
    product('prod_own', own),
    product('prod_twin', { ...own, createdAt: 1 }),
    product('prod_sister', { ...own, categories: [], createdAt: 2 }),
    product('prod_work', { artisan: 'Ida', materials: ['Brass'], createdAt: 3 }),
    product('prod_older', { collections: ['Aurora'], createdAt: 4 }),
    product('prod_newer', { collections: ['Aurora'], createdAt: 5 }),
    product('prod_gift', { collections: ['Cirrus', 'Gifts'], createdAt: 7 }),
    product('prod_mixed', { collections: ['Gifts', 'Cirrus'], createdAt: 8 }),
    product('prod_wish', { collections: ['Dune', 'Gifts'], createdAt: 9 }),
    product('prod_stranger', { collections: ['Borealis'], artisan: 'Ada', createdAt: 6 }),
    ...Array.from({ length: 30 }, (_, n) => product(`prod_glass_${n}`, { materials: ['Glass'], createdAt: 100 + n })),
  ]);
  const inner = connectEngine(testEngine.config).within(AbortSignal.timeout(20_000));
  engine = {
    ...inner,
    run: (queries) => {
      calls += 1;
      return inner.run(queries);
    },
  };
});
afterAll(() => testEngine.close());

describe('Related products', () => {
  it('are ordered by similarity, then the newest first, for any number of newer products', async () => {
    const [related] = await relatedTo([{ id: 'prod_own', first: 6 }], engine);

    expect(related).toEqual(['prod_twin', 'prod_sister', 'prod_newer', 'prod_older', 'prod_work', 'prod_glass_29']);
  });

  it('are as many as requested for each product, none for a product that the index does not contain', async () => {
    const related = await relatedTo(
      [
        { id: 'prod_own', first: 1 },
        { id: 'prod_"unknown"', first: 8 },
        { id: 'prod_own', first: 24 },
        { id: 'prod_stranger', first: 8 },
      ],
      engine,
    );

    expect(related.map(({ length }) => length)).toEqual([1, 0, 24, 0]);
  });

  it('share the main collection, and not only another one', async () => {
    const related = await relatedTo([{ id: 'prod_gift', first: 8 }], engine);

    expect(related).toEqual([['prod_mixed']]);
  });

  it('cost two calls for one product and for thirty', async () => {
    const costs = [];
    for (const count of [1, 30]) {
      calls = 0;
      await relatedTo(
        Array.from({ length: count }, (_, n) => ({ id: `prod_glass_${n}`, first: 8 })),
        engine,
      );
      costs.push(calls);
    }

    expect(costs).toEqual([2, 2]);
  });
});
