import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestSupergraph, type TestSupergraph } from '../supergraph.fixture.ts';

const ids = ['p1', 'p2', 'p3'];
const byReference = { __resolveReference: (reference: object) => reference };

let graph: TestSupergraph;
beforeAll(async () => {
  graph = await openTestSupergraph({
    catalogue: {
      sdl: `
        type Query { products(first: Int = 3): [Product!]!  product(id: ID!): Product  display: Display! }
        type Mutation { rename(id: ID!): Product }
        type Display { top: Product!  rows: [[Product]] }
        type Product @key(fields: "id") { id: ID!  name(upper: Boolean = false): String!  price: Int! }`,
      resolvers: {
        Query: {
          products: (_: unknown, { first }: { first: number }) => ids.slice(0, first).map((id) => ({ id })),
          product: (_: unknown, { id }: { id: string }) => ({ id }),
          display: () => ({ top: { id: 'p1' }, rows: [[{ id: 'p1' }, null], null, [{ id: 'p2' }]] }),
        },
        Mutation: { rename: (_: unknown, { id }: { id: string }) => ({ id }) },
        Product: {
          ...byReference,
          name: ({ id }: { id: string }, { upper }: { upper: boolean }) => (upper ? id.toUpperCase() : id),
          price: () => 7,
        },
      },
    },
    reviews: {
      sdl: `
        type Product @key(fields: "id") { id: ID!  reviews(first: Int = 2): [Review!]!  rating: Float  best: Review }
        type Review @key(fields: "id") { id: ID!  body: String!  product: Product!  author: Author! }
        type Author @key(fields: "name") { name: ID! }`,
      resolvers: {
        Product: {
          ...byReference,
          reviews: ({ id }: { id: string }, { first }: { first: number }) =>
            ['r1', 'r2'].slice(0, first).map((review) => ({ id: `${review}-${id}`, of: id })),
          rating: ({ id }: { id: string }) => (id === 'p2' ? new Error('no rating') : 4.5),
          best: ({ id }: { id: string }) => (id === 'p3' ? null : { id: `r1-${id}`, of: id }),
        },
        Review: {
          ...byReference,
          body: ({ id }: { id: string }) => `text of ${id}`,
          product: ({ of }: { of: string }) => ({ id: of === 'p1' ? 'p2' : 'p1' }),
          author: () => ({ name: 'ada' }),
        },
      },
    },
    stock: {
      sdl: `
        type Product @key(fields: "id") {
          id: ID!  price: Int! @external  inStock: Boolean!  shipping: Int @requires(fields: "price")
          rating: Float @external  rank: Float @requires(fields: "rating")
        }
        type Author @key(fields: "name") { name: ID!  greeting(loud: Boolean = false): String! }`,
      resolvers: {
        Product: {
          ...byReference,
          inStock: () => true,
          shipping: ({ price }: { price: number }) => price * 2,
          rank: ({ rating }: { rating: number }) => rating * 10,
        },
        Author: {
          ...byReference,
          greeting: ({ name }: { name: string }, { loud }: { loud: boolean }) => `Hello ${name}${loud ? '!' : '.'}`,
        },
      },
    },
  });
});
beforeEach(() => void graph.takeRequests());
afterEach(() => graph.fail(undefined));

/** The requests of an operation as `subgraph: number of representations of each entity field`. */
async function requestsOf(query: string): Promise<string[]> {
  await graph.execute(query);
  return graph.takeRequests().map(({ subgraph, variables }) => {
    const counts = Object.values(variables).flatMap((value) => (Array.isArray(value) ? value.length : []));
    return `${subgraph}: ${counts.join(' ')}`.trim();
  });
}

const representation = (id: string) => ({ __typename: 'Product', id });
const reviews = (id: string, count: number) => ({
  reviews: ['r1', 'r2'].slice(0, count).map((one) => ({ id: `${one}-${id}` })),
});

describe('Fetches of one subgraph at the same depth', () => {
  it('are one request, and request each entity once', async () => {
    const query = '{ a: product(id: "p1") { rating } b: product(id: "p1") { rating } c: product(id: "p2") { rating } }';

    expect(await requestsOf(query)).toEqual(['catalogue:', 'reviews: 2']);
  });

  it('are one request for 24 aliases, as for a list', async () => {
    const aliases = Array.from({ length: 24 }, (_, index) => `a${index}: product(id: "p${index}") { rating inStock }`);

    expect((await requestsOf(`{ ${aliases.join(' ')} }`)).toSorted()).toEqual([
      'catalogue:',
      'reviews: 24',
      'stock: 24',
    ]);
    expect((await requestsOf('{ products { rating inStock } }')).toSorted()).toEqual([
      'catalogue:',
      'reviews: 3',
      'stock: 3',
    ]);
  });

  it('are one request with a field for each selection', async () => {
    const query = '{ products { rating } display { top { best { body } } } }';

    expect(await requestsOf(query)).toEqual(['catalogue:', 'reviews: 3 1']);
    expect((await graph.execute(query)).data).toEqual({
      products: [{ rating: 4.5 }, { rating: null }, { rating: 4.5 }],
      display: { top: { best: { body: 'text of r1-p1' } } },
    });
  });

  it('share a field where their arguments have the same values', async () => {
    const query = `query ($a: Int, $b: Int) {
      a: product(id: "p1") { reviews(first: $a) { id } }
      b: product(id: "p1") { reviews(first: $b) { id } }
      c: product(id: "p2") { reviews(first: 1) { id } }
    }`;
    const three = await graph.execute(query, { a: 1, b: 1 });
    const [, shared] = graph.takeRequests();
    const two = await graph.execute(query, { a: 2, b: 1 });
    const [, separate] = graph.takeRequests();

    expect(shared?.variables).toEqual({ a1: 1, representations: [representation('p1'), representation('p2')] });
    expect(Object.keys(separate?.variables ?? {})).toEqual(['a1', 'a3', 'r0', 'r1']);
    expect(three.data).toEqual({ a: reviews('p1', 1), b: reviews('p1', 1), c: reviews('p2', 1) });
    expect(two.data).toEqual({ a: reviews('p1', 2), b: reviews('p1', 1), c: reviews('p2', 1) });
  });

  it('pass arguments to the field that they belong to', async () => {
    const { data } = await graph.execute(
      'query ($one: Int) { products(first: 1) { reviews(first: $one) { id } } display { top { reviews(first: 2) { id } } } }',
      { one: 1 },
    );

    expect(data).toEqual({
      products: [{ reviews: [{ id: 'r1-p1' }] }],
      display: { top: { reviews: [{ id: 'r1-p1' }, { id: 'r2-p1' }] } },
    });
  });

  it('are separate where the plan has a mutation', async () => {
    expect(await requestsOf('mutation { a: rename(id: "p1") { rating } b: rename(id: "p2") { rating } }')).toEqual([
      'catalogue:',
      'reviews: 2',
    ]);
  });
});

