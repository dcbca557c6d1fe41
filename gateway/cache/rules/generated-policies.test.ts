import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  buildASTSchema,
  buildSchema,
  type ConstDirectiveNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  parse,
  printSchema,
  type ScalarTypeDefinitionNode,
  type SchemaExtensionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type Generated, operations } from '#tests/support/differential/generate.ts';
import { openSmallSupergraph, type SmallSupergraph } from '#tests/support/differential/small/subgraphs.ts';
import { valuesFrom } from '#tests/support/differential/values.ts';
import { isOfType } from '../../execution/selections.ts';
import { argumentsOf, directivesOf, readHints } from './hints.ts';
import { policyOf } from './policy.ts';

const link =
  'extend schema @link(url: "https://specs.axiom.example/cache/v1.0", import: ["@cacheControl", "@cacheTag"])';

/** The policy of a fetch as `maxAge staleIfError`, and `private`. */
function policyIn(sdl: string, query: string, access: string[] = []): string {
  const schema = buildASTSchema(parse(`${link} schema { query: Query } ${sdl}`), { assumeValidSDL: true });
  const hints = readHints(schema);
  if (!hints) throw new Error('The schema has no hints.');
  const [operation] = parse(query).definitions as [OperationDefinitionNode];
  const required = new Map(access.map((coordinate) => [coordinate, { authenticated: true, scopes: [] }]));
  const { maxAge, staleIfError, isPrivate } = policyOf(operation, { hints, schema, access: required });
  return `${maxAge} ${staleIfError}${isPrivate ? ' private' : ''}`;
}

const sdl = `
  type Query {
    plain: Int
    hinted: Int @cacheControl(maxAge: 30)
    inheriting: Int @cacheControl(inheritMaxAge: true)
    product: Product
    short: Product @cacheControl(maxAge: 10)
    mine: Product @cacheControl(scope: PRIVATE)
    open: Secret @cacheControl(scope: PUBLIC, maxAge: 5)
    secret: Secret
    media: [[Media!]!]
    find: Find
    lose: Lose
  }
  type Product @cacheControl(maxAge: 100, staleIfError: 50) {
    id: ID!
    price: Int @cacheControl(maxAge: 20)
    maker: Maker
    brand: Maker @cacheControl(inheritMaxAge: true)
    parts: [Part] 
    image: Image
    wish: Boolean @cacheControl(scope: PRIVATE)
    kept: Int @cacheControl(maxAge: 60, staleIfError: 7)
  }
  type Maker { name: String  city: City }
  type City @cacheControl(maxAge: 90) { name: String }
  type Part @cacheControl(inheritMaxAge: true) { name: String }
  type Secret @cacheControl(maxAge: 40, scope: PRIVATE) { id: ID }
  interface Media @cacheControl(maxAge: 80) { url: String }
  type Image implements Media @cacheControl(maxAge: 70) { url: String  width: Int @cacheControl(maxAge: 15) }
  type Video implements Media { url: String @cacheControl(maxAge: 12) }
  union Find @cacheControl(maxAge: 100) = Product | Secret
  union Lose = Product | Image`;

