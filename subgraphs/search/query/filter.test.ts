import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type InputObjectTypeDefinitionNode, Kind, parse, type TypeNode } from 'graphql';
import type { SearchFilter } from '#generated/search.ts';
import { readSdl } from '#kit/graph/server/sdl.ts';
import { filterableAttributes } from '#kit/stores/search-attributes.ts';
import { randomFrom } from '#tests/support/random.ts';
import { indexes } from '../meilisearch/client.ts';
import { openEngine, product, type TestEngine } from '../search.fixture.ts';
import { conditionsOf, type Expressions, expressions, quote } from './filter.ts';

describe('The conditions of a filter', () => {
  it('are converted to one expression each', () => {
    const conditions = conditionsOf(
      {
        collections: ['meridian'],
        options: [
          { name: 'Size', values: ['M', 'L/"XL"'] },
          { name: 'Colour', values: [] },
        ],
        artisans: ['Ilaria "Ila" Conti'],
        price: { min: '100', max: '250.50' },
        onSale: true,
        availableForSale: false,
        maxCarbonKg: 1e21,
      },
      'EUR',
    );

    expect([...conditions]).toEqual([
      ['collections', 'collectionHandles IN ["meridian"]'],
      ['options.size', 'optionFacets IN ["Size/M", "Size/L/\\"XL\\""]'],
      ['artisans', 'artisan IN ["Ilaria \\"Ila\\" Conti"]'],
      ['price', 'price.EUR >= "100" AND price.EUR <= "250.50"'],
      ['onSale', 'onSale.EUR = true'],
      ['availableForSale', 'availableForSale = false'],
      ['maxCarbonKg', 'carbonKg <= "1e+21"'],
    ]);
  });

  it('are omitted when absent, null or empty', () => {
    const empty = [null, undefined, {}, { tags: [] }, { tags: null }, { price: {} }, { price: { min: null } }];

    expect(empty.flatMap((filter) => [...conditionsOf(filter, 'EUR')])).toEqual([]);
  });

  it('contain at most 50 values', () => {
    const tags = (count: number) => ({ tags: Array.from({ length: count }, (_, n) => `tag ${n}`) });

    expect(conditionsOf(tags(50), 'EUR').size).toBe(1);
    expect(() => conditionsOf(tags(51), 'EUR')).toThrow('`tags` accepts at most 50 values.');
  });
});

describe('A condition of the schema', () => {
  it('without a row in the table of attributes does not compile', () => {
    type Filter = SearchFilter & { unlisted?: string[] };
    // @ts-expect-error: no row has `unlisted` in a column
    const missing: Expressions<Filter> = expressions;

    expect(Object.keys(missing)).not.toContain('unlisted');
  });

  it('in a column for values of another type does not compile', () => {
    type Filter = Omit<SearchFilter, 'tags'> & { tags?: number };
    // @ts-expect-error: `tags` is in the column `oneOf`, for lists of strings
    const mismatched: Expressions<Filter> = expressions;

    expect(mismatched).toHaveProperty('tags');
  });

  it('has an expression that compares filterable attributes only', async () => {
    const filter = parse(await readSdl('search')).definitions.find(
      (one): one is InputObjectTypeDefinitionNode =>
        one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && one.name.value === 'SearchFilter',
    );
    const values = Object.fromEntries((filter?.fields ?? []).map(({ name, type }) => [name.value, sampleOf(type)]));
    const conditions = conditionsOf(values as SearchFilter, 'EUR');

    expect([...conditions.keys()].map((name) => name.split('.')[0])).toEqual(Object.keys(values));
    expect(Object.keys(expressions).sort()).toEqual(Object.keys(values).sort());
    for (const expression of conditions.values()) {
      expect(filterableAttributes).toContain(/^\w+/.exec(expression)?.[0]);
    }
  });
});

/** A value of a type in the filter. */
function sampleOf(type: TypeNode): unknown {
  const samples: Record<string, unknown> = {
    Boolean: true,
    Float: 1,
    PriceFilter: { min: '1' },
    SearchOptionFilter: { name: 'a', values: ['a'] },
  };
  if (type.kind === Kind.NON_NULL_TYPE) return sampleOf(type.type);
  return type.kind === Kind.LIST_TYPE ? [sampleOf(type.type)] : (samples[type.name.value] ?? 'a');
}

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
  const random = randomFrom(20260301);
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

  it('cannot inject an expression: it finds exactly the products with this value', async () => {
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

/** The engine ignores case in filters. */
function folded(value: string): string {
  return value.toLowerCase();
}
