import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, executeSync, type OperationDefinitionNode, parse, validateSchema } from 'graphql';
import { compileOperation } from './compile.ts';
import { declaredIn } from './directives.ts';
import { introspectionSizesOf } from './introspection.ts';
import { openCostModel } from './model.ts';

const schema = buildSchema(`
  directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  type Query { root: Thing node: Node }
  interface Node { id: ID! link: Node things(first: Int = 3): Things @listSize(assumedSize: 3, slicingArguments: ["first"], sizedFields: ["nodes", "edges"]) }
  type Thing implements Node @cost(weight: "3") {
    id: ID! @cost(weight: "2")
    link: Node
    things(first: Int = 3): Things @cost(weight: "5") @listSize(assumedSize: 3, slicingArguments: ["first"], sizedFields: ["nodes", "edges"])
    several: [Node] @listSize(assumedSize: 2)
  }
  type Other implements Node { id: ID! link: Node things(first: Int = 3): Things @listSize(assumedSize: 3, slicingArguments: ["first"], sizedFields: ["nodes", "edges"]) }
  type Things { nodes: [Thing] edges: [Edge!] }
  type Edge @cost(weight: "0") { node: Thing }
`);
const model = openCostModel(schema);

/** A selection on Thing, on Node or on Things, of at most `depth` levels. */
const selection: (depth: number) => fc.Arbitrary<string> = fc.memo((depth) => {
  const leaf = fc.constantFrom('id', 'a: id', '__typename', 'b: id @skip(if: $yes)', 'c: id @include(if: $yes)');
  if (depth <= 1) return leaf;
  const inner = selection(depth - 1);
  return fc
    .array(
      fc.oneof(
        leaf,
        inner.map((one) => `link { __typename ${one} }`),
        inner.map((one) => `link { ${one} }`),
        inner.map((one) => `... on Node { ${one} }`),
        inner.map((one) => `... on Thing { ${one} several { id ... on Thing { ${one} } } }`),
        inner.map((one) => `things { nodes { ${one} } }`),
        inner.map((one) => `d: things(first: $n) { nodes { id } edges { node { ${one} } } }`),
        fc.constant('...F'),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((all) => all.join(' '));
});
const depthOf = fc.integer({ min: 1, max: 4 });
const sources = fc.tuple(depthOf.chain(selection), depthOf.chain(selection), fc.constantFrom('root', 'node')).map(
  ([one, other, field]) =>
    `query ($n: Int = 2, $yes: Boolean = true) { ${field} { ${one} } e: root { things(first: 1) { nodes { ...F } } } }
    fragment F on Node { ... on Thing { ${other.replaceAll('...F', 'id')} } id }`,
);

function asked(source: string) {
  const document = parse(source);
  return { document, operation: document.definitions[0] as OperationDefinitionNode };
}

/** The value at a position of the response, from a number that is unique to the position. */
function object(seed: number): Record<string, unknown> {
  const next = (step: number) => (seed * 31 + step * 7 + 3) % 1_009;
  const some = (step: number, most: number) =>
    Array.from({ length: next(step) % (most + 1) }, (_, index) => (next(index) % 7 === 0 ? null : object(next(index))));
  return {
    __typename: seed % 3 === 0 ? 'Other' : 'Thing',
    id: seed,
    link: () => (next(1) % 5 === 0 ? null : object(next(1))),
    several: () => some(2, 2),
    things: ({ first }: { first: number }) => ({
      nodes: () => some(3, first).map((one) => one && { ...one, __typename: 'Thing' }),
      edges: () => some(4, first).map((one) => ({ node: one && { ...one, __typename: 'Thing' } })),
    }),
  };
}

describe('For generated operations and answers', () => {
  it('the schema is valid', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  it('the actual cost is never above the estimate, and never below that of an empty response', () => {
    let less = 0;
    fc.assert(
      fc.property(sources, fc.nat(1_000), fc.boolean(), fc.nat(4), (source, seed, yes, n) => {
        const { document, operation } = asked(source);
        const variables = { n, yes };
        const rootValue = { root: { ...object(seed), __typename: 'Thing' }, node: object(seed + 1) };
        const { data, errors } = executeSync({ schema, document, rootValue, variableValues: variables });
        expect(errors).toBeUndefined();

        const estimate = model.estimate({ document, operation }, variables).total;
        const actual = model.actual({ document, operation }, variables, data);

        expect(actual).toBeLessThanOrEqual(estimate);
        expect(actual).toBeGreaterThan(0);
        if (actual < estimate) less += 1;
        expect(model.actual({ document, operation }, variables, {})).toBeLessThanOrEqual(actual);
      }),
      { numRuns: 300 },
    );
    expect(less).toBeGreaterThan(100);
  });

  it('the cost is deterministic, and grows with the size of a list', () => {
    fc.assert(
      fc.property(sources, fc.nat(50), (source, n) => {
        const given = asked(source);
        const cost = (size: number) => model.estimate(given, { n: size, yes: true }).total;

        expect(cost(n)).toBe(openCostModel(schema).estimate(given, { n, yes: true }).total);
        expect(cost(n + 1)).toBeGreaterThanOrEqual(cost(n));
      }),
      { numRuns: 100 },
    );
  });

  it('the most expensive paths are paths of the operation and cost at most its total', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const cost = model.estimate(asked(source), {});
        const paths = cost.costliest(1_000);

        expect(paths.every((one) => one.cost <= cost.total && /^(root|node|e)(\.\w+)*$/.test(one.path))).toBe(true);
        expect(paths.map((one) => one.cost)).toEqual(paths.map((one) => one.cost).sort((one, other) => other - one));
      }),
      { numRuns: 100 },
    );
  });
});

it('a document is compiled in time linear in its length, however far its fragments expand', () => {
  const costed = { schema, declared: declaredIn(schema), introspection: introspectionSizesOf(schema) };
  const levelsOf = (length: number) => {
    const fragments = Array.from(
      { length },
      (_, index) =>
        `fragment F${index} on Node { a: link { ...F${index + 1} } b: link { ...F${index + 1} } c: things { nodes { ...F${index + 1} } } }`,
    );
    const { document, operation } = asked(
      `{ node { ...F0 } } ${fragments.join(' ')} fragment F${length} on Node { id }`,
    );
    return compileOperation(costed, document, operation).levels;
  };

  // Each selection set once for each of the two possible types, each fragment among them.
  const perFragment = levelsOf(11) - levelsOf(10);
  expect(perFragment).toBeLessThanOrEqual(10);
  expect(levelsOf(100) - levelsOf(10)).toBe(90 * perFragment);
});
