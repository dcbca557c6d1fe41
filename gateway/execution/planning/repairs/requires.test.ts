import { beforeAll, describe, expect, it } from '@jest/globals';
import { openTestSupergraph, type TestSupergraph } from '../../supergraph.fixture.ts';

interface Reference {
  id: string;
  price?: number;
  weight?: number;
  reviews?: { stars: number }[];
  category?: { average?: number };
  title?: string;
  cover?: { size?: number };
}

const rates = { USD: 1, EUR: 2, JPY: 150 };
const reviews = [{ stars: 5 }, { stars: 4 }, { stars: 3 }].map((review, index) => ({ ...review, id: `r${index}` }));
const itself = (reference: object) => reference;

let graph: TestSupergraph;
beforeAll(async () => {
  graph = await openTestSupergraph({
    catalogue: {
      sdl: `
        enum Currency { USD EUR JPY }
        type Query { products: [Product!]!  media: [Media!]! }
        interface Priced { price(currency: Currency! = USD, digits: Int = 0): Int }
        type Product implements Priced @key(fields: "id") {
          id: ID!  weight: Int  price(currency: Currency! = USD, digits: Int = 0): Int
          reviews(limit: Int!): [Review!]!  category: Category  lead: Lead }
        union Lead = Book | Film
        type Category { average(currency: Currency!): Int  name: String }
        type Review @key(fields: "id") { id: ID!  stars: Int! }
        interface Media @key(fields: "id") { id: ID!  title(language: String!): String }
        type Book implements Media @key(fields: "id") { id: ID!  title(language: String!): String  cover: Cover }
        type Film implements Media @key(fields: "id") { id: ID!  title(language: String!): String  cover: Cover }
        type Cover { size(unit: String): Int }`,
      resolvers: {
        Query: {
          products: () => [{ id: 'p1' }, { id: 'p2' }],
          media: () => [
            { __typename: 'Book', id: 'b' },
            { __typename: 'Film', id: 'f' },
          ],
        },
        Product: {
          __resolveReference: itself,
          weight: () => 3,
          price: ({ id }: Reference, { currency, digits }: { currency: 'USD'; digits: number }) =>
            (id === 'p1' ? 10 : 20) * rates[currency] + digits,
          reviews: (_: unknown, { limit }: { limit: number }) => reviews.slice(0, limit),
          category: () => ({ name: 'Bags' }),
          lead: ({ id }: Reference) => ({ __typename: id === 'p1' ? 'Book' : 'Film', id }),
        },
        Category: { average: (_: unknown, { currency }: { currency: 'USD' }) => 11 * rates[currency] },
        Review: { __resolveReference: ({ id }: { id: string }) => reviews.find((review) => review.id === id) },
        Media: { __resolveReference: ({ id }: Reference) => ({ __typename: id === 'b' ? 'Book' : 'Film', id }) },
        Book: { __resolveReference: itself, cover: () => ({}), title: titleOf },
        Film: { __resolveReference: itself, cover: () => ({}), title: titleOf },
        Cover: { size: (_: unknown, { unit }: { unit?: string }) => (unit === 'in' ? 1 : 2) },
      },
    },
    shipping: {
      sdl: `
        enum Currency { USD EUR JPY }
        type Query { parcels: [Product!]! }
        type Product @key(fields: "id") {
          id: ID!
          weight: Int @external
          price(currency: Currency! = USD, digits: Int = 0): Int @external
          reviews(limit: Int!): [Review!]! @external
          category: Category @external
          plain: Int @requires(fields: "price weight")
          dollars: Int @requires(fields: "price(currency: USD) weight")
          euros: Int @requires(fields: "price(currency: EUR) weight")
          exactEuros: Int @requires(fields: "price(digits: 1, currency: EUR)")
          expensive: Boolean @requires(fields: "category { average(currency: USD) }")
          expensiveInEuros: Boolean @requires(fields: "category { average(currency: EUR) name }")
          best: Int @requires(fields: "reviews(limit: 1) { stars }")
          worst: Int @requires(fields: "reviews(limit: 3) { stars }")
          box(size: Int): String
        }
        type Review @key(fields: "id") { id: ID!  stars: Int! @external  isGood: Boolean @requires(fields: "stars") }
        type Category @external { average(currency: Currency!): Int  name: String }
        type Media @interfaceObject @key(fields: "id") {
          id: ID!
          title(language: String!): String @external
          english: String @requires(fields: "title(language: \\"en\\")")
          french: String @requires(fields: "title(language: \\"fr\\")")
        }`,
      resolvers: {
        Query: { parcels: () => [{ id: 'p1' }, { id: 'p2' }] },
        Product: {
          __resolveReference: itself,
          plain: timesWeight,
          dollars: timesWeight,
          euros: timesWeight,
          exactEuros: ({ price }: Reference) => price,
          expensive: ({ category }: Reference) => Number(category?.average) > 11,
          expensiveInEuros: ({ category }: Reference) => Number(category?.average) > 11,
          best: starsOf,
          worst: starsOf,
          box: (_: unknown, { size }: { size?: number }) => `box ${size}`,
        },
        Review: { __resolveReference: itself, isGood: ({ stars }: { stars: number }) => stars > 3 },
        Media: {
          __resolveReference: itself,
          english: ({ title }: Reference) => `${title}!`,
          french: ({ title }: Reference) => `${title} !`,
        },
      },
    },
    taxes: {
      sdl: `
        enum Currency { USD EUR JPY }
        type Product @key(fields: "id") {
          id: ID!
          price(currency: Currency! = USD, digits: Int = 0): Int @external
          dollars: Int @external
          lead: Lead @external
          tax: Int @requires(fields: "price(currency: JPY)")
          duty: Int @requires(fields: "dollars")
          leadSize: Int
            @requires(fields: "lead { ... on Book { cover { size(unit: \\"in\\") } } ... on Film { cover { size } } }")
        }
        union Lead = Book | Film
        type Book @key(fields: "id") { id: ID!  cover: Cover @external }
        type Film @key(fields: "id") { id: ID!  cover: Cover @external }
        type Cover @external { size(unit: String): Int }`,
      resolvers: {
        Product: {
          __resolveReference: itself,
          tax: ({ price }: Reference) => Number(price) / 10,
          duty: ({ dollars }: { dollars: number }) => dollars / 10,
          leadSize: ({ lead }: { lead: Reference }) => lead.cover?.size,
        },
      },
    },
  });
});

