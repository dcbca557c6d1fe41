import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { graphError } from '#kit/graph/errors.ts';
import { openTestSupergraph, type TestSupergraph } from './supergraph.fixture.ts';

const products = {
  p1: { id: 'p1', handle: 'ember', title: 'Ember', color: 'RED' },
  p2: { id: 'p2', handle: 'tarn', title: 'Tarn', color: 'SECRET' },
};
const assets = [
  { __typename: 'Model', id: 'm', bytes: 20, triangles: 12, box: { x: 1 } },
  { __typename: 'Texture', id: 't', bytes: 10, width: 64 },
];

let graph: TestSupergraph;
beforeAll(async () => {
  graph = await openTestSupergraph({
    commerce: {
      sdl: `
        type Query { product(id: ID!): Product  shade: Shade  shades: [Shade!]  finds: [Find] }
        type Mutation { rename(id: ID!, title: String!): Renamed! }
        type Renamed { product: Product  userErrors: [UserError!]! }
        interface UserError { message: String! }
        type RenameError implements UserError { message: String!  code: String!  field: [String!] }
        type Product @key(fields: "id") { id: ID!  handle: String!  title(upper: Boolean = false): String!  color: Color }
        enum Color { RED SECRET @inaccessible }
        union Shade = Paint | Dye
        type Paint { name: String }
        type Dye @inaccessible { name: String }
        union Find = Product | Paint`,
      resolvers: {
        Query: {
          product: (_: unknown, { id }: { id: 'p1' }) => products[id] ?? null,
          shade: () => ({ __typename: 'Dye', name: 'Indigo' }),
          shades: () => [{ __typename: 'Dye', name: 'Indigo' }],
          finds: () => [{ __typename: 'Paint', name: 'Ochre' }, null, { __typename: 'Product', ...products.p1 }],
        },
        Mutation: {
          rename: () => ({
            product: products.p1,
            userErrors: [{ __typename: 'RenameError', message: 'Too long.', code: 'LONG', field: ['title'] }],
          }),
        },
        Product: { __resolveReference: ({ id }: { id: 'p1' }) => products[id] ?? null },
      },
    },
    stories: {
      sdl: `
        type Query { story: Story  gone: Product  mustBe: Product! }
        type Story { items: [Product]!  all: [Product!]  hero: Product  firm: Product! }
        interface Asset { id: ID!  bytes: Int }
        interface Sized { bytes: Int }
        type Model implements Asset & Sized { id: ID!  bytes: Int  triangles: Int!  box: Box }
        type Texture implements Asset { id: ID!  bytes: Int  width: Int }
        type Box { x: Int! }
        type Product @key(fields: "id") { id: ID!  place: String  assets: [Asset!]  asset: Asset }`,
      resolvers: {
        Query: { story: () => ({}), gone: () => ({ id: 'none' }), mustBe: () => ({ id: 'none' }) },
        Story: {
          items: () => [{ id: 'p1' }, { id: 'none' }, { id: 'p2' }],
          all: () => [{ id: 'p1' }, { id: 'none' }],
          hero: () => ({ id: 'none' }),
          firm: () => ({ id: 'none' }),
        },
        Product: {
          __resolveReference: (reference: object) => reference,
          place: ({ id }: { id: string }) => (id === 'p2' ? new Error('no map') : `Place of ${id}`),
          assets: () => assets,
          asset: () => assets[0],
        },
      },
    },
  });
});
afterEach(() => graph.fail(undefined));

const product = (selection: string) => `{ product(id: "p1") { ${selection} } }`;

