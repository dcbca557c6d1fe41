import { describe, expect, it } from '@jest/globals';
import { buildSchema, GraphQLError, getOperationAST, parse, print } from 'graphql';
import type { Executor } from './executor.ts';
import { withNodeChecks } from './node-checks.ts';

const schema = buildSchema(`
  type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node] product: Product viewer: Viewer }
  interface Node { id: ID! }
  type Product implements Node { id: ID! title: String related: [Product] }
  type Viewer { node: Product }
`);

type Request = Parameters<Executor>[0];
type Answer = Awaited<ReturnType<Executor>>;

/** Runs an operation and returns the operation that was executed instead. */
async function run(source: string, answer: object = { data: {} }, graph = schema) {
  const document = parse(source);
  const requested: Request[] = [];
  const execute = withNodeChecks(async (request) => {
    requested.push(request);
    return answer as Answer;
  });
  const operation = getOperationAST(document);
  const response = await execute({
    document,
    operation,
    schema: graph,
    source,
    queryHash: source,
    request: {},
  } as Request);
  return { requested: requested[0] as Request, response };
}

describe('An operation with nodes', () => {
  it.each([
    ['{ node(id: "a") { __typename } }', '{ node(id: "a") { __typename __nodeId: id } }'],
    [
      '{ a: nodes(ids: []) { ... on Product { title } } }',
      '{ a: nodes(ids: []) { ... on Product { title } __nodeId: id } }',
    ],
    [
      'query Q { ...F } fragment F on Query { node(id: "a") { __typename } }',
      'query Q { ...F } fragment F on Query { node(id: "a") { __typename __nodeId: id } }',
    ],
    ['{ node(id: "a") { __nodeId: __typename } }', '{ node(id: "a") { __nodeId: __typename __nodeId_: id } }'],
  ])('selects the id: %s', async (source, expected) => {
    const { requested } = await run(source);

    expect(print(requested.document)).toBe(print(parse(expected)));
    expect(requested.document.definitions).toContain(requested.operation);
    expect(requested.queryHash).not.toBe(source);
  });

  it('returns the selected fields only', async () => {
    const data = {
      one: { __typename: 'Product', __nodeId: 'a' },
      many: [null, { __typename: 'Product', __nodeId: 'b' }],
    };
    const { response } = await run('{ one: node(id: "a") { __typename } many: nodes(ids: []) { __typename } }', {
      data,
    });

    expect(response.data).toEqual({ one: { __typename: 'Product' }, many: [null, { __typename: 'Product' }] });
  });

  it('reports lost fields by names that the client selected', async () => {
    const errors = [
      new GraphQLError('lost', { path: ['nodes', 0, '__nodeId'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }),
      new GraphQLError('else', { path: ['nodes', 1, 'title'] }),
    ];
    const { response } = await run('{ nodes(ids: []) { __typename } }', { data: { nodes: [null, {}] }, errors });

    expect(response.errors?.map((error) => error.toJSON())).toEqual([
      { message: 'lost', path: ['nodes', 0], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
      { message: 'else', path: ['nodes', 1, 'title'] },
    ]);
  });
});

describe('Any other operation', () => {
  it.each(['{ product { id } }', '{ viewer { node { title } } }', '{ product { related { ... on Node { id } } } }'])(
    'stays as it is: %s',
    async (source) => {
      const { requested } = await run(source);

      expect(print(requested.document)).toBe(print(parse(source)));
      expect(requested.queryHash).toBe(source);
    },
  );

  it.each(['union Node = Product | Viewer', 'interface Node { title: String }'])(
    'is unchanged where Node has no id: %s',
    async (type) => {
      const other = buildSchema(
        `${type} type Query { node: Node nodes: [Node] } type Product { id: ID! title: String } type Viewer { name: String }`,
      );
      const source = '{ node { __typename } nodes { ... on Node { __typename } } }';

      expect((await run(source, { data: {} }, other)).requested.queryHash).toBe(source);
    },
  );
});
