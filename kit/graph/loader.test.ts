import { describe, expect, it } from '@jest/globals';
import { byId, listBy } from './loader.ts';

const rows = [
  { id: 'b', owner: 'x' },
  { id: 'a', owner: 'x' },
];

describe('A loader', () => {
  it('batches the ids of one tick, keeps their order and loads missing rows as null', async () => {
    const calls: string[][] = [];
    const loader = byId(
      async (ids) => {
        calls.push(ids);
        return rows;
      },
      (row) => row.id,
    );

    const loaded = await Promise.all(['a', 'none', 'b', 'a'].map((id) => loader.load(id)));

    expect(loaded.map((row) => row?.id ?? null)).toEqual(['a', null, 'b', 'a']);
    expect(calls).toEqual([['a', 'none', 'b']]);
  });

  it('splits ids over several calls', async () => {
    const sizes: number[] = [];
    const loader = byId(
      async (ids) => {
        sizes.push(ids.length);
        return [];
      },
      () => '',
    );

    await loader.loadMany(Array.from({ length: 450 }, (_, index) => String(index)));

    expect(sizes).toEqual([200, 200, 50]);
  });

  it('of lists keeps the order of the rows, and loads an empty list when there are none', async () => {
    const loader = listBy(
      async () => rows,
      (row) => row.owner,
    );

    expect(await loader.loadMany(['x', 'y'])).toEqual([rows, []]);
  });
});