describe('Fragments on interfaces and unions', () => {
  it.each<[string, string, object]>([
    [
      'a narrower one in a wider one',
      'asset { ... on Asset { bytes ... on Model { triangles } } }',
      { asset: { bytes: 20, triangles: 12 } },
    ],
    [
      'a narrower one alone',
      'asset { ... on Model { triangles box { x } } }',
      { asset: { triangles: 12, box: { x: 1 } } },
    ],
    [
      'as relay-compiler writes them',
      'asset { __isAsset: __typename ... on Model { triangles } id }',
      { asset: { __isAsset: 'Model', triangles: 12, id: 'm' } },
    ],
    [
      'an overlapping interface',
      'assets { ... on Sized { bytes ... on Model { triangles } } id }',
      { assets: [{ bytes: 20, triangles: 12, id: 'm' }, { id: 't' }] },
    ],
    [
      'an overlapping interface in the concrete type',
      'asset { ... on Model { ... on Sized { ... on Asset { id } } } }',
      { asset: { id: 'm' } },
    ],
    ['one that does not apply', 'assets { ... on Texture { width } }', { assets: [{}, { width: 64 }] }],
    [
      'one without a type',
      'assets { ... { id ... on Texture { width } } }',
      { assets: [{ id: 'm' }, { id: 't', width: 64 }] },
    ],
    [
      'merged in the order of the selection',
      'asset { ... on Model { box { x } id } ... on Asset { bytes id } triangles: __typename ... on Model { box { y: x } } }',
      { asset: { box: { x: 1, y: 1 }, id: 'm', bytes: 20, triangles: 'Model' } },
    ],
  ])('%s', async (_, selection, expected) => {
    const { data, errors } = await graph.execute(product(selection));

    expect(JSON.stringify(data)).toBe(JSON.stringify({ product: expected }));
    expect(errors).toEqual([]);
  });

  it('named, nested, and under conditions', async () => {
    const { data } = await graph.execute(
      `query ($yes: Boolean!, $no: Boolean = false) { product(id: "p1") { assets { ...A @include(if: $yes) ...T @skip(if: $no) ... @skip(if: $yes) { bytes } } } }
       fragment A on Asset { ...M }  fragment M on Model { triangles @include(if: $yes) box @include(if: $no) { x } }  fragment T on Texture { width }`,
      { yes: true },
    );

    expect(data).toEqual({ product: { assets: [{ triangles: 12 }, { width: 64 }] } });
  });

  it('in the payload of a mutation', async () => {
    const { data } = await graph.execute(
      'mutation { rename(id: "p1", title: "x") { userErrors { ... on UserError { message ... on RenameError { code field } } } product { asset { ... on Model { triangles } } } } }',
    );

    expect(data).toEqual({
      rename: {
        userErrors: [{ message: 'Too long.', code: 'LONG', field: ['title'] }],
        product: { asset: { triangles: 12 } },
      },
    });
  });

  it('in a list that mixes entities with other types and nulls', async () => {
    const { data, errors } = await graph.execute('{ finds { ... on Product { place handle } ... on Paint { name } } }');

    expect(data).toEqual({ finds: [{ name: 'Ochre' }, null, { place: 'Place of p1', handle: 'ember' }] });
    expect(errors).toEqual([]);
  });
});

describe('Aliases', () => {
  it.each<[string, object]>([
    ['id: handle place', { id: 'ember', place: 'Place of p1' }],
    [
      '__typename: handle place asset { __typename: id ... on Model { triangles } }',
      { __typename: 'ember', place: 'Place of p1', asset: { __typename: 'm', triangles: 12 } },
    ],
    ['handle: id id: title title: handle place', { handle: 'p1', id: 'Ember', title: 'ember', place: 'Place of p1' }],
    ['_entities: id representations: place', { _entities: 'p1', representations: 'Place of p1' }],
    [
      'asset { x: id ... on Model { id: bytes } } id__alias_0: id __a_id: handle place',
      { asset: { x: 'm', id: 20 }, id__alias_0: 'p1', __a_id: 'ember', place: 'Place of p1' },
    ],
    ['loud: title(upper: true) title place', { loud: 'Ember', title: 'Ember', place: 'Place of p1' }],
  ])('return the selected fields: %s', async (selection, expected) => {
    const { data, errors } = await graph.execute(product(selection));

    expect(JSON.stringify(data)).toBe(JSON.stringify({ product: expected }));
    expect(errors).toEqual([]);
  });

  it('with names of inherited properties are ordinary fields', async () => {
    const { data } = await graph.execute(
      product('__proto__: handle constructor: place toString: asset { __proto__: id }'),
    );

    expect(JSON.stringify(data)).toBe(
      '{"product":{"__proto__":"ember","constructor":"Place of p1","toString":{"__proto__":"m"}}}',
    );
  });

  it('work at the root, in mutations and in the paths of errors', async () => {
    const { data, errors } = await graph.execute(
      '{ __typename: product(id: "p1") { id: title } story { id: items { id: place } } }',
    );
    const renamed = await graph.execute(
      'mutation { product: rename(id: "p1", title: "x") { id: product { id: place __typename: id } } }',
    );

    expect(data).toEqual({
      __typename: { id: 'Ember' },
      story: { id: [{ id: 'Place of p1' }, { id: 'Place of none' }, { id: null }] },
    });
    expect(errors).toEqual(['none story.id.2.id']);
    expect(renamed.data).toEqual({ product: { id: { id: 'Place of p1', __typename: 'p1' } } });
  });
});