describe('The policy of a fetch with interfaces and unions', () => {
  it.each([
    ['has the least `staleIfError`', '{ product { kept } }', '60 7'],
    ['is the least of an interface and its types, in lists of lists', '{ media { __typename } }', '70 0'],
    ['has the fields of all types at an interface', '{ media { url } }', '12 0'],
    ['has the fields of a fragment', '{ media { ... on Image { width } } }', '15 0'],
    ['is private where a type of a union is', '{ find { __typename } }', '40 0 private'],
    ['is 0 for a union without a hint', '{ lose { __typename } }', '0 0'],
    ['counts what may be left out, and aliases', '{ product { a: price @include(if: false) } }', '20 0'],
    ['is 0 for `__typename` alone', '{ __typename }', '0 0'],
    [
      'is the least of all entities',
      'query { _entities(representations: []) { ... on Product { price } ... on Image { url } } }',
      '20 0',
    ],
  ])('%s', (_, query, expected) => {
    expect(policyIn(sdl, query)).toBe(expected);
  });

  it('is private where a field requires anything of the viewer', () => {
    expect(policyIn(sdl, '{ product { id price } }', ['Product.price'])).toBe('20 0 private');
    expect(policyIn(sdl, '{ media { url } }', ['Video.url'])).toBe('12 0 private');
    expect(policyIn(sdl, '{ product { id } }', ['Product.price'])).toBe('100 50');
  });

  it('has the hint of an interface object, and of the field of an interface', () => {
    const own = `type Query { media: Media @cacheControl(maxAge: 9) }
      interface Media @cacheControl(maxAge: 80) { views: Int @cacheControl(maxAge: 33)  of: Maker @cacheControl(maxAge: 44) }
      type Image implements Media { views: Int  of: Maker }
      type Maker { name: String }`;

    expect(policyIn(own, 'query { _entities(representations: []) { ... on Media { views } } }')).toBe('33 0');
    expect(policyIn(own, 'query { _entities(representations: []) { ... on Media { of { name } } } }')).toBe('44 0');
    expect(policyIn(own, 'query { _entities(representations: []) { ... on Image { of { name } } } }')).toBe('0 0');
  });

  it('does not exist without the link of the hints', () => {
    expect(readHints(buildSchema('type Query { a: Int }'))).toBeUndefined();
  });
});

/** `EXECUTION_SEED` is the first seed, `EXECUTION_RUNS` (200) twice the number of operations, since each has hints of its own. */
const seed = Number(process.env.EXECUTION_SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.EXECUTION_RUNS ?? 200) / 2;

describe('The policies of generated operations', () => {
  let small: SmallSupergraph;
  beforeAll(async () => {
    small = await openSmallSupergraph();
  });

  it(
    `are what the rules say of each object, ${runs} from seed ${seed}`,
    async () => {
      const names = { id: ['p1', 'p2'], ID: ['p1'], Int: [1], String: ['x'], Boolean: [true] };
      const schema = buildSchema(printSchema(small.federated.schema));
      const arbitrary = operations({
        schema,
        values: valuesFrom({ fields: {}, names }),
        viewers: 1,
        rules: [],
        kind: 'query',
      });
      const found = new Set<string>();
      for (let one = seed; one < seed + runs; one += 1) {
        const hinted = withRandomHints(small.federated.sdl, one);
        const { query, variables } = fc.sample(arbitrary, { numRuns: 1, seed: one })[0] as Generated;
        await small.federated.execute(query, variables);
        for (const request of small.federated.takeRequests()) {
          const [operation] = parse(request.query).definitions as [OperationDefinitionNode];
          const hints = readHints(hinted) as NonNullable<ReturnType<typeof readHints>>;
          const { maxAge, isPrivate } = policyOf(operation, { hints, schema: hinted, access: new Map() });
          const expected = referencePolicy(operation, hinted);

          expect({ one, query: request.query, maxAge, isPrivate }).toEqual({ one, query: request.query, ...expected });
          found.add(`${maxAge} ${isPrivate}`);
        }
      }
      expect(found.size).toBeGreaterThan(5);
    },
    120_000 + runs * 200,
  );
});

const frequent = [
  '',
  '@cacheControl(maxAge: 10)',
  '@cacheControl(maxAge: 60)',
  '@cacheControl(maxAge: 100, scope: PUBLIC)',
];
const rare = ['@cacheControl(inheritMaxAge: true)', '@cacheControl(scope: PRIVATE)', '@cacheControl(maxAge: 0)'];

