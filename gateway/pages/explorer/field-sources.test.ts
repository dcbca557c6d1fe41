import { describe, expect, it } from '@jest/globals';
import { type FetchReport, type FieldSource, fieldSources, stateOf } from './field-sources.ts';

const fetch = (subgraph: string, path: string[], fields: string[], more: Partial<FetchReport> = {}): FetchReport => ({
  ...{ subgraph, path, fields, hits: 1, misses: 0, age: 3, stale: 0 },
  ...more,
});

/** The fields as `key subgraph` with their own fields. */
function outline(fields: readonly FieldSource[]): unknown[] {
  return fields.map(({ key, fetch, fields }) => [`${key} ${fetch?.subgraph}`, ...outline(fields)]);
}

describe('The source of a field', () => {
  it('is the fetch that names it at its place, and otherwise that of its parent', () => {
    const data = {
      products: {
        nodes: [{ id: '1', stories: { nodes: [{ title: 'a' }] } }, null, { id: '2', origin: { place: 'b' } }],
      },
      regions: [],
    };

    expect(
      outline(
        fieldSources(data, [
          fetch('commerce', [], ['products', 'regions']),
          fetch('journal', ['products', 'nodes', '@'], ['stories']),
          fetch('provenance', ['products', 'nodes', '@'], ['origin']),
        ]),
      ),
    ).toEqual([
      [
        'products commerce',
        [
          'nodes commerce',
          ['id commerce'],
          ['stories journal', ['nodes journal', ['title journal']]],
          ['origin provenance', ['place provenance']],
        ],
      ],
      ['regions commerce'],
    ]);
  });

  it('is unknown where no fetch has it', () => {
    expect(outline(fieldSources({ __typename: 'Query' }, []))).toEqual([['__typename undefined']]);
    expect(fieldSources(null, [])).toEqual([]);
  });

  it('is found below lists of lists', () => {
    expect(outline(fieldSources({ rows: [[{ id: 1 }]] }, [fetch('a', ['rows', '@', '@'], ['id'])]))).toEqual([
      ['rows undefined', ['id a']],
    ]);
  });
});

describe('The state of a fetch', () => {
  it.each<[Partial<FetchReport>, string]>([
    [{}, 'cached 3 s ago'],
    [{ stale: 1 }, 'stale, cached 3 s ago'],
    [{ hits: 0, misses: 2, age: null }, 'fetched'],
    [{ hits: 0, misses: 1, age: null, uncached: 'private' }, 'fetched, not kept: private'],
    [{ hits: 2, misses: 1 }, '2 of 3 cached 3 s ago, others fetched'],
  ])('of %j is %s', (more, state) => {
    expect(stateOf(fetch('commerce', [], [], more))).toBe(state);
  });
});
