import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildClientSchema,
  buildSchema,
  type GraphQLObjectType,
  getIntrospectionQuery,
  getNamedType,
  introspectionTypes,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  printSchema,
} from 'graphql';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';
import { introspectionIn, introspectionOf } from './introspection.ts';

const everything = getIntrospectionQuery({
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  experimentalDirectiveDeprecation: true,
  oneOf: true,
});

describe('Introspection', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ INTROSPECTION: 'true' });
  });
  afterAll(() => gateway.close());

  it('returns a schema that a client can build, with all options', async () => {
    const { status, body } = await gateway.execute(everything);
    const again = await gateway.execute(everything);

    expect([status, body.errors]).toEqual([200, undefined]);
    expect(printSchema(buildClientSchema(body.data as never))).toContain('union Hit = Product | Article');
    expect(again.body.data).toEqual(body.data);
  });

  it('returns every meta field', async () => {
    const requested = introspectionTypes.filter(isObjectType).map(leavesOf);
    const query = `{ __schema { ${requested.find(({ name }) => name === '__Schema')?.leaves}
      types { ${selectionOf('__Type', requested)} fields(includeDeprecated: true) { ${selectionOf('__Field', requested)} args(includeDeprecated: true) { ${selectionOf('__InputValue', requested)} } }
        inputFields(includeDeprecated: true) { name } enumValues(includeDeprecated: true) { ${selectionOf('__EnumValue', requested)} } }
      directives(includeDeprecated: true) { ${selectionOf('__Directive', requested)} args(includeDeprecated: true) { name } } } }`;

    const { body } = await gateway.execute(query);

    expect(body.errors).toBeUndefined();
    for (const name of ['isOneOf', 'isDeprecated', 'deprecationReason', 'specifiedByURL'])
      expect(query).toContain(name);
    expect(body.data).toMatchObject({
      __schema: {
        directives: expect.arrayContaining([expect.objectContaining({ name: 'skip', isDeprecated: false })]),
      },
    });
  });

  it('uses the variables of each request', async () => {
    const query =
      'query ($name: String!, $all: Boolean = false) { t: __type(name: $name) { name fields(includeDeprecated: $all) { name } } }';
    const name = async (variables: object) =>
      ((await gateway.execute(query, { variables })).body.data?.t as { name: string } | null)?.name;

    expect([
      await name({ name: 'Edge' }),
      await name({ name: 'Hit' }),
      await name({ name: 'None' }),
      await name({ name: 'Edge' }),
    ]).toEqual(['Edge', 'Hit', undefined, 'Edge']);
  });

  it('is executed once for each selection, for all aliases and requests', () => {
    const schema = buildSchema('type Query { a: String }');
    const introspect = introspectionOf(schema);
    const ask = (source: string, variables = {}) => {
      const document = parse(source);
      const operation = document.definitions[0] as OperationDefinitionNode;
      return introspect({ document, operation, source, queryHash: source }, variables);
    };

    const first = ask(
      'query A { a: __schema { ...F } b: __schema { ...F } } fragment F on __Schema { types { name } }',
    );
    const second = ask('query B { c: __schema { ...F } } fragment F on __Schema { types { name } }');
    const other = ask('{ __schema { types { kind } } }');

    expect(first.a).toBe(first.b);
    expect(second.c).toBe(first.a);
    expect(other).toMatchObject({ __schema: { types: expect.arrayContaining([{ kind: 'OBJECT' }]) } });
  });

  it('works next to data, with aliases, in fragments and under conditions', async () => {
    const { body } = await gateway.execute(
      `query ($no: Boolean = false) { __typename: __type(name: "Edge") { __typename kind } ...F product(id: "p1") { title }
         __schema @include(if: $no) { description } }
       fragment F on Query { ... { s: __schema { queryType { ...N } } } }  fragment N on __Type { name }`,
    );

    expect(body.errors).toBeUndefined();
    expect(JSON.stringify(body.data)).toBe(
      '{"__typename":{"__typename":"__Type","kind":"OBJECT"},"s":{"queryType":{"name":"Query"}},"product":{"title":"Title of p1"}}',
    );
    expect(body.errors).toBeUndefined();
  });

  it('respects the limits', async () => {
    const deep = (levels: number): string => (levels > 0 ? `fields { type { ${deep(levels - 1)} } }` : 'name');
    const { status, body } = await gateway.execute(`{ __schema { types { ${deep(9)} } } }`);

    expect([status, body.data]).toEqual([400, undefined]);
  });
});

describe('Disabled introspection', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ INTROSPECTION: 'false' });
  });
  afterAll(() => gateway.close());

  it.each([
    everything,
    '{ __schema { description } }',
    '{ product(id: "p1") { title } t: __type(name: "Edge") { name } }',
    '{ ...F } fragment F on Query { ... { a: __schema { queryType { name } } } }',
  ])('is rejected: %s', async (query) => {
    const { status, body } = await gateway.execute(query);

    expect([status, body.data]).toEqual([400, undefined]);
    expect(body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('still allows __typename', async () => {
    expect((await gateway.execute('{ __typename product(id: "p1") { __typename } }')).body.data).toEqual({
      __typename: 'Query',
      product: { __typename: 'Product' },
    });
  });
});

describe('The introspection part of an operation', () => {
  it('is empty for an operation without introspection', () => {
    const document = parse('{ __typename ... { product { __typename } } }');

    expect(introspectionIn({ document, operation: document.definitions[0] as never })).toBeUndefined();
  });
});

interface MetaType {
  name: string;
  leaves: string;
}

/** The leaf fields of an introspection type. */
function leavesOf(type: GraphQLObjectType): MetaType {
  const leaves = Object.values(type.getFields()).filter((field) => !isObjectType(getNamedType(field.type)));
  return { name: type.name, leaves: leaves.map(({ name }) => name).join(' ') };
}

function selectionOf(name: string, types: readonly MetaType[]): string {
  return types.find((type) => type.name === name)?.leaves ?? '';
}
