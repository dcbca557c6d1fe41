import { describe, expect, it } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { openCostModel } from './model.ts';

const directives = `
  directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`;

const shop = openCostModel(
  buildSchema(`${directives}
    type Query {
      users(max: Int): [User] @listSize(slicingArguments: ["max"])
      shops(first: Int = 5, last: Int): ShopConnection
        @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)
      node(id: ID!): Node
      nodes(ids: [ID!]!): [Node] @listSize(assumedSize: 100, requireOneSlicingArgument: false)
      tags: [String!]
      priced(cheap: Boolean @cost(weight: "-3"), size: Size): Priced @cost(weight: "5")
      filtered(filter: Filter): Boolean
    }
    type Mutation { create(lines: [LineInput!], note: String): User @cost(weight: "10") }
    interface Node { id: ID! }
    type User implements Node { id: ID! name: String age: Int @cost(weight: "2.0") friends: [User] @listSize(assumedSize: 3) }
    type Shop implements Node @cost(weight: "4") { id: ID! name: String owner: User }
    type ShopConnection { edges: [ShopEdge!]! nodes: [Shop!]! count: Int }
    type ShopEdge { cursor: String node: Shop }
    type Priced { amount: Decimal size: Size }
    scalar Decimal @cost(weight: "0.5")
    enum Size @cost(weight: "1.5") { SMALL LARGE }
    input LineInput { id: ID! quantity: Int @cost(weight: "2") inner: Filter }
    input Filter { ids: [ID!] size: Size and: [Filter!] }
  `),
);

function asked(source: string) {
  const document = parse(source);
  return { document, operation: document.definitions[0] as OperationDefinitionNode };
}

const costOf = (source: string, variables: Record<string, unknown> = {}) =>
  shop.estimate(asked(source), variables).total;

