import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Count, counter, type DataNames } from './actual.ts';
import type { Variables } from './amounts.ts';
import { type CompiledOperation, type Costed, compileOperation } from './compile.ts';
import { costliestPaths, type PathCost } from './costliest.ts';
import { declaredIn } from './directives.ts';
import { evaluate, type Run } from './evaluate.ts';
import { introspectionSizesOf } from './introspection.ts';

export type { PathCost } from './costliest.ts';

/** The estimated cost of an operation, in points of the schema's `@cost`. */
export interface OperationCost {
  /** An integer from 0 to 2^53 − 1; larger costs are clamped to the maximum. */
  total: number;
  /** At most `count` response paths with the most expensive fields, in descending order. */
  costliest(count: number): PathCost[];
}

/** An operation of a document. */
export interface CostedOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/**
 * The cost of operations by the IBM cost specification (https://ibm.github.io/graphql-specs/cost-spec.html): the sum of
 * field cost and type cost. `variables` are those of the client before validation: an invalid list size does not lower
 * the cost.
 */
export interface CostModel {
  /**
   * The static cost, in time linear in the document; cached by document, operation and the variables that affect it.
   */
  estimate(asked: CostedOperation, variables: Variables): OperationCost;
  /**
   * The actual cost of a response: with the lengths of its lists in place of the estimated sizes. Never above the
   * estimate. 0 when nothing was executed (`undefined`), the estimate when an error replaced the whole response
   * (`null`). `names`: of the fields in `data`, where these are not the response keys; they follow from the operation.
   */
  actual(
    asked: CostedOperation,
    variables: Variables,
    data: Readonly<Record<string, unknown>> | null | undefined,
    names?: DataNames,
  ): number;
}

/** An estimated run, and its program for actual costs once there was a response. */
interface Counted {
  run: Run;
  cost: OperationCost;
  count?: Count;
  /** For data with other names than the response keys. */
  countNamed?: Count;
}

/** The approximate maximum size of the cached runs of one model, in bytes. */
const cacheSize = 8_388_608;

/**
 * The cost model of a schema whose definitions have `@cost` and `@listSize` in their `astNode`. `served` is the schema
 * that clients see, if different: introspection costs depend on it.
 */
export function openCostModel(schema: GraphQLSchema, served: GraphQLSchema = schema): CostModel {
  const costed: Costed = { schema, declared: declaredIn(schema), introspection: introspectionSizesOf(served) };
  const operations = new WeakMap<OperationDefinitionNode, { id: number; compiled: CompiledOperation }>();
  const runs = new LRUCache<string, Counted>({ maxSize: cacheSize });
  let lastId = 0;

  return {
    estimate: (asked, variables) => runOf(asked, variables).cost,
    actual: (asked, variables, data, names) => {
      if (data === undefined) return 0;
      const known = runOf(asked, variables);
      if (data === null) return known.cost.total;
      if (names) {
        known.countNamed ??= counter(known.run, names);
        return Math.ceil(known.countNamed(data));
      }
      known.count ??= counter(known.run);
      return Math.ceil(known.count(data));
    },
  };

  function runOf({ document, operation }: CostedOperation, variables: Variables): Counted {
    let known = operations.get(operation);
    if (!known) {
      lastId += 1;
      known = { id: lastId, compiled: compileOperation(costed, document, operation) };
      operations.set(operation, known);
    }
    const { id, compiled } = known;
    const values = compiled.amounts.read(variables);
    const key = `${id} ${values.join()}`;
    const found = runs.get(key);
    if (found) return found;
    const run = evaluate(compiled, values);
    const cost: OperationCost = {
      total: Math.min(Math.ceil(run.total), Number.MAX_SAFE_INTEGER),
      costliest: (count) => costliestPaths(run, count),
    };
    const made: Counted = { run, cost };
    runs.set(key, made, { size: sizeOf(compiled, key) });
    return made;
  }
}

/** The approximate size of a run with its compiled operation and its program for actual costs, in bytes. */
function sizeOf({ levels, fields }: CompiledOperation, key: string): number {
  return 2_000 + 2 * key.length + 300 * levels + 600 * fields;
}
