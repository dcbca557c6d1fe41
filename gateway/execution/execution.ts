import { type DocumentNode, type GraphQLError, type GraphQLObjectType, type GraphQLSchema, Kind, visit } from 'graphql';
import { createCache, operationCacheSize } from './cache.ts';
import { type CompletedResponse, completeResponse, type Data } from './complete-response.ts';
import { completionsIn } from './completion.ts';
import { executePlan, type FetchedData } from './execute-plan.ts';
import { introspectionOf } from './introspection.ts';
import type { FieldNames } from './normal-form/field-names.ts';
import { type Normalised, normalise } from './normal-form/normal-form.ts';
import { alone, type HashedOperation, keyOf } from './operation.ts';
import type { PlanCache, PlanRequester } from './planning/plan-cache.ts';
import { type ResponseShape, responseShapeOf } from './response-shape.ts';
import { scopeOf } from './selections.ts';
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
  ): CompletedResponse;
  /** The names that the fields of an operation have in its fetched data. */
  namesOf(requested: HashedOperation, variables: Variables): FieldNames;
  /** Plans an operation in advance. */
  prepare(requested: HashedOperation, variables: Variables): Promise<void>;
}

/** What must be left out of a response. */
export interface ResponseBounds {
  /** The errors of the fields that are denied to the viewer, by coordinate. */
  refusals: ReadonlyMap<string, GraphQLError>;
  /** The maximum size of the response as JSON, in bytes. */
  limit: number;
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
}

export interface Variables {
  /** As the client sent them. */
  raw: Readonly<Data>;
  /** Coerced, with defaults, as the operation declares them. */
  coerced: Readonly<Data>;
}

/** A supergraph without its access directives. */
export interface OpenSupergraph {
  sdl: DocumentNode;
  /** The full schema, with `@inaccessible` elements. */
  supergraph: GraphQLSchema;
}

/** Prepares a supergraph for execution; `schema` is its API schema. */
export function openExecution({ sdl, supergraph }: OpenSupergraph, schema: GraphQLSchema, plans: PlanCache): Execution {
  const required = requiredIn(sdl);
  const completionOf = completionsIn(supergraph);
  const introspect = introspectionOf(schema);
  const normalForms = createCache<Normalised>(operationCacheSize);
  const texts = createCache<string | undefined>(operationCacheSize);
  const shapes = createCache<ResponseShape>(operationCacheSize);
  const conditions = createCache<readonly string[]>(operationCacheSize);

  return {
    schema,
    namesOf: (requested, { coerced }) => normalFormOf(requested, coerced).names,
    fetch: async ({ requested, part, variables: { raw, coerced }, requester, send }) => {
      const { names, valuesOf } = normalFormOf(requested, coerced);
      const operation = textOf(requested, part, coerced);
      const plan = operation === undefined ? emptyPlan : await plans.get(operation, requester);
      return executePlan({ plan, variables: valuesOf(raw), names, supergraph, send });
    },
    complete: (requested, { raw, coerced }, { data, errors, missingEntities }, { refusals, limit }) =>
      completeResponse({
        root: schema.getRootType(requested.operation.operation) as GraphQLObjectType,
        shape: shapeFor(requested, coerced),
        schema,
        supergraph,
        data,
        errors,
        missingEntities,
        refusals,
        introspection: introspect(requested, raw),
        limit,
      }),
    prepare: async (requested, { coerced }) => {
      const operation = textOf(requested, requested, coerced);
      if (operation !== undefined)
        await plans.get(operation, { budget: undefined, deadline: Number.POSITIVE_INFINITY });
    },
  };

  function normalFormOf(requested: HashedOperation, variables: Readonly<Data>): Normalised {
    return normalForms(
      keyWith(requested, variables),
      () => normalise({ ...requested, variables, schema }, required),
      () => requested.source.length,
    );
  }

  function textOf(requested: HashedOperation, part: HashedOperation, variables: Readonly<Data>): string | undefined {
    return texts(
      `${keyWith(requested, variables)} ${keyOf(part)}`,
      () => normalFormOf(requested, variables).textOf(part),
      (text = '') => text.length + 1,
    );
  }

  function shapeFor(requested: HashedOperation, variables: Readonly<Data>): ResponseShape {
    const scope = () => scopeOf({ ...requested, variables, schema });
    return shapes(
      keyWith(requested, variables),
      () =>
        responseShapeOf(
          requested.operation.selectionSet,
          scope(),
          normalFormOf(requested, variables).names,
          completionOf,
        ),
      () => requested.source.length,
    );
  }

  /** A cache key for the operation with these values of its `@skip` and `@include` variables. */
  function keyWith(requested: HashedOperation, variables: Readonly<Data>): string {
    const names = conditions(
      keyOf(requested),
      () => conditionsIn(alone(requested.operation, requested.document)),
      () => requested.source.length,
    );
    return `${keyOf(requested)} ${names.map((name) => (variables[name] ? 1 : 0)).join('')}`;
  }
}

/** The names of all fields in `@requires`. */
function requiredIn(sdl: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(sdl, {
    Argument({ name, value }) {
      if (name.value !== 'requires' || value.kind !== Kind.STRING) return;
      for (const [field] of value.value.matchAll(/\w+/g)) names.add(field);
    },
  });
  return names;
}

const emptyPlan = { kind: 'QueryPlan' } as const;

/** The variables of `@skip` and `@include`. */
function conditionsIn(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      const value = directive.arguments?.[0]?.value;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