describe('the static cost', () => {
  it.each([
    // The specification's first example: field cost 1 + 5 × 2, type cost 1 + 5.
    ['{ users(max: 5) { age } }', 17],
    ['{ tags }', 1],
    ['{ __typename }', 1],
    ['{ users { name } }', 1 + 1 + 10],
    ['{ users(max: 2) { friends { age } } }', 1 + 1 + 2 * (1 + 1 + 3 * (1 + 2))],
    // first: its default; edges and nodes are calls of their own; a shop weighs 4 and its field 1.
    ['{ shops { count } }', 1 + 2],
    ['{ shops { nodes { name } } }', 1 + 2 + 1 + 5 * 4],
    ['{ shops(first: 2) { edges { node { name } } } }', 1 + 2 + 1 + 2 * (1 + 1 + 4)],
    ['{ shops(first: 2, last: 7) { nodes { name } } }', 1 + 2 + 1 + 7 * 4],
    ['{ shops(first: null) { nodes { name } } }', 1 + 2 + 1 + 20 * 4],
    ['{ shops(first: -1) { nodes { name } } }', 1 + 2 + 1 + 20 * 4],
    [
      '{ a: shops(first: 1) { ...S } b: shops(first: 3) { ...S } } fragment S on ShopConnection { nodes { id } }',
      1 + 6 + 4 * 4,
    ],
    ['{ node(id: 1) { id } }', 1 + 1 + 4],
    ['{ node(id: 1) { ... on User { age friends { id } } } }', 1 + 1 + 1 + 2 + 1 + 3],
    ['{ node(id: 1) { id ... on User { id } ... on Shop { owner { id } } } }', 1 + 1 + 4 + 2],
    ['{ nodes(ids: [1, 2, 3]) { id } }', 1 + 1 + 3 * 4],
    ['{ priced { amount size } }', 1 + 5 + 1 + 0.5 + 1.5],
    ['{ priced(cheap: true) { __typename } }', 1 + 2 + 1],
    ['{ priced(size: SMALL) { __typename } }', 1 + 5 + 1.5 + 1],
    ['{ filtered(filter: { size: SMALL, and: [{}, {}] }) }', Math.ceil(1 + 3 + 1.5)],
    ['mutation { create(lines: [{ id: 1, quantity: 1 }, { id: 2 }]) { id } }', 1 + 10 + 1 + 2 + 2],
  ])('of %s is %d', (source, expected) => {
    expect(costOf(source)).toBe(Math.ceil(expected));
  });

  it.each([
    [{ n: 7 }, 7],
    [{}, 4],
    [{ n: null }, 20],
    [{ n: -3 }, 20],
    [{ n: '7' }, 20],
    [{ n: 1.5 }, 20],
    [{ n: Number.NaN }, 20],
    [{ n: 2_000_000_000 }, 2_000_000_000],
  ])('reads the size of a list from variables: %p', (variables, size) => {
    expect(costOf('query ($n: Int = 4) { shops(first: $n) { nodes { id } } }', variables)).toBe(4 + size * 4);
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'uses the default of a variable called %s',
    (name) => {
      expect(costOf(`query ($${name}: Int = 100) { shops(first: $${name}) { nodes { id } } }`)).toBe(4 + 100 * 4);
      expect(costOf(`query ($${name}: [ID!]! = [1, 2, 3]) { nodes(ids: $${name}) { id } }`)).toBe(1 + 1 + 3 * 4);
      expect(
        costOf(`query ($${name}: Int = 100) { shops(first: $${name}) { nodes { id } } }`, JSON.parse(`{"${name}": 7}`)),
      ).toBe(4 + 7 * 4);
    },
  );

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"and":[', ']}'],
  ])('is the maximum for values that are nested too deep: %s', (_, open, close) => {
    const filter: unknown = JSON.parse(open.repeat(20_000) + close.repeat(20_000));

    expect(costOf('query ($filter: Filter) { filtered(filter: $filter) }', { filter })).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('excludes only selections that known conditions skip', () => {
    const source =
      'query ($yes: Boolean!) { users(max: 1) @include(if: $yes) { id } b: users(max: 1) @skip(if: $yes) { id } }';
    expect(costOf(source, { yes: true })).toBe(3);
    expect(costOf(source, { yes: false })).toBe(3);
    expect(costOf(source, {})).toBe(5);
    expect(costOf(source, { yes: 'no' })).toBe(5);
  });

  it('is always finite', () => {
    let source = 'id';
    for (let depth = 0; depth < 60; depth += 1) source = `friends { ${source} }`;
    expect(costOf(`{ users(max: 2147483647) { ${source} } }`)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('counts fragments at every spread, and visits them once', () => {
    const fragments = Array.from(
      { length: 100 },
      (_, index) => `fragment F${index} on User { a: friends { ...F${index + 1} } b: friends { ...F${index + 1} } }`,
    );
    const source = `{ users(max: 1) { ...F0 } } ${fragments.join(' ')} fragment F100 on User { id }`;
    expect(costOf(source)).toBe(Number.MAX_SAFE_INTEGER);
    expect(costOf('{ users(max: 1) { ...F } } fragment F on User { friends { ...F } }')).toBeGreaterThan(0);
  });

  it.each([
    ['with fields', 'a: friends { ...F# } b: friends { ...F# }'],
    ['without fields', '...F# ...F#'],
    ['with themselves', '...F# ...F0 a: friends { ...F# ...F0 }'],
  ])('lists the most expensive paths and stops when fragments expand %s', (_, selection) => {
    const fragments = Array.from(
      { length: 100 },
      (_, index) => `fragment F${index} on User { ${selection.replaceAll('#', String(index + 1))} }`,
    );
    const source = `{ users(max: 1) { ...F0 } shops(first: 9) { nodes { id } } } ${fragments.join(' ')} fragment F100 on User { age }`;
    const given = asked(source);

    expect(shop.estimate(given, {}).costliest(3).length).toBeGreaterThan(0);
    expect(shop.actual(given, {}, { users: [{ age: 1 }], shops: null })).toBeGreaterThan(0);
  });

  it('lists the most expensive paths', () => {
    const cost = shop.estimate(asked('{ shops(first: 9) { nodes { owner { age } } } tags users(max: 1) { id } }'), {});
    expect(cost.costliest(3)).toEqual([
      { path: 'shops.nodes', cost: 37 },
      { path: 'shops.nodes.owner', cost: 18 },
      { path: 'shops.nodes.owner.age', cost: 18 },
    ]);
  });
});

describe('the actual cost', () => {
  const source = '{ shops(first: 9) { nodes { owner { age } } } }';
  it.each([
    [undefined, 0],
    [null, 1 + 2 + 1 + 9 * (4 + 2 + 2)],
    [{ shops: null }, 2],
    [{ shops: { nodes: [] } }, 1 + 2 + 1],
    [{ shops: { nodes: [{ owner: null }, { owner: { age: 1 } }] } }, 1 + 2 + 1 + 2 * (4 + 1) + 1 + 2],
  ])('counts the response: %j', (data, expected) => {
    expect(shop.actual(asked(source), {}, data)).toBe(expected);
  });

  it('is never above the estimate', () => {
    const data = { shops: { nodes: Array.from({ length: 50 }, () => ({ owner: { age: 1 } })) } };
    expect(shop.actual(asked(source), {}, data)).toBe(costOf(source));
  });

  it('counts a field once that is selected twice', () => {
    const twice =
      '{ shops(first: 2) { ...A ...B } } fragment A on ShopConnection { nodes { id } } fragment B on ShopConnection { nodes { name } }';
    expect(costOf(twice)).toBe(3 + 2 * (1 + 2 * 4));
    expect(shop.actual(asked(twice), {}, { shops: { nodes: [{ id: 1 }, { id: 2 }] } })).toBe(3 + 1 + 2 * 4);
  });

  it('uses the type of an object in the response', () => {
    const abstract = '{ node(id: 1) { __typename id ... on Shop { owner { id } } } }';
    expect(shop.actual(asked(abstract), {}, { node: { __typename: 'User', id: 1 } })).toBe(1 + 1 + 1);
    expect(shop.actual(asked('{ node(id: 1) { id } }'), {}, { node: { id: 1 } })).toBe(1 + 1 + 4);
  });
});

describe('Introspection', () => {
  const types = '__schema { types { fields { name args { type { name } } } } }';

  it('costs what it returns: every alias, and every level', () => {
    const once = costOf(`{ ${types} }`);
    const deeper = costOf(`{ ${types.replace('type { name }', 'type { name fields { name } }')} }`);

    expect(costOf(`{ a: ${types} b: ${types} c: ${types} }`)).toBeGreaterThan(2 * once);
    expect(deeper).toBeGreaterThan(once);
    expect(costOf('{ __typename }')).toBeLessThan(costOf('{ __type(name: "User") { name } }'));
  });

  it('has its estimated cost in a response', () => {
    const source = `{ ${types} }`;
    const data = { __schema: { types: [] } };

    expect(shop.actual(asked(source), {}, data)).toBe(costOf(source));
  });

  it('of a type that the client names costs as much as the largest type', () => {
    const wide = openCostModel(
      buildSchema(
        `type Query { a: Int } type Wide { ${Array.from({ length: 400 }, (_, index) => `f${index}: Int`).join(' ')} }`,
      ),
    );
    const cost = (source: string) => wide.estimate(asked(source), {}).total;

    // Four hundred fields at 2 hundredths of a point each, and Query.
    expect(cost('{ __type(name: "Wide") { fields { name } } }')).toBe(Math.ceil(1 + 0.02 + 400 * 0.02));
  });
});