/** The supergraph with hints on some of its object types, interfaces, unions and fields of objects. */
function withRandomHints(text: string, from: number): GraphQLSchema {
  let state = from;
  const choose = (count: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % count;
  };
  const hinted = <Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
    node: Node,
  ): Node => {
    const hint = choose(12) === 0 ? rare[choose(rare.length)] : frequent[choose(frequent.length)];
    const [type] = parse(`scalar T ${hint}`).definitions as [ScalarTypeDefinitionNode];
    return { ...node, directives: [...(node.directives ?? []), ...(type.directives ?? [])] };
  };
  const document = visit(parse(text), {
    enter: (node) => {
      switch (node.kind) {
        case Kind.SCHEMA_DEFINITION: {
          const [extension] = parse(link).definitions as [SchemaExtensionNode];
          return { ...node, directives: [...(node.directives ?? []), ...(extension.directives ?? [])] };
        }
        case Kind.OBJECT_TYPE_DEFINITION:
          return hinted({ ...node, fields: node.fields?.map(hinted) });
        case Kind.INTERFACE_TYPE_DEFINITION:
        case Kind.UNION_TYPE_DEFINITION:
          return hinted(node);
        default:
          return undefined;
      }
    },
  });
  return buildASTSchema(document, { assumeValidSDL: true });
}

interface Given {
  maxAge?: number;
  scope?: string;
  inheritMaxAge?: boolean;
}

/** The policy of a fetch, computed for every type that each of its objects may have. */
function referencePolicy({ selectionSet }: OperationDefinitionNode, schema: GraphQLSchema) {
  const ages: number[] = [];
  let isPrivate = false;
  const given = (element: { astNode?: object | null | undefined }): Given => {
    const [directive] = directivesOf([element.astNode as Parameters<typeof directivesOf>[0][number]], 'cacheControl');
    return directive ? argumentsOf(directive) : {};
  };
  const possible = (type: GraphQLCompositeType) => (isAbstractType(type) ? schema.getPossibleTypes(type) : [type]);
  const ofType = (type: GraphQLCompositeType): Given => {
    const own = given(type);
    const others = isAbstractType(type) ? possible(type).map(given) : [];
    const scope = others.some((other) => other.scope === 'PRIVATE') ? 'PRIVATE' : own.scope;
    const maxAge = own.maxAge && Math.min(own.maxAge, ...others.flatMap((other) => other.maxAge ?? []));
    return { ...own, ...(scope && { scope }), ...(maxAge !== undefined && { maxAge }) };
  };
  const count = ({ maxAge, scope, inheritMaxAge }: Given, isClosed: boolean, inherited: number) => {
    if (scope === 'PRIVATE') isPrivate = true;
    ages.push(maxAge ?? (isClosed && !inheritMaxAge ? 0 : inherited));
  };
  /** `inherited`: the `maxAge` of an entity for its fields. Others have counted where a field returns them. */
  const visitObject = (
    set: SelectionSetNode,
    type: GraphQLObjectType,
    isRoot: boolean,
    inherited = Number.POSITIVE_INFINITY,
  ): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? type.name;
        if (isOfType(type.name, condition, schema)) visitObject(selection.selectionSet, type, isRoot, inherited);
      } else if (selection.kind === Kind.FIELD) {
        const field = type.getFields()[selection.name.value];
        if (!field) continue;
        const returned = getNamedType(field.type);
        const own = given(field);
        if (!isCompositeType(returned)) count({ ...own, ...(isRoot && { inheritMaxAge: false }) }, isRoot, inherited);
        else {
          const inheritMaxAge = !isRoot && (own.inheritMaxAge || ofType(returned).inheritMaxAge || false);
          count({ ...ofType(returned), ...own, inheritMaxAge }, true, inherited);
          for (const object of possible(returned))
            visitObject(selection.selectionSet as SelectionSetNode, object, false);
        }
      }
    }
  };
  for (const field of selectionSet.selections) {
    if (field.kind !== Kind.FIELD || field.name.value !== '_entities') continue;
    for (const fragment of field.selectionSet?.selections ?? []) {
      if (fragment.kind !== Kind.INLINE_FRAGMENT) continue;
      const type = schema.getType(fragment.typeCondition?.name.value ?? '') as GraphQLCompositeType;
      const { scope, maxAge = 0 } = ofType(type);
      if (scope === 'PRIVATE') isPrivate = true;
      for (const object of possible(type)) visitObject(fragment.selectionSet, object, false, maxAge);
    }
  }
  visitObject(selectionSet, schema.getQueryType() as GraphQLObjectType, true);
  const maxAge = Math.min(...ages);
  return { maxAge: Number.isFinite(maxAge) ? maxAge : 0, isPrivate };
}
