import { beforeAll, describe, expect, it } from '@jest/globals';
import { openTestSupergraph, type TestSupergraph } from '../supergraph.fixture.ts';

let graph: TestSupergraph;
beforeAll(async () => {
  graph = await openTestSupergraph({
    shop: {
      sdl: `
        scalar Decimal
        scalar Any
        enum Sort { NAME PRICE }
        input Filter { sort: Sort = NAME  ids: [ID!]  price: Decimal  inner: Filter }
        type Query { product(id: ID!): Product  echo(
          n: Int = 5  size: Int! = 7  f: Float  id: ID  ids: [ID]  grid: [[Int]]  b: Boolean  s: String  sort: Sort
          filter: Filter  price: Decimal  any: Any  anys: [Any]): String }
        type Mutation { add(n: Int): Counter! }
        type Counter { total: Int! }
        type Product @key(fields: "id") { id: ID!  title(upper: Boolean = false): String!  price: Int  tag(n: Int): String }`,
      resolvers: {
        Query: {
          product: (_: unknown, { id }: { id: string }) => (id === 'none' ? null : { id }),
          echo: (_: unknown, args: object) => JSON.stringify(args),
        },
        Mutation: { add: (_: unknown, { n }: { n: number }) => ({ total: n }) },
        Product: {
          __resolveReference: (reference: object) => reference,
          title: ({ id }: { id: string }, { upper }: { upper: boolean }) => (upper ? id.toUpperCase() : id),
          price: () => 7,
          tag: (_: unknown, { n }: { n: number }) => `tag ${n}`,
        },
      },
    },
    notes: {
      sdl: `
        type Product @key(fields: "id") {
          id: ID!  tag(n: Int): String @external  note: String @requires(fields: "tag(n: 3)")
        }`,
      resolvers: {
        Product: {
          __resolveReference: (reference: object) => reference,
          note: ({ tag }: { tag: string }) => `note on ${tag}`,
        },
      },
    },
  });
});

/** The number of plans that are built for these operations, and their data. */
async function plansOf(...operations: [query: string, variables?: Record<string, unknown>][]) {
  const before = graph.plansBuilt();
  const responses: unknown[] = [];
  for (const [query, variables] of operations) responses.push((await graph.execute(query, variables)).data);
  return { plans: graph.plansBuilt() - before, responses };
}