function titleOf({ id }: Reference, { language }: { language: string }): string {
  return `${id}-${language}`;
}

function timesWeight({ price, weight }: Reference): number {
  return Number(price) * Number(weight);
}

function starsOf({ reviews: received = [] }: Reference): number {
  return received.reduce((sum, { stars }) => sum + stars, 0);
}

/** The data of both products, asked for from each of the roots. */
async function products(selection: string, variables?: Record<string, unknown>, definitions = ''): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const root of ['products', 'parcels']) {
    const { data, errors } = await graph.execute(`query ${definitions} { items: ${root} { ${selection} } }`, variables);
    expect(errors).toEqual([]);
    found.push((data as { items: unknown }).items);
  }
  expect(found[1]).toEqual(found[0]);
  return found[0] as unknown[];
}

describe('Fields that require one field with different arguments', () => {
  it.each<[string, string, object[]]>([
    [
      'of the entity',
      'dollars euros',
      [
        { dollars: 30, euros: 60 },
        { dollars: 60, euros: 120 },
      ],
    ],
    [
      'or without any',
      'euros plain',
      [
        { euros: 60, plain: 30 },
        { euros: 120, plain: 60 },
      ],
    ],
    [
      'in another order or number',
      'exactEuros euros dollars',
      [
        { exactEuros: 21, euros: 60, dollars: 30 },
        { exactEuros: 41, euros: 120, dollars: 60 },
      ],
    ],
    [
      'in a nested object',
      'expensive expensiveInEuros',
      [
        { expensive: false, expensiveInEuros: true },
        { expensive: false, expensiveInEuros: true },
      ],
    ],
    [
      'of a list of objects',
      'best worst',
      [
        { best: 5, worst: 12 },
        { best: 5, worst: 12 },
      ],
    ],
    [
      'in several subgraphs',
      'tax dollars euros',
      [
        { tax: 150, dollars: 30, euros: 60 },
        { tax: 300, dollars: 60, euros: 120 },
      ],
    ],
    [
      'of several types',
      'leadSize lead { ... on Book { cover { size } } }',
      [
        { leadSize: 1, lead: { cover: { size: 2 } } },
        { leadSize: 2, lead: {} },
      ],
    ],
    [
      'together with fields that require nothing',
      'box a: box(size: 1) dollars weight euros id',
      [
        { box: 'box undefined', a: 'box 1', dollars: 30, weight: 3, euros: 60, id: 'p1' },
        { box: 'box undefined', a: 'box 1', dollars: 60, weight: 3, euros: 120, id: 'p2' },
      ],
    ],
  ])('%s', async (_, selection, expected) => {
    expect(await products(selection)).toEqual(expected);
  });

  it('are fetched by one representation where their arguments are equal, and by several where they are not', async () => {
    const fetches = async (operation: string) => {
      graph.takeRequests();
      await graph.execute(operation);
      const requests = graph.takeRequests().filter(({ subgraph }) => subgraph === 'shipping');
      return requests.flatMap(({ query }) => query.match(/_entities/g)).length;
    };

    expect(await fetches('{ products { dollars weight expensive best } }')).toBe(1);
    expect(await fetches('{ products { dollars euros exactEuros best worst expensive } }')).toBe(3);
  });

  it('through another field that is required itself', async () => {
    const { data, errors } = await graph.execute('{ products { duty euros } }');

    expect({ data, errors }).toEqual({
      data: {
        products: [
          { duty: 3, euros: 60 },
          { duty: 6, euros: 120 },
        ],
      },
      errors: [],
    });
  });

  it('on an interface object', async () => {
    const { data, errors } = await graph.execute('{ media { english french title(language: "it") } }');

    expect({ data, errors }).toEqual({
      data: {
        media: [
          { english: 'b-en!', french: 'b-fr !', title: 'b-it' },
          { english: 'f-en!', french: 'f-fr !', title: 'f-it' },
        ],
      },
      errors: [],
    });
  });
});

