import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { indexes } from '../meilisearch/client.ts';
import { openEngine, product, type TestEngine } from '../search.fixture.ts';
import { conditionsOf, quote } from './filter.ts';

describe('The conditions of a filter', () => {
  it('are one expression each, in the words of the index', () => {
    const conditions = conditionsOf(
      {
        collections: ['meridian'],
        artisans: ['Ilaria "Ila" Conti'],
        price: { min: '100', max: '250.50' },
        onSale: true,
        availableForSale: false,
        maxCarbonKg: 1e21,
      },
      'EUR',
    );

    expect([...conditions]).toEqual([
      ['collections', 'collectionHandle IN ["meridian"]'],
      ['artisans', 'artisan IN ["Ilaria \\"Ila\\" Conti"]'],
      ['price', 'price.EUR >= "100" AND price.EUR <= "250.50"'],
      ['onSale', 'onSale.EUR = true'],
      ['availableForSale', 'availableForSale = false'],
      ['maxCarbonKg', 'carbonKg <= "1e+21"'],
    ]);
  });

  it('are none for what is not given, null, or empty', () => {
    const empty = [null, undefined, {}, { tags: [] }, { tags: null }, { price: {} }, { price: { min: null } }];

    expect(empty.flatMap((filter) => [...conditionsOf(filter, 'EUR')])).toEqual([]);
  });

  it('list at most 50 values', () => {
    const tags = (count: number) => ({ tags: Array.from({ length: count }, (_, n) => `tag ${n}`) });

    expect(conditionsOf(tags(50), 'EUR').size).toBe(1);
    expect(() => conditionsOf(tags(51), 'EUR')).toThrow('`tags` takes at most 50 values.');
  });
});

describe('A quoted value', () => {
  const pieces = [
    '"',
    '\\',
    "'",
    '\\"',
    ' ',
    'a',
    '[',
    ']',
    '(',
    ')',
    ',',
    ' OR ',
    ' AND ',
    'NOT ',
    'tags',
    '=',
    ' EXISTS',
  ];
  const random = seeded(20260301);
  const values = [
    ...new Set([
      'x" OR id EXISTS OR tags = "',
      '\\',
      'a\\',
      '\\\\"',
      '"] OR id EXISTS OR tags IN ["',
      '\u0000',
      ...Array.from({ length: 400 }, () => {
        const length = 1 + Math.floor(random() * 7);
        return Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('');
      }),
    ]),
  ].filter((value) => value === value.trim() && value !== '');
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await openEngine();
    await engine.write(
      indexes.products,
      values.map((value, n) => product(`prod_${n}`, { tags: [value] })),
    );
  });
  afterAll(() => engine.close());

  it('stays a value, whatever it contains: it finds what carries it and nothing else', async () => {
    const { results } = await engine.client.multiSearch({
      queries: values.map((value) => ({
        indexUid: indexes.products,
        filter: [`tags IN [${quote(value)}]`],
        attributesToRetrieve: ['tags'],
      })),
    });

    const found = results.map(({ hits }) => [...new Set(hits.flatMap(({ tags }) => tags.map(folded)))]);
    expect(found).toEqual(values.map((value) => [folded(value)]));
  });
});

/** The engine does not tell upper from lower case, nor one space from several. */
function folded(value: string): string {
  return value.toLowerCase();
}

/** The same random numbers at every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
