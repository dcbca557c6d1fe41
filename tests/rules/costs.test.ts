import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildASTSchema,
  type GraphQLField,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { z } from 'zod';
import { quotaVariables } from '#gateway/limits/config.ts';
import { readExamples } from '#gateway/pages/explorer/operations.ts';
import { withoutAccess } from '#gateway/policy/access-directives.ts';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { ceilingsIn, ceilingVariables, type SpenderKind } from '#kit/graph/cost/ceilings.ts';
import { declaredIn, isListOf } from '#kit/graph/cost/directives.ts';
import type { CostModel, OperationCost } from '#kit/graph/cost/model.ts';

const text = readFileSync(join(import.meta.dirname, '../../schema/supergraph.graphql'), 'utf8');
const supergraph = buildASTSchema(withoutAccess(parse(text)), { assumeValidSDL: true });
const ceilings = ceilingsIn(z.object(ceilingVariables).parse({}));
const { COST_BUCKET_ANONYMOUS: bucket } = z.object(quotaVariables).parse({});

let costs: CostModel;
let schema: GraphQLSchema;
beforeAll(async () => {
  ({ costs, schema } = await validateSupergraph(text));
});

function costOf(query: string, variables: Record<string, unknown> = {}): OperationCost {
  const document = parse(query);
  return costs.estimate({ document, operation: getOperationAST(document) as OperationDefinitionNode }, variables);
}

describe('Every list of the graph', () => {
  it('has a size, from @listSize or from its connection', () => {
    expect(listsWithoutSize(supergraph)).toEqual([]);
  });

  it.each([
    ['type Query { names: [String!]! }', ['Query.names']],
    ['type Query { names: [String!]! @listSize(assumedSize: 3) }', []],
    ['type Query { page: Page @listSize(assumedSize: 3, sizedFields: ["nodes"]) } type Page { nodes: [Query] }', []],
    [
      'type Query { page: Page @listSize(assumedSize: 3, sizedFields: ["edges"]) } type Page { nodes: [Query] }',
      ['Page.nodes'],
    ],
    [
      'type Query { one: Page @listSize(assumedSize: 3, sizedFields: ["nodes"]) two: Page } type Page { nodes: [Query] }',
      ['Page.nodes'],
    ],
    ['type Query { names: [String!]! @listSize }', ['Query.names']],
  ])('would be missed in %s', (sdl, missed) => {
    const directive =
      'directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION';

    expect(listsWithoutSize(buildASTSchema(parse(`${directive} ${sdl}`)))).toEqual(missed);
  });
});

/** The kind of viewer that an example is for, by the credential in its headers. */
function viewerOf({ headers }: { headers: string }): SpenderKind {
  if (headers.includes('{{curatorSignIn.')) return 'CURATOR';
  return headers.includes('{{partnerKeyCreate.') ? 'PARTNER' : 'ANONYMOUS';
}
const examples = (await readExamples()).map((example) => ({ ...example, viewer: viewerOf(example) }));

describe('The example operations', () => {
  it.each(examples)('$name is within the ceiling of $viewer', ({ query, variables, viewer }) => {
    const { total } = costOf(query, JSON.parse(variables || '{}'));

    expect(total).toBeGreaterThan(1);
    expect(total).toBeLessThanOrEqual(ceilings[viewer]);
  });

  it('for a product page cost at most half of the ceiling for anonymous clients', () => {
    const page = examples.find(({ name }) => name === 'ProductPage');

    expect(costOf(page?.query ?? '').total).toBeLessThanOrEqual(ceilings.ANONYMOUS / 2);
  });
});

describe('The purchase of a guest', () => {
  const steps = ['CartCreate', 'CartBuyerUpdate', 'CartShippingMethodSet', 'CartPaymentStart', 'CartComplete'];

  it('costs at most 2,100 points by the example operations, so that four buyers of one address may buy at once', () => {
    const purchase = steps
      .map((step) => examples.find(({ name }) => name === step) as (typeof examples)[number])
      .reduce((sum, { query, variables }) => sum + costOf(query, JSON.parse(variables)).total, 0);

    expect(purchase).toBeLessThanOrEqual(2_100);
    expect(Math.floor(bucket / purchase)).toBeGreaterThanOrEqual(4);
  });
});