describe('An entity that occurs at several places', () => {
  const nested = (fields: string) => `reviews(first: 1) { product { ${fields} } }`;

  it('has the fields of each place', async () => {
    const query = `{
      products(first: 2) { id ${nested('name price')} }
      display { top { ${nested('inStock')} } rows { ${nested('shipping name(upper: true)')} } }
    }`;

    expect((await graph.execute(query)).data).toEqual({
      products: [
        { id: 'p1', reviews: [{ product: { name: 'p2', price: 7 } }] },
        { id: 'p2', reviews: [{ product: { name: 'p1', price: 7 } }] },
      ],
      display: {
        top: { reviews: [{ product: { inStock: true } }] },
        rows: [
          [{ reviews: [{ product: { shipping: 14, name: 'P2' } }] }, null],
          null,
          [{ reviews: [{ product: { shipping: 14, name: 'P1' } }] }],
        ],
      },
    });
  });

  it('has the arguments of each place in objects that were fetched together', async () => {
    const greeting = (args: string) => `reviews(first: 1) { author { greeting${args} } }`;
    const query = `{
      products(first: 1) { ${greeting('')} }
      product(id: "p1") { ${greeting('(loud: true)')} }
      display { top { reviews(first: 1) { author { quiet: greeting(loud: false) greeting(loud: true) } } } }
    }`;

    expect((await graph.execute(query)).data).toEqual({
      products: [{ reviews: [{ author: { greeting: 'Hello ada.' } }] }],
      product: { reviews: [{ author: { greeting: 'Hello ada!' } }] },
      display: { top: { reviews: [{ author: { quiet: 'Hello ada.', greeting: 'Hello ada!' } }] } },
    });
  });

  it('is requested once below shared objects', async () => {
    const query = `{ products { ${nested(nested('inStock'))} } product(id: "p1") { ${nested(nested('inStock'))} } }`;

    expect(await requestsOf(query)).toEqual(['catalogue:', 'reviews: 3', 'stock: 2']);
  });
});

describe('A failed request', () => {
  it('loses the fields of all its places, with an error at each', async () => {
    graph.fail('reviews');
    const { data, errors } = await graph.execute(
      '{ products(first: 1) { rating } display { top { best { id } rating } } }',
    );

    expect(data).toEqual({ products: [{ rating: null }], display: { top: { best: null, rating: null } } });
    expect(errors.toSorted()).toEqual([
      'SUBGRAPH_UNAVAILABLE display.top.best',
      'SUBGRAPH_UNAVAILABLE display.top.rating',
      'SUBGRAPH_UNAVAILABLE products.0.rating',
    ]);
  });

  it('of one entity has an error at each place of the entity', async () => {
    const query = '{ products { rating } product(id: "p2") { rating } display { rows { rating name } } }';
    const { data, errors } = await graph.execute(query);

    expect(data).toMatchObject({ products: [{ rating: 4.5 }, { rating: null }, { rating: 4.5 }] });
    expect(errors.toSorted()).toEqual([
      'none display.rows.2.0.rating',
      'none product.rating',
      'none products.1.rating',
    ]);
  });
});

describe('Compiled code writes a response', () => {
  it.each([
    ['of objects, lists and leaves', '{ products { id name price rating: name } display { rows { id } } }', true],
    ['with a null entity', '{ product(id: "p3") { best { body } } }', true],
    ['of `__typename` alone', '{ __typename }', true],
    ['only without errors', '{ products { rating } }', false],
    ['only without introspection', '{ __schema { queryType { name } } }', false],
  ])('%s', async (_, query, isWritten) => {
    await graph.execute(query);

    expect(graph.isWritten()).toBe(isWritten);
  });

  it('only within its size limit', async () => {
    const query = '{ products { id name } }';
    const { errors } = await graph.execute(query, {}, { limit: 60 });

    expect(graph.isWritten()).toBe(false);
    expect(errors[0]).toMatch('RESPONSE_TOO_LARGE');
  });

  it('has its error also at the fields that depend on it', async () => {
    graph.fail('reviews');
    const { data, errors } = await graph.execute('{ product(id: "p1") { best { id } rank } }');

    expect(data).toEqual({ product: { best: null, rank: null } });
    expect(errors.toSorted()).toEqual(['SUBGRAPH_UNAVAILABLE product.best', 'SUBGRAPH_UNAVAILABLE product.rank']);
  });
});
