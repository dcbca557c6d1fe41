import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareNames } from '#kit/graph/collation.ts';
import { indexes } from './meilisearch/client.ts';
import { searchAllSuite } from './query/all/search-all.suite.ts';
import { alternativesSuite } from './query/alternatives/alternatives.suite.ts';
import { pinsSuite } from './query/pins/pins.suite.ts';
import { product, products, type TestEngine } from './search.fixture.ts';
import { openSearch, type TestSearch } from './server.fixture.ts';

let opened: TestSearch;
let engine: TestEngine;
let request: TestSearch['request'];
let close: TestSearch['close'];

beforeAll(async () => {
  opened = await openSearch();
  ({ engine, request, close } = opened);
});
afterAll(() => close());

const listing = `query ($query: String, $filter: SearchFilter, $sort: SearchSort, $first: Int, $after: String) {
  search(query: $query, filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

/** The ids found, without their common prefix. */
async function find(variables: object, headers: Record<string, string> = {}): Promise<string[]> {
  const { data, errors } = await request(listing, variables, headers);
  expect(errors).toBeUndefined();
  expect(data.search.totalCount).toBe(data.search.nodes.length);
  return data.search.nodes.map(({ id }: { id: string }) => id.replace('prod_', ''));
}

searchAllSuite(() => opened);
alternativesSuite(() => opened);
pinsSuite(() => opened);

describe('A search', () => {
  it('without words finds all products, the newest first', async () => {
    expect(await find({})).toEqual(['bag', 'belt', 'vase', 'bowl', 'scarf', 'lamp']);
    expect(await find({ query: '  ' })).toHaveLength(6);
  });

  it('tolerates typing errors', async () => {
    expect(await find({ query: 'lagon' })).toEqual(['vase', 'bowl']);
    expect(await find({ query: 'lagon vaze' })).toEqual(['vase']);
  });

  it('returns the highlighted matches', async () => {
    const { data } = await request(
      '{ search(query: "quiet leather") { edges { node { id } highlights { field html } } } }',
    );

    expect(data.search.edges).toEqual([
      {
        node: { id: 'prod_bag' },
        highlights: [
          { field: 'CATEGORY', html: '<mark>Leather</mark>' },
          { field: 'MATERIAL', html: 'Vachetta <mark>leather</mark>' },
          { field: 'STORY', html: 'The <mark>quiet</mark> &quot;stitch&quot;' },
          {
            field: 'DESCRIPTION',
            html: 'A bag of vegetable-tanned <mark>leather</mark> that darkens with the years &amp; carries a day.',
          },
        ],
      },
    ]);
  });

  it('supports every sort order', async () => {
    const orders = ['PRICE_ASC', 'PRICE_DESC', 'NEWEST', 'CREATED_AT_DESC', 'TITLE_ASC', 'TITLE_DESC', 'CARBON_ASC'];
    const found = await Promise.all([...orders, 'BEST_SELLING'].map((sort) => find({ sort })));

    expect(found).toEqual([
      ['belt', 'scarf', 'bowl', 'vase', 'bag', 'lamp'],
      ['bag', 'vase', 'bowl', 'scarf', 'belt', 'lamp'],
      ['bag', 'belt', 'vase', 'bowl', 'scarf', 'lamp'],
      ['bag', 'belt', 'vase', 'bowl', 'scarf', 'lamp'],
      ['scarf', 'bowl', 'vase', 'lamp', 'bag', 'belt'],
      ['belt', 'bag', 'lamp', 'vase', 'bowl', 'scarf'],
      ['scarf', 'belt', 'bowl', 'vase', 'bag', 'lamp'],
      ['vase', 'belt', 'scarf', 'bag', 'bowl', 'lamp'],
    ]);
  });

  it('by what sells has pages of one list, and never shows a rank', async () => {
    const all: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await request(listing, { query: '', sort: 'BEST_SELLING', first: 2, after });
      all.push(...data.search.nodes.map(({ id }: { id: string }) => id.replace('prod_', '')));
      after = data.search.pageInfo.hasNextPage ? data.search.pageInfo.endCursor : null;
      const other = await request(listing, { sort: 'NEWEST', after: data.search.pageInfo.endCursor });
      expect(other.errors).toMatchObject([{ message: '`after` is not a cursor of this list.' }]);
    } while (after !== null);

    expect(all).toEqual(['vase', 'belt', 'scarf', 'bag', 'bowl', 'lamp']);
    const { hits } = await engine.client.index(indexes.products).search('lagoon', { attributesToRetrieve: ['*'] });
    expect(hits.map(({ id }) => id)).toEqual(['prod_vase', 'prod_bowl']);
    expect(hits.filter((hit) => 'salesRank' in hit)).toEqual([]);
  });

  it('sorts titles by letters before accents and case', async () => {
    const titles = ['Zadie', 'de la Cruz', 'zoë', 'Émile', 'Örjan', 'émile', 'Ænima', 'Øre', 'Łódź', 'straße'];
    const ids = titles.map((_, n) => `prod_t${n}`);
    await engine.write(
      indexes.products,
      titles.map((title, n) => product(ids[n] as string, { title })),
    );
    const sorted = await find({ sort: 'TITLE_ASC' });
    await engine.client.index(indexes.products).deleteDocuments(ids).waitTask();

    const found = sorted.flatMap((id) => titles[ids.indexOf(`prod_${id}`)] ?? []);
    expect(found).toEqual(titles.toSorted(compareNames));
  });

  it('finds the same products in every sort order, by the rarer word if no product has both', async () => {
    for (const sort of ['RELEVANCE', 'PRICE_ASC', 'TITLE_ASC']) {
      expect(await find({ query: 'lagoon lamp', sort })).toEqual(['lamp']);
    }
  });

  it('searches for the same words with any filter', async () => {
    expect(await find({ query: 'lagoon vase', filter: { countryCodes: ['FR'] } })).toEqual([]);
    expect(await find({ query: 'lagoon lamp', filter: { countryCodes: ['IT'] } })).toEqual([]);
  });

  it('compares prices in the currency of the market', async () => {
    const filter = { price: { min: '60000', max: '126000' } };

    expect(await find({ filter, sort: 'PRICE_ASC' }, { 'x-axiom-country': 'JP' })).toEqual(['scarf', 'vase']);
    expect(await find({ filter }, { 'x-axiom-country': 'JP', 'x-axiom-currency': 'EUR' })).toEqual([]);
    expect(await find({ filter: { price: { max: '380.00' } } }, { 'x-axiom-country': 'XX' })).toEqual([
      'belt',
      'scarf',
    ]);
    expect(await find({ filter: { onSale: true } })).toEqual(['bag']);
    expect(await find({ filter: { onSale: true } }, { 'x-axiom-currency': 'JPY' })).toEqual([]);
  });

  it('applies every condition, with any of its values', async () => {
    expect(await find({ filter: { collections: ['meridian', 'lagoon'], maxCarbonKg: 9 } })).toEqual([
      'belt',
      'vase',
      'bowl',
    ]);
    expect(await find({ filter: { categories: ['home'], availableForSale: true } })).toEqual(['vase']);
    expect(await find({ filter: { materialKinds: ['METAL'], certifications: ['LWG Gold'], tags: ['new'] } })).toEqual([
      'bag',
    ]);
    expect(await find({ filter: { countryCodes: ['FR'], materials: ['Cashmere'] } })).toEqual(['scarf']);
    expect(await find({ filter: { artisans: ['Marco Barovier'] } })).toEqual(['vase', 'bowl']);
    expect(await find({ filter: { artisanIds: ['id_marco_barovier'] } })).toEqual(['vase', 'bowl']);
    expect(await find({ filter: { materialIds: ['id_brass', 'id_cashmere'] } })).toEqual(['bag', 'scarf']);
    expect(await find({ filter: { kindsOfMaterial: ['METAL'], materialKinds: ['LEATHER'] } })).toEqual(['bag']);
  });

  it('applies options by name and value, all of them', async () => {
    const found = (...options: [string, string[]][]) =>
      find({ filter: { options: options.map(([name, values]) => ({ name, values })) } });

    expect(await found(['Colour', ['Noir']])).toEqual(['bag', 'belt']);
    expect(await found(['ＣＯＬＯＵＲ ', [' noir', 'Blanc']], ['Size', ['S']])).toEqual(['bag']);
    expect(await found(['Engraving 1/2', ['None']])).toEqual(['belt']);
    expect(await found(['Colour', ['S']])).toEqual([]);
    expect(await found(['Size', []])).toHaveLength(6);
    expect(await found(['\ud800', ['"] OR id EXISTS OR optionFacets IN ["']])).toEqual([]);
  });

  it('returns every product exactly once across pages', async () => {
    const first = (await request(listing, { first: 4 })).data.search;
    const second = (await request(listing, { first: 4, after: first.pageInfo.endCursor })).data.search;

    expect([first.totalCount, second.totalCount]).toEqual([6, 6]);
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(products.map(({ id }) => id));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it.each([
    [{ query: 'a'.repeat(201) }, '`query` may have at most 200 characters.'],
    [{ first: -1 }, '`first` must be from 0 to 100.'],
    [{ first: 101 }, '`first` must be from 0 to 100.'],
    [{ after: 'nonsense' }, '`after` is not a cursor of this list.'],
    [{ filter: { tags: Array(51).fill('x') } }, '`tags` accepts at most 50 values.'],
    [{ filter: { materialIds: Array(51).fill('x') } }, '`materialIds` accepts at most 50 values.'],
    [{ filter: { options: optionsNamed(11) } }, '`options` accepts at most 10 options.'],
    [
      { filter: { options: [{ name: 'x', values: Array(51).fill('x') }] } },
      '`options.values` accepts at most 50 values.',
    ],
    [{ filter: { options: [...optionsNamed(2), { name: ' N0', values: ['x'] }] } }, '`options` names an option twice.'],
  ])('rejects arguments beyond the limits: %#', async (variables, message) => {
    const { data, errors } = await request(listing, variables);

    expect(data.search).toBeNull();
    expect(errors).toMatchObject([{ message, path: ['search'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('cannot be paged beyond a thousand hits', async () => {
    const { endCursor } = (await request(listing, { first: 1 })).data.search.pageInfo;
    const [list] = JSON.parse(Buffer.from(endCursor, 'base64url').toString());
    const after = Buffer.from(JSON.stringify([list, 999])).toString('base64url');

    expect((await request(listing, { after })).errors).toMatchObject([
      { message: 'Only the first 1000 hits can be paged through; narrow the search.', path: ['search'] },
    ]);
  });
});

function optionsNamed(count: number): { name: string; values: string[] }[] {
  return Array.from({ length: count }, (_, n) => ({ name: `n${n}`, values: ['x'] }));
}

describe('A suggestion', () => {
  const suggesting =
    'query ($query: String!, $first: Int) { suggest(query: $query, first: $first) { kind text html product { id } } }';

  it('completes names of products, collections, materials and artisans, with typing errors too', async () => {
    const lagoon = await request(suggesting, { query: 'lago' });
    const misspelt = await request(suggesting, { query: 'ilarya', first: 1 });

    expect(lagoon.data.suggest).toEqual([
      { kind: 'COLLECTION', text: 'Lagoon', html: '<mark>Lago</mark>on', product: null },
      { kind: 'PRODUCT', text: 'Lagoon Vase', html: '<mark>Lago</mark>on Vase', product: { id: 'prod_vase' } },
      { kind: 'PRODUCT', text: 'Lagoon Bowl', html: '<mark>Lago</mark>on Bowl', product: { id: 'prod_bowl' } },
    ]);
    expect(misspelt.data.suggest).toMatchObject([{ kind: 'ARTISAN', text: 'Ilaria Conti' }]);
  });

  it('leads to what it names, of every kind', async () => {
    const { data } = await request(`{
      suggest(query: "lea") { kind target { ...Named } }
      lagoon: suggest(query: "lago", first: 2) { kind target { ...Named } }
      ilaria: suggest(query: "ilaria") { kind target { ...Named } }
    }
    fragment Named on SuggestionTarget {
      __typename
      ... on Product { id } ... on Material { id } ... on Artisan { id } ... on Article { id }
      ... on Collection { id } ... on Category { id }
    }`);

    expect(data.suggest).toEqual([
      { kind: 'CATEGORY', target: { __typename: 'Category', id: 'pcat_leather' } },
      { kind: 'MATERIAL', target: { __typename: 'Material', id: 'mat_vachetta' } },
      { kind: 'ARTICLE', target: { __typename: 'Article', id: 'art_leather' } },
    ]);
    expect(data.lagoon).toEqual([
      { kind: 'COLLECTION', target: { __typename: 'Collection', id: 'pcol_lagoon' } },
      { kind: 'PRODUCT', target: { __typename: 'Product', id: 'prod_vase' } },
    ]);
    expect(data.ilaria).toEqual([{ kind: 'ARTISAN', target: { __typename: 'Artisan', id: 'arti_ilaria' } }]);
  });

  it('is empty for an empty query', async () => {
    expect(await request(suggesting, { query: ' ' })).toEqual({ data: { suggest: [] } });
  });

  it.each([
    [{ query: 'a', first: 21 }, '`first` must be from 1 to 20.'],
    [{ query: 'a'.repeat(101) }, '`query` may have at most 100 characters.'],
  ])('is rejected beyond the limits: %#', async (variables, message) => {
    expect((await request(suggesting, variables)).errors).toMatchObject([
      { message, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('The products of a list', () => {
  const listed = `query ($ids: [_Any!]!, $filter: SearchFilter, $query: String, $after: String) {
    _entities(representations: $ids) {
      ... on Collection { id search(query: $query, filter: $filter, facets: [COLLECTION, MATERIAL_KIND], after: $after, first: 1) { ...Found } }
      ... on Category { id search(query: $query, filter: $filter, facets: [CATEGORY], sort: PRICE_ASC, after: $after) { ...Found } }
    }
  }
  fragment Found on SearchConnection {
    totalCount nodes { id } pageInfo { endCursor } facets { name values { value count } }
  }`;
  const lagoon = { __typename: 'Collection', id: 'id_lagoon' };
  const meridian = { __typename: 'Collection', id: 'id_meridian' };
  const leather = { __typename: 'Category', id: 'id_leather' };

  it('are searched within a collection or category, with facets of these products', async () => {
    const { data, errors } = await request(listed, {
      ids: [lagoon, leather, { ...lagoon, id: 'none" OR id EXISTS' }],
    });

    expect(errors).toBeUndefined();
    expect(data._entities).toMatchObject([
      {
        id: 'id_lagoon',
        search: {
          totalCount: 2,
          nodes: [{ id: 'prod_vase' }],
          facets: [
            { name: 'COLLECTION', values: [{ value: 'lagoon', count: 2 }] },
            { name: 'MATERIAL_KIND', values: [{ value: 'GLASS', count: 2 }] },
          ],
        },
      },
      { id: 'id_leather', search: { totalCount: 2, nodes: [{ id: 'prod_belt' }, { id: 'prod_bag' }] } },
      { search: { totalCount: 0, nodes: [] } },
    ]);
  });

  it('can be in the order of the editors, also with words and a filter, on pages of any size', async () => {
    const query = `query ($query: String, $filter: SearchFilter, $first: Int, $after: String) {
      _entities(representations: [{ __typename: "Collection", id: "id_lagoon" }, { __typename: "Category", id: "id_leather" }]) {
        ... on Collection { search(query: $query, filter: $filter, sort: MANUAL, first: $first, after: $after) { ...Page } }
        ... on Category { search(query: $query, filter: $filter, sort: MANUAL) { ...Page } }
      }
    }
    fragment Page on SearchConnection { nodes { id } pageInfo { endCursor } }`;
    const find = async (variables: object) => {
      const { data, errors } = await request(query, variables);
      const lists = data._entities.map(({ search }: { search: { nodes: { id: string }[] } | null }) =>
        search?.nodes.map(({ id }) => id.replace('prod_', '')),
      );
      return { lists, after: data._entities[0].search.pageInfo.endCursor, errors };
    };
    const known = (name: string) => products.find(({ id }) => id === `prod_${name}`) as (typeof products)[number];
    const placed = (list: string, ...names: string[]) =>
      names.map((name, place) => ({ ...known(name), places: { [`id_${list}`]: place, id_other: 9 - place } }));
    // The scarf has a place in a list that it is not in.
    await engine.write(indexes.products, placed('lagoon', 'scarf', 'bowl', 'vase'));
    const first = await find({ first: 1 });

    expect(first.lists).toEqual([['bowl'], ['bag', 'belt']]);
    expect((await find({ first: 1, after: first.after })).lists[0]).toEqual(['vase']);
    expect((await find({ query: 'lagoon', filter: { availableForSale: true } })).lists[0]).toEqual(['vase']);
    await engine.write(indexes.products, ['scarf', 'bowl', 'vase'].map(known));
    // Without an order of the editors: the newest first.
    expect((await find({})).lists[0]).toEqual(['vase', 'bowl']);
  });

  it('have an order of the editors only within a list', async () => {
    const { data, errors } = await request(listing, { sort: 'MANUAL' });

    expect(data).toEqual({ search: null });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'sort' } }]);
  });

  it('match the filter and the words as well', async () => {
    const filter = { collections: ['meridian'] };
    const { data } = await request(listed, { ids: [lagoon, leather], filter, query: 'bag' });

    expect(data._entities.map(({ search: { totalCount } }: { search: { totalCount: number } }) => totalCount)).toEqual([
      0, 1,
    ]);
  });

  it('are paged by cursors of their own list', async () => {
    const { data } = await request(listed, { ids: [lagoon] });
    const after = data._entities[0].search.pageInfo.endCursor;
    const second = await request(listed, { ids: [lagoon], after });
    const other = await request(listed, { ids: [meridian], after });

    expect(second.data._entities[0].search.nodes).toEqual([{ id: 'prod_bowl' }]);
    expect(other.errors).toMatchObject([{ message: '`after` is not a cursor of this list.' }]);
  });
});

describe('Related products', () => {
  const relating = `query ($ids: [_Any!]!, $first: Int) {
    _entities(representations: $ids) { ... on Product { id related(first: $first) { id } } }
  }`;
  const references = (...ids: string[]) => ids.map((id) => ({ __typename: 'Product', id: `prod_${id}` }));

  it('share the most traits, for several products in one request', async () => {
    const { data } = await request(relating, { ids: references('bag', 'bowl', 'scarf', 'unknown') });

    const related = data._entities.map((product: { related: { id: string }[] }) => product.related.map(({ id }) => id));
    expect(related).toEqual([['prod_belt'], ['prod_vase'], [], []]);
  });

  it('are at least 1 and at most 24', async () => {
    const { errors } = await request(relating, { ids: references('bag'), first: 25 });

    expect(errors).toMatchObject([
      { message: '`first` must be from 1 to 24.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('A language without an index', () => {
  it('is searched in English, which is reported as a fallback', async () => {
    const { data, extensions } = await request(
      '{ search(query: "scarf", facets: [COUNTRY]) { totalCount facets { label } } }',
      {},
      { 'x-axiom-language': 'FR' },
    );

    expect(data.search).toEqual({ totalCount: 1, facets: [{ label: 'Made in' }] });
    expect(JSON.stringify(extensions)).toContain('Query.search');
  });
});

describe('While the search engine is unavailable', () => {
  it('search fails with BACKEND_UNAVAILABLE, and works again after it recovers', async () => {
    await engine.stop();
    const { data, errors } = await request('{ search(query: "vase") { totalCount } }');
    await engine.start();
    const again = await request('{ search(query: "vase") { totalCount } }');

    expect(data).toEqual({ search: null });
    expect(errors).toMatchObject([
      { message: 'Meilisearch cannot be reached.', extensions: { code: 'BACKEND_UNAVAILABLE' } },
    ]);
    expect(again).toEqual({ data: { search: { totalCount: 1 } } });
    // The engine loads two dictionaries when it starts.
  }, 120_000);
});
