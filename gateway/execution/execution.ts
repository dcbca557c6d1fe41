import type { QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import type { DataNames } from '#kit/graph/cost/actual.ts';
import type { RulesFor } from '../cache/rules/fetch-rules.ts';
import { createCache, operationCacheSize } from './cache.ts';
import { type CompiledPlan, compilePlan } from './fetches/compile-plan.ts';
import { type Caching, executePlan, type FetchedData } from './fetches/execute-plan.ts';
import { introspectionOf } from './introspection.ts';
import type { FieldNames } from './normal-form/field-names.ts';
import { interfaceObjectsIn } from './normal-form/interface-objects.ts';
import { type Normalised, normalise } from './normal-form/normal-form.ts';
import { alone, type HashedOperation, keyOf } from './operation.ts';
import type { PlanCache, PlanRequester } from './planning/plan-cache.ts';
import { compileWriter, type WriteResponse } from './response/compile-writer.ts';
import { type CompletedResponse, completeResponse, type Data } from './response/complete-response.ts';
import { completionsIn } from './response/completion.ts';
import { RawData } from './response/raw-data.ts';
import { dataNamesOf, type ResponseShape, responseShapeOf } from './response/response-shape.ts';
import { isCondition, scopeOf } from './selections.ts';
import type { SendToSubgraph } from './subgraph-request.ts';

/** Executes the operations of one supergraph, with caches for them. Each version of the supergraph has its own. */
export interface Execution {
  /** The API schema. */
  schema: GraphQLSchema;
  /** Fetches the data of an operation. Rejects where it cannot be planned: see `PlanCache`. */
  fetch(request: ExecutionRequest): Promise<FetchedData>;
  /** Completes the response to an operation from the data that was fetched for it, or for its permitted part. */
  complete(
    requested: HashedOperation,
    variables: Variables,
    fetched: FetchedData,
    bounds: ResponseBounds,
  ): CompletedResponse | WrittenResponse;
  /** The names that the fields of an operation have in its fetched data. */
  namesOf(requested: HashedOperation, variables: Variables): FieldNames;
  /** Plans an operation in advance. */
  prepare(requested: HashedOperation, variables: Variables): Promise<void>;
}

/** A complete response whose data is written as JSON. */
export interface WrittenResponse {
  data: RawData;
  errors: [];
}

/** What must be left out of a response. */
export interface ResponseBounds {
  /** The errors of the fields that are denied to the viewer, by coordinate. */
  refusals: ReadonlyMap<string, GraphQLError>;
  /** The maximum size of the response as JSON, in bytes. */
  limit: number;
  /** Whether the data is needed as objects, because it is changed afterwards. */
  needsObjects?: boolean | undefined;
}

/** A request to fetch the data of an operation. */
export interface ExecutionRequest {
  /** The whole operation. */
  requested: HashedOperation;
  /** The part of it that is fetched. */
  part: HashedOperation;
  variables: Variables;
  requester: PlanRequester;
  send: SendToSubgraph;
  /** Undefined where the results of fetches are not cached. */
  caching?: Caching | undefined;
}

export interface Variables {
  /** As the client sent them. */
  raw: Readonly<Data>;
  /** Coerced, with defaults, as the operation declares them. */
  coerced: Readonly<Data>;
}

/**
 * Prepares a supergraph for execution. `supergraph`: its full schema, with `@inaccessible` elements; `schema`: its API
 * schema; `rulesFor`: how the results of fetches are cached.
 */
export function openExecution(
  supergraph: GraphQLSchema,
  schema: GraphQLSchema,
  plans: PlanCache,
  rulesFor?: RulesFor,
): Execution {
  const completionOf = completionsIn(supergraph);
  const interfaceObjects = interfaceObjectsIn(supergraph);
  const introspect = introspectionOf(schema);
  const compiledPlans = new WeakMap<QueryPlan, CompiledPlan>();
  const preparedOperations = createCache<PreparedOperation>(operationCacheSize);
  const conditions = new WeakMap<OperationDefinitionNode, readonly string[]>();

  return {
    schema,
    namesOf: (requested, { coerced }) => preparedFor(requested, coerced).normal.names,
    fetch: async ({ requested, part, variables: { raw, coerced }, requester, send, caching }) => {
      const { normal, planFor } = preparedFor(requested, coerced);
      const known = planFor(part, requester);
      const plan = known instanceof Promise ? await known : known;
      return executePlan({ plan, variables: normal.valuesOf(raw), names: normal.names, supergraph, send, caching });
    },
    complete: (requested, { raw, coerced }, { data, errors, missingEntities }, { refusals, limit, needsObjects }) => {
      const { shape, names, write } = preparedFor(requested, coerced);
      if (!needsObjects && errors.length === 0 && refusals.size === 0) {
        const text = write()?.(data, missingEntities, limit);
        if (text !== undefined) return { data: new RawData(text, data, names), errors: [] };
      }
      return completeResponse({
        root: rootOf(requested),
        shape,
        schema,
        supergraph,
        data,
        errors,
        missingEntities,
        refusals,
        introspection: introspect(requested, raw),
        limit,
      });
    },
    prepare: async (requested, { coerced }) => {
      const prepared = preparedFor(requested, coerced);
      prepared.write();
      await prepared.planFor(requested, { budget: undefined, deadline: Number.POSITIVE_INFINITY });
    },
  };

  /** The operation with these values of its `@skip` and `@include` variables. */
  function preparedFor(requested: HashedOperation, variables: Readonly<Data>): PreparedOperation {
    let names = conditions.get(requested.operation);
    if (!names) {
      names = conditionsIn(alone(requested.operation, requested.document));
      conditions.set(requested.operation, names);
    }
    const values = names.map((name) => (variables[name] ? 1 : 0)).join('');
    return preparedOperations(
      `${keyOf(requested)} ${values}`,
      () => prepareOperation(requested, variables),
      () => requested.source.length,
    );
  }

  function prepareOperation(requested: HashedOperation, variables: Readonly<Data>): PreparedOperation {
    const normal = normalise({ ...requested, variables, schema }, interfaceObjects);
    const scope = scopeOf({ ...requested, variables, schema });
    const shape = responseShapeOf(requested.operation.selectionSet, scope, normal.names, completionOf);
    const known = new Map<string, CompiledPlan>();
    let writer: { write: WriteResponse | undefined } | undefined;
    return {
      normal,
      shape,
      names: dataNamesOf(shape, schema),
      write: () => {
        writer ??= { write: compileWriter(rootOf(requested), shape, schema) };
        return writer.write;
      },
      planFor: (part, requester) => known.get(part.queryHash) ?? plan(part, requester),
    };

    async function plan(part: HashedOperation, requester: PlanRequester): Promise<CompiledPlan> {
      const text = normal.textOf(part);
      const plan = text === undefined ? emptyPlan : compiled(await plans.get(text, requester));
      if (known.size >= maxParts) known.clear();
      known.set(part.queryHash, plan);
      return plan;
    }
  }

  function compiled(plan: QueryPlan): CompiledPlan {
    const compiledPlan = compiledPlans.get(plan) ?? compilePlan(plan, supergraph, rulesFor);
    compiledPlans.set(plan, compiledPlan);
    return compiledPlan;
  }

  function rootOf({ operation }: HashedOperation): GraphQLObjectType {
    return schema.getRootType(operation.operation) as GraphQLObjectType;
  }
}

/** What is computed once for an operation and the values of its conditions. */
interface PreparedOperation {
  normal: Normalised;
  shape: ResponseShape;
  names: DataNames;
  /** The writer of complete responses, compiled at the first call; undefined where none can be compiled. */
  write(): WriteResponse | undefined;
  /** The plan of a part of the operation. Rejects where it cannot be planned: see `PlanCache`. */
  planFor(part: HashedOperation, requester: PlanRequester): CompiledPlan | Promise<CompiledPlan>;
}

/** The maximum number of parts of one operation, by what viewers may see, whose plans are kept with it. */
const maxParts = 8;

const emptyPlan: CompiledPlan = { steps: [] };

/** The variables of `@skip` and `@include`. */
export function conditionsIn(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      if (!isCondition(directive)) return;
      const value = directive.arguments?.[0]?.value;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