describe('One plan serves operations that differ', () => {
  it('in their names', async () => {
    const { plans } = await plansOf(['query A { echo }'], ['query B { echo }'], ['{ echo }']);

    expect(plans).toBe(1);
  });

  it('in their aliases, and each gets its own response', async () => {
    const { plans, responses } = await plansOf(
      ['{ product(id: "a") { title note } }'],
      ['{ p: product(id: "a") { note: title title: note } }'],
      ['{ title: product(id: "a") { id: title x: note } }'],
    );

    expect(plans).toBe(1);
    expect(responses).toEqual([
      { product: { title: 'a', note: 'note on tag 3' } },
      { p: { note: 'a', title: 'note on tag 3' } },
      { title: { id: 'a', x: 'note on tag 3' } },
    ]);
  });

  it('in the aliases of repeated fields', async () => {
    const { plans, responses } = await plansOf(
      [
        '{ a: product(id: "a") { x: title(upper: true) y: title } b: product(id: "b") { x: title(upper: true) y: title } }',
      ],
      [
        '{ y: product(id: "c") { b: title(upper: true) a: title } z: product(id: "d") { c: title(upper: true) d: title } }',
      ],
    );

    expect(plans).toBe(1);
    expect(JSON.stringify(responses)).toBe(
      '[{"a":{"x":"A","y":"a"},"b":{"x":"B","y":"b"}},{"y":{"b":"C","a":"c"},"z":{"c":"D","d":"d"}}]',
    );
  });

  it('in their fragments', async () => {
    const { plans, responses } = await plansOf(
      ['{ product(id: "a") { price title note } }'],
      ['{ product(id: "b") { ...F note } } fragment F on Product { price ... on Product { title } }'],
      ['{ ...Q product(id: "c") { ... { note } } } fragment Q on Query { product(id: "c") { price title price } }'],
    );

    expect(plans).toBe(1);
    expect(responses.map((response) => (response as { product: { title: string } }).product.title)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('in literals and in variables', async () => {
    const { plans, responses } = await plansOf(
      ['{ echo(n: 1, size: 2, s: "x") }'],
      ['{ echo(s: "y", size: 3, n: 2) }'],
      ['query ($n: Int, $s: String!, $size: Int!) { echo(n: $n, size: $size, s: $s) }', { n: 3, s: 'z', size: 4 }],
      ['query ($n: Int! = 9, $size: Int! = 8) { echo(n: $n, size: $size, s: "w") }'],
    );

    expect(plans).toBe(1);
    expect(responses.map((response) => (response as { echo: string }).echo)).toEqual([
      '{"n":1,"size":2,"s":"x"}',
      '{"n":2,"size":3,"s":"y"}',
      '{"n":3,"size":4,"s":"z"}',
      '{"n":9,"size":8,"s":"w"}',
    ]);
  });

  it('in values of custom scalars', async () => {
    const { plans } = await plansOf(
      ['{ echo(price: 1.10, any: { a: [1] }, anys: [true]) }'],
      ['{ echo(price: "2", any: null, anys: 4) }'],
    );

    expect(plans).toBe(1);
  });

  it('in their conditions, if these skip the same fields', async () => {
    const { plans } = await plansOf(
      ['{ product(id: "a") { title price @include(if: false) } }'],
      ['query ($no: Boolean!) { product(id: "a") { title price @skip(if: $no) } }', { no: true }],
      ['{ product(id: "a") { title } }'],
    );

    expect(plans).toBe(1);
  });
});

describe('Separate plans are built for operations that differ', () => {
  it.each([
    ['in whether an argument is given', '{ echo(size: 1) }', '{ echo(size: 1, n: null) }'],
    ['in a field', '{ product(id: "a") { title } }', '{ product(id: "a") { title price } }'],
    [
      'in what runs twice',
      'mutation { add(n: 1) { total } }',
      'mutation { a: add(n: 1) { total } b: add(n: 1) { total } }',
    ],
  ])('%s', async (_, one, other) => {
    await graph.execute(one);
    const before = graph.plansBuilt();
    await graph.execute(one);
    await graph.execute(other);

    expect(graph.plansBuilt() - before).toBeLessThanOrEqual(1);
    expect((await graph.execute(one)).data).not.toEqual((await graph.execute(other)).data);
  });
});

describe('Arguments reach subgraphs as the client wrote them', () => {
  it.each<[string, string, string, Record<string, unknown>?]>([
    ['null', 'n: null', '{"n":null,"size":7}'],
    ['nothing', 's: "x"', '{"n":5,"size":7,"s":"x"}'],
    ['a long id without quotes', 'id: 12345678901234567890', '{"n":5,"size":7,"id":"12345678901234567890"}'],
    ['one id for a list', 'ids: 7', '{"n":5,"size":7,"ids":["7"]}'],
    ['a list of lists', 'grid: [[1, 2], null, [3]]', '{"n":5,"size":7,"grid":[[1,2],null,[3]]}'],
    ['one number for a list of lists', 'grid: 1', '{"n":5,"size":7,"grid":[[1]]}'],
    ['a whole number for a float', 'f: 1', '{"n":5,"size":7,"f":1}'],
    ['a float with an exponent', 'f: 1.5e3', '{"n":5,"size":7,"f":1500}'],
    ['an enum value', 'sort: PRICE', '{"n":5,"size":7,"sort":"PRICE"}'],
    ['an input object with defaults', 'filter: {}', '{"n":5,"size":7,"filter":{"sort":"NAME"}}'],
    ['the text of a custom scalar', 'price: "1.10"', '{"n":5,"size":7,"price":"1.10"}'],
    ['a number of a custom scalar', 'price: 1.5', '{"n":5,"size":7,"price":1.5}'],
    [
      'an object of a custom scalar',
      'any: { a: [1, "b", { c: null }] }',
      '{"n":5,"size":7,"any":{"a":[1,"b",{"c":null}]}}',
    ],
    [
      'a string with what GraphQL escapes',
      's: "\\"\\\\ \\u00e9\\n$a0"',
      JSON.stringify({ n: 5, size: 7, s: '"\\ é\n$a0' }),
    ],
    ['a block string', 's: """\n  a\n    b\n"""', '{"n":5,"size":7,"s":"a\\n  b"}'],
    [
      'a variable within an object',
      'filter: { ids: [$id], price: $price }',
      '{"n":5,"size":7,"filter":{"sort":"NAME","ids":["v"],"price":1.25}}',
      { id: 'v', price: 1.25 },
    ],
    [
      'a variable without a value within an object',
      'filter: { ids: ["x"], price: $price }',
      '{"n":5,"size":7,"filter":{"sort":"NAME","ids":["x"]}}',
    ],
    ['a variable without a value in a list', 'grid: [[$n]]', '{"n":5,"size":7,"grid":[[null]]}'],
    ['a variable without a value where the argument has a default', 'size: $n, n: $n', '{"n":5,"size":7}'],
    ['a variable within a custom scalar', 'any: { a: $price }', '{"n":5,"size":7,"any":{"a":2}}', { price: 2 }],
    ['a default of a variable', 'sort: $sort', '{"n":5,"size":7,"sort":"PRICE"}'],
  ])('%s', async (_, args, expected, variables = {}) => {
    const declared = { $id: 'ID!', $n: 'Int', $price: 'Decimal', $sort: 'Sort = PRICE' };
    const used = Object.entries(declared).filter(([name]) => args.match(new RegExp(`\\${name}\\b`)));
    const definitions = used.map(([name, type]) => `${name}: ${type}`).join(', ');
    const query = `${definitions && `query (${definitions})`} { echo(${args}) }`;

    const { data, errors } = await graph.execute(query, variables);

    expect(errors).toEqual([]);
    expect(data).toEqual({ echo: expect.any(String) });
    expect(JSON.parse((data as { echo: string }).echo)).toEqual(JSON.parse(expected));
  });
});

describe('A field that a subgraph requires with arguments', () => {
  it('is not confused with the client’s field with other arguments', async () => {
    const { data } = await graph.execute('{ product(id: "a") { note tag(n: 1) x: tag(n: 2) } }');

    expect(data).toEqual({ product: { note: 'note on tag 3', tag: 'tag 1', x: 'tag 2' } });
  });
});
