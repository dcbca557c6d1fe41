import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type ASTVisitor,
  buildSchema,
  type ConstDirectiveNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
  type ScalarTypeDefinitionNode,
  type UnionTypeDefinitionNode,
  visit,
} from 'graphql';
import { createLog } from '#kit/process/log.ts';
import { type Generated, operations } from '#tests/support/differential/generate.ts';
import { sdls, smallNames } from '#tests/support/differential/small/schema.ts';
import {
  type Faults,
  faultsFrom,
  noFaults,
  openSmallSupergraph,
  type SmallSupergraph,
} from '#tests/support/differential/small/subgraphs.ts';
import { valuesFrom } from '#tests/support/differential/values.ts';
import { cacheClient, cacheHints } from '../../execution/supergraph.fixture.ts';
import { type Cache, openCache } from '../cache.ts';
import { CacheUse } from '../cache-use.ts';

/**
 * Generated operations on the small supergraph, with a hint and a tag on each of its types and root fields: the response is the
 * same without a cache, with an empty one, with one that has everything, and with one that has a part.
 *
 * `EXECUTION_SEED` is the first seed, `EXECUTION_RUNS` (200) the number of operations.
 */
const seed = Number(process.env.EXECUTION_SEED ?? Date.now() % 2 ** 31);
const runs = Number(process.env.EXECUTION_RUNS ?? 200);

let cache: Cache;
let plain: SmallSupergraph;
let cached: SmallSupergraph;
let schema: GraphQLSchema;
beforeAll(async () => {
  cache = openCache({ maxBytes: 50_000_000, log: createLog('gateway', 'silent') });
  plain = await openSmallSupergraph();
  cached = await openSmallSupergraph({
    sdls: Object.fromEntries(Object.entries(sdls).map(([name, sdl]) => [name, withHints(sdl)])),
    cache,
  });
  schema = buildSchema(printSchema(plain.federated.schema));
});

const hint = '@cacheControl(maxAge: 300)';

/** Adds a hint to every type, and a tag to every entity and root field. */
function withHints(sdl: string): string {
  return cacheHints + print(visit(parse(sdl), addHints));
}

const addHints: ASTVisitor = {
  [Kind.INTERFACE_TYPE_DEFINITION]: (node: InterfaceTypeDefinitionNode) => withDirectives(node, hint),
  [Kind.UNION_TYPE_DEFINITION]: (node: UnionTypeDefinitionNode) => withDirectives(node, hint),
  [Kind.OBJECT_TYPE_DEFINITION]: (node: ObjectTypeDefinitionNode) => {
    const { name, directives = [], fields = [] } = node;
    if (name.value === 'Mutation') return undefined;
    if (name.value === 'Query') {
      return { ...node, fields: fields.map((field) => withDirectives(field, `${hint} @cacheTag(format: "root")`)) };
    }
    const isEntity = directives.some((directive) => directive.name.value === 'key');
    const key = name.value === 'Stock' ? 'sku' : 'id';
    return withDirectives(node, isEntity ? `${hint} @cacheTag(format: "${name.value}:{$key.${key}}")` : hint);
  },
};

function withDirectives<Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
  node: Node,
  text: string,
): Node {
  const [type] = parse(`scalar T ${text}`).definitions as [ScalarTypeDefinitionNode];
  return { ...node, directives: [...(node.directives ?? []), ...(type.directives ?? [])] };
}

const below = (count: number) => fc.nat(count - 1);
const anyFaults = fc.noBias(fc.gen().map((g) => faultsFrom((count) => g(below, count))));

describe('Generated operations', () => {
  it.each(['without faults', 'while fields are broken or a subgraph is down'])(
    `have the same response from any cache, %s, from seed ${seed}`,
    async (faulty) => {
      const values = valuesFrom({ fields: {}, names: smallNames });
      const arbitrary = operations({ schema, values, viewers: 1, rules: [], kind: 'query' });
      let [withoutCache, withCache] = [0, 0];
      for (let one = seed; one < seed + runs / 2; one += 1) {
        const { query, variables } = fc.sample(arbitrary, { numRuns: 1, seed: one })[0] as Generated;
        const faults =
          faulty === 'without faults' ? noFaults : (fc.sample(anyFaults, { numRuns: 1, seed: one })[0] as Faults);
        plain.use(faults);
        cached.use(faults);
        cache.invalidate(['*']);
        const resultOf = async ({ federated }: SmallSupergraph, cacheUse = new CacheUse('use', true)) => {
          const { data, errors } = await federated.execute(query, variables, {}, cacheClient({ cacheUse }));
          // Only what was not kept is requested again.
          const forgotten = cacheUse.fetches.filter(({ misses, uncached }) => misses > 0 && uncached === undefined);
          return { one, query, variables, faults, data: JSON.stringify(data), errors: errors.toSorted(), forgotten };
        };

        const expected = await resultOf(plain);
        withoutCache += plain.federated.takeRequests().length;
        expect({ ...(await resultOf(cached)), forgotten: [] }).toEqual(expected);
        cached.federated.takeRequests();
        expect(await resultOf(cached)).toEqual(expected);
        withCache += cached.federated.takeRequests().length;
        cache.invalidate(['root', 'Product:p1', 'Image:i1', 'Person:h1']);
        expect({ ...(await resultOf(cached)), forgotten: [] }).toEqual(expected);
        expect(await resultOf(cached)).toEqual(expected);
      }
      // The rest has errors, or objects whose subgraph does not know their key.
      if (faulty === 'without faults') expect(withCache).toBeLessThan(withoutCache / 2);
    },
    120_000 + runs * 100,
  );
});