describe('What a client selects together with a field that requires the same with other arguments', () => {
  it.each<[string, string, object]>([
    ['keeps its own arguments', 'dollars price(currency: EUR)', { dollars: 30, price: 20 }],
    ['keeps its default arguments', 'euros price', { euros: 60, price: 10 }],
    [
      'keeps its aliases',
      'euros price: price(currency: JPY) euro: price(currency: EUR) yen: euros',
      { euros: 60, price: 1500, euro: 20, yen: 60 },
    ],
    ['may have equal arguments', 'euros price(currency: EUR, digits: 0)', { euros: 60, price: 20 }],
    [
      'keeps them in fragments',
      '... on Priced { price(currency: JPY) } ... on Product { euros ... { e: price(currency: EUR, digits: 2) } }',
      { price: 1500, euros: 60, e: 22 },
    ],
    [
      'keeps them in a nested object',
      'expensive category { average(currency: JPY) name }',
      { expensive: false, category: { average: 1650, name: 'Bags' } },
    ],
    [
      'keeps them for a list of entities, whose own requirements are met',
      'worst reviews(limit: 1) { isGood } two: reviews(limit: 2) { id isGood stars }',
      {
        worst: 12,
        reviews: [{ isGood: true }],
        two: [
          { id: 'r0', isGood: true, stars: 5 },
          { id: 'r1', isGood: true, stars: 4 },
        ],
      },
    ],
  ])('%s', async (_, selection, expected) => {
    expect((await products(selection))[0]).toEqual(expected);
  });

  it('keeps the values of its variables', async () => {
    const definitions = '($currency: Currency!, $limit: Int = 2)';
    const selection = 'dollars best price(currency: $currency) reviews(limit: $limit) { stars }';

    expect((await products(selection, { currency: 'JPY' }, definitions))[0]).toEqual({
      dollars: 30,
      best: 5,
      price: 1500,
      reviews: [{ stars: 5 }, { stars: 4 }],
    });
  });

  it('is not changed by an error in what is required', async () => {
    graph.fail('shipping');
    const { data, errors } = await graph.execute('{ products { euros dollars price } }');
    graph.fail(undefined);

    expect(data).toEqual({
      products: [
        { euros: null, dollars: null, price: 10 },
        { euros: null, dollars: null, price: 20 },
      ],
    });
    expect(new Set(errors.map((error) => error.replace(/\.\d\./, '.')))).toEqual(
      new Set(['SUBGRAPH_UNAVAILABLE products.euros', 'SUBGRAPH_UNAVAILABLE products.dollars']),
    );
  });
});