describe('Introspection as tools send it', () => {
  it.each([
    ['the usual one', getIntrospectionQuery()],
    [
      'the longest one',
      getIntrospectionQuery({
        inputValueDeprecation: true,
        specifiedByUrl: true,
        schemaDescription: true,
        directiveIsRepeatable: true,
        oneOf: true,
      }),
    ],
  ])('is within the ceiling of anonymous clients: %s', (_, query) => {
    expect(costOf(query).total).toBeLessThanOrEqual(ceilings.ANONYMOUS);
    expect(costOf(query).total).toBeGreaterThan(ceilings.ANONYMOUS / 20);
  });
});

/** A selection, repeated under `count` aliases. */
const times = (count: number, selection: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${selection}`).join(' ');
const related = (levels: number, first: number): string =>
  levels === 0 ? 'id' : `related(first: ${first}) { ${related(levels - 1, first)} }`;
/** All fields that lead from a product to other products, each with one product. */
const ways = (levels: number): string =>
  levels === 0
    ? 'title'
    : `title related(first: 1) { ${ways(levels - 1)} } stories(first: 1) { nodes { linkedProducts(first: 1) { nodes { ${ways(Math.max(levels - 2, 0))} } } } }
       provenance { artisan { products(first: 1) { nodes { ${ways(Math.max(levels - 2, 0))} } } } }`;
const types =
  '__schema { types { name fields(includeDeprecated: true) { name args { name type { name } } type { name fields { name type { name } } } } } }';
const fragments = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `fragment F${index} on Product { a: related { ...F${index + 1} } b: related { ...F${index + 1} } }`,
  ).join(' ');

describe('A malicious operation', () => {
  it.each<[string, string]>([
    ['related products, twelve levels', `{ products(first: 100) { nodes { ${related(12, 24)} } } }`],
    ['related products, two levels', `{ products(first: 100) { nodes { ${related(2, 24)} } } }`],
    ['related products of hits', `{ search(first: 100) { edges { node { ${related(2, 24)} } } } }`],
    ['related products of one, three levels', `{ product(handle: "x") { ${related(3, 24)} } }`],
    ['related products under aliases', `{ product(handle: "x") { ${times(30, related(2, 2))} } }`],
    [
      'materials and products',
      `{ ${times(30, 'materials(first: 100) { nodes { products(first: 100) { nodes { provenance { materials { material { products { nodes { id } } } } } } } } }')} }`,
    ],
    ['materials and products, once', '{ materials(first: 100) { nodes { products(first: 100) { nodes { id } } } } }'],
    [
      'articles under aliases',
      `{ artisans(first: 100) { nodes { articles(first: 100) { nodes { artisans { articles(first: 100) { nodes { narrative { ${times(28, 'html')} } } } } } } } } }`,
    ],
    ['texts under aliases', `{ articles(first: 100) { nodes { narrative { ${times(28, 'html')} } } } }`],
    [
      'collections and products',
      `{ ${times(20, 'collections(first: 100) { nodes { products(first: 100) { nodes { collection { products(first: 100) { nodes { id } } } } } } }')} }`,
    ],
    [
      'collections and products, once',
      '{ collections(first: 100) { nodes { products(first: 100) { nodes { id } } } } }',
    ],
    [
      'categories and products',
      '{ categories(first: 100) { nodes { children { products(first: 100) { nodes { id } } } } } }',
    ],
    [
      'variants and inventory',
      '{ products(first: 100) { nodes { variants(first: 100) { nodes { inventory { available } } } } } }',
    ],
    [
      'variants and their products',
      '{ product(handle: "x") { variants(first: 100) { nodes { product { variants(first: 100) { nodes { id } } } } } } }',
    ],
    ['nodes under aliases', `query ($ids: [ID!]!) { ${times(30, 'nodes(ids: $ids) { id }')} }`],
    [
      'nodes with related products',
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { ${related(1, 24)} } } }`,
    ],
    [
      'passports and products',
      '{ products(first: 100) { nodes { passport { events(first: 100) { nodes { index } } } } } }',
    ],
    [
      'certificates',
      '{ materials(first: 100) { nodes { supplier { materials(first: 100) { nodes { certifications { id } } } } } } }',
    ],
    [
      'orders and products',
      '{ viewer { customer { orders(first: 100) { nodes { lines { variant { product { variants(first: 50) { nodes { id } } } } } } } } } }',
    ],
    [
      'many texts of products by way of a fragment',
      `{ product(handle: "x") { ...F0 } } ${fragments(40)} fragment F40 on Product { id }`,
    ],
    ['all ways between products', `{ product(handle: "x") { ${ways(7)} } }`],
    ['searches under aliases', `{ ${times(30, 'search(query: "a", first: 100) { nodes { id } }')} }`],
    ['introspection under aliases', `{ ${times(29, types)} }`],
    [
      'introspection of one type under aliases',
      `{ ${times(30, '__type(name: "Mutation") { fields { args { type { fields { name } } } } }')} }`,
    ],
    ['carts by their ids under aliases', `{ ${times(30, 'cart(id: "cart_1") { id }')} }`],
    ['carts under aliases', `mutation { ${times(30, 'cartCreate { cart { id } }')} }`],
    [
      'sign-ups under aliases',
      `mutation { ${times(10, 'customerSignUp(input: { email: "a@b.example", password: "x", firstName: "A", lastName: "B" }) { userErrors { code } }')} }`,
    ],
    [
      'sign-ins under aliases',
      `mutation { ${times(10, 'customerSignIn(input: { email: "a@b.example", password: "x" }) { userErrors { code } }')} }`,
    ],
    ['passkey challenges under aliases', `mutation { ${times(30, 'passkeySignInBegin { options }')} }`],
  ])('is refused to anonymous clients: %s', (_, query) => {
    const ids = Array.from({ length: 100 }, () => 'x');

    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
    expect(costOf(query, { ids }).total).toBeGreaterThan(ceilings.ANONYMOUS);
  });

  it.each<[string, string, number]>([
    ['one cart', 'mutation { cartCreate { cart { id } } }', 7],
    [
      'one sign-up',
      'mutation { customerSignUp(input: { email: "a@b.example", password: "x", firstName: "A", lastName: "B" }) { userErrors { code } } }',
      7,
    ],
    [
      'one sign-in',
      'mutation { customerSignIn(input: { email: "a@b.example", password: "x" }) { userErrors { code } } }',
      7,
    ],
  ])('can be repeated some times within the ceiling of one operation: %s', (_, query, most) => {
    expect(Math.floor(ceilings.ANONYMOUS / costOf(query).total)).toBeLessThanOrEqual(most);
  });
});

/** Lists whose size is given neither by `@listSize` nor by every field that returns their object. */
function listsWithoutSize(schema: GraphQLSchema): string[] {
  const { listSize } = declaredIn(schema);
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => (isObjectType(type) || isInterfaceType(type)) && !isIntrospectionType(type),
  );
  const fields = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({ type, field }))
      : [],
  );
  const isSized = (field: GraphQLField<unknown, unknown>) => {
    const size = listSize(field);
    return size !== undefined && (size.assumedSize !== undefined || size.slicingArguments.length > 0);
  };
  return fields
    .filter(({ type, field }) => {
      if (!isListOf(field.type) || isSized(field)) return false;
      const around = fields.filter((one) => getNamedType(one.field.type) === type);
      return (
        !around.length ||
        !around.every((one) => isSized(one.field) && listSize(one.field)?.sizedFields.includes(field.name))
      );
    })
    .map(({ type, field }) => `${type.name}.${field.name}`);
}