describe('An entity that does not exist', () => {
  it.each<[string, string, unknown, string[]]>([
    ['a null where null is allowed', '{ gone { title } }', { gone: null }, []],
    [
      'a null in a list',
      '{ story { items { handle } } }',
      { story: { items: [{ handle: 'ember' }, null, { handle: 'tarn' }] } },
      [],
    ],
    ['a null for fields that may be null', '{ gone { color } }', { gone: { color: null } }, []],
    [
      'no loss to fields of another subgraph',
      '{ gone { id place color } }',
      { gone: { id: 'none', place: 'Place of none', color: null } },
      [],
    ],
    [
      'an error where a list has no null items',
      '{ story { all { title } hero { title } } }',
      { story: { all: null, hero: null } },
      ['INTERNAL_SERVER_ERROR story.all.1'],
    ],
    [
      'an error that nulls its parent object',
      '{ story { firm { title } } }',
      { story: null },
      ['INTERNAL_SERVER_ERROR story.firm'],
    ],
    ['an error that nulls the whole data', '{ __typename mustBe { title } }', null, ['INTERNAL_SERVER_ERROR mustBe']],
  ])('is %s', async (_, query, data, errors) => {
    expect(await graph.execute(query)).toEqual({ data, errors });
  });

  it('differs from one whose subgraph fails', async () => {
    graph.fail('commerce');

    expect(await graph.execute('{ story { items { title } } }')).toEqual({
      data: { story: { items: [null, null, null] } },
      errors: [0, 1, 2].map((item) => `SUBGRAPH_UNAVAILABLE story.items.${item}.title`),
    });
  });
});

describe('An @inaccessible value', () => {
  it.each<[string, unknown, string[]]>([
    ['{ product(id: "p2") { color id } }', { product: { color: null, id: 'p2' } }, []],
    ['{ shade { ... on Paint { name } } }', { shade: null }, []],
    ['{ shades { __typename } }', { shades: null }, ['INTERNAL_SERVER_ERROR shades.0']],
  ])('is null, with an error only in a non-null position: %s', async (query, data, errors) => {
    expect(await graph.execute(query)).toEqual({ data, errors });
  });
});

describe('An operation', () => {
  it('returns an object whose fields are all skipped', async () => {
    const query =
      'query ($no: Boolean!) { product(id: "p1") { title @include(if: $no) ... @include(if: $no) { place } } }';

    expect((await graph.execute(query, { no: false })).data).toEqual({ product: {} });
  });

  it('with introspection and __typename only sends no request to subgraphs', async () => {
    graph.takeRequests();
    const { data } = await graph.execute(
      'query ($n: String!) { a: __typename ...F } fragment F on Query { t: __type(name: $n) { name isOneOf } __schema { queryType { name } } }',
      { n: 'Product' },
    );

    expect(JSON.stringify(data)).toBe(
      '{"a":"Query","t":{"name":"Product","isOneOf":null},"__schema":{"queryType":{"name":"Query"}}}',
    );
    expect(graph.takeRequests()).toEqual([]);
  });

  it('returns introspection in order with other fields', async () => {
    const query = '{ product(id: "p1") { id } t: __type(name: "Color") { enumValues { name } } gone { id } }';

    expect(JSON.stringify((await graph.execute(query)).data)).toBe(
      '{"product":{"id":"p1"},"t":{"enumValues":[{"name":"RED"}]},"gone":{"id":"none"}}',
    );
  });

  it('returns denied fields as null, in order and with paths of the client’s names', async () => {
    const refusals = new Map([['Product.title', graphError('FORBIDDEN', 'No.')]]);
    const { data, errors } = await graph.execute(
      '{ story { list: items { handle } one: hero { id } } product(id: "p1") { id: title } }',
      {},
      { refusals },
    );

    expect(data).toEqual({
      story: { list: [{ handle: 'ember' }, null, { handle: 'tarn' }], one: { id: 'none' } },
      product: null,
    });
    expect(errors).toEqual(['FORBIDDEN product.id']);
  });
});

describe('A field that no subgraph returns', () => {
  it('is an error, not a silent null', async () => {
    const broken = await openTestSupergraph({
      a: {
        sdl: 'type Query { a: A } interface A @key(fields: "id") { id: ID! } type B implements A @key(fields: "id") { id: ID! n: Int }',
        resolvers: { Query: { a: () => ({ __typename: 'B', id: '1' }) } },
      },
      b: {
        sdl: 'type Query { x: Int } type B @key(fields: "id") { id: ID! place: String! }',
        resolvers: { B: { __resolveReference: () => ({ id: '1', place: undefined }) } },
      },
    });

    expect(await broken.execute('{ a { ... on B { place } } }')).toEqual({
      data: { a: null },
      errors: ['none a.place'],
    });
  });
});
