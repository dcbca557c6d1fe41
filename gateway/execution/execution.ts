import { type DocumentNode, type GraphQLError, type GraphQLObjectType, type GraphQLSchema, Kind, visit } from 'graphql';
import { type Completed, complete, type Data } from './answer.ts';
import { createCache, operationCacheSize } from './cache.ts';
import { completionsIn } from './completion.ts';
import { type AskSubgraph, type Fetched, fetchAll } from './fetches.ts';
import { introspectionOf } from './introspection.ts';
import type { Names } from './normal-form/names.ts';
import { type Normalised, normalise } from './normal-form/normal-form.ts';
import { type Asked, alone, keyOf } from './operation.ts';
import type { PlanRequester, Plans } from './planning/plans.ts';
import { scopeOf } from './selections.ts';
import { type Shape, shapeOf } from './shape.ts';

/** Executes the operations of one supergraph, and caches what it learns of them. A changed supergraph needs a new one. */
export interface Execution {
  /** What clients see. */
  schema: GraphQLSchema;
  /** Fetches what an operation needs. Rejects where it cannot be planned: see `Plans`. */
  fetch(request: ExecutionRequest): Promise<Fetched>;
  /** Completes the answer to an operation from the data fetched for it, or for the part of it that is not refused. */
  answer(asked: Asked, variables: Variables, fetched: Fetched, bounds: AnswerBounds): Completed;
  /** The names that the fields of an operation's run have in the data that is fetched for it. */
  namesOf(asked: Asked, variables: Variables): Names;
  /** Plans an operation before anybody asks for it. */
  prepare(asked: Asked, variables: Variables): Promise<void>;
}

/** What an answer must not have. */
export interface AnswerBounds {
  /** Why fields are refused to the viewer, by coordinate. */
  refusals: ReadonlyMap<string, GraphQLError>;
  /** Bytes that it may have as JSON. */
  limit: number;
}

/** What is fetched. */
export interface ExecutionRequest {
  /** The whole operation. */
  asked: Asked;
  /** The part of it that is fetched. */
  part: Asked;
  variables: Variables;
  requester: PlanRequester;
  ask: AskSubgraph;
}

export interface Variables {
  /** As the client gave them. */
  given: Readonly<Data>;
  /** With defaults, as the operation declares them. */
  coerced: Readonly<Data>;
}

/** A supergraph whose access directives were removed. */
export interface OpenSupergraph {
  sdl: DocumentNode;
  /** With all that clients do not see. */
  supergraph: GraphQLSchema;
}

/** Prepares a supergraph; `schema` is what clients see of it. */
export function openExecution({ sdl, supergraph }: OpenSupergraph, schema: GraphQLSchema, plans: Plans): Execution {
  const required = requiredIn(sdl);
  const completionOf = completionsIn(supergraph);
  const introspect = introspectionOf(schema);
  const normalForms = createCache<Normalised>(operationCacheSize);
  const texts = createCache<string | undefined>(operationCacheSize);
  const shapes = createCache<Shape>(operationCacheSize);
  const conditions = createCache<readonly string[]>(operationCacheSize);

  return {
    schema,
    namesOf: (asked, { coerced }) => normalFormOf(asked, coerced).names,
    fetch: async ({ asked, part, variables: { given, coerced }, requester, ask }) => {
      const { names, valuesOf } = normalFormOf(asked, coerced);
      const operation = textOf(asked, part, coerced);
      const plan = operation === undefined ? nothing : await plans.planOf(operation, requester);
      return fetchAll({ plan, variables: valuesOf(given), names, supergraph, ask });
    },
    answer: (asked, { given, coerced }, { data, errors, gone }, { refusals, limit }) =>
      complete({
        root: schema.getRootType(asked.operation.operation) as GraphQLObjectType,
        shape: shapeFor(asked, coerced),
        schema,
        supergraph,
        data,
        errors,
        gone,
        refusals,
        introspection: introspect(asked, given),
        limit,
      }),
    prepare: async (asked, { coerced }) => {
      const operation = textOf(asked, asked, coerced);
      if (operation !== undefined)
        await plans.planOf(operation, { budget: undefined, deadline: Number.POSITIVE_INFINITY });
    },
  };

  function normalFormOf(asked: Asked, variables: Readonly<Data>): Normalised {
    return normalForms(
      keyWith(asked, variables),
      () => normalise({ ...asked, variables, schema }, required),
      () => asked.source.length,
    );
  }

  function textOf(asked: Asked, part: Asked, variables: Readonly<Data>): string | undefined {
    return texts(
      `${keyWith(asked, variables)} ${keyOf(part)}`,
      () => normalFormOf(asked, variables).textOf(part),
      (text = '') => text.length + 1,
    );
  }

  function shapeFor(asked: Asked, variables: Readonly<Data>): Shape {
    const scope = () => scopeOf({ ...asked, variables, schema });
    return shapes(
      keyWith(asked, variables),
      () => shapeOf(asked.operation.selectionSet, scope(), normalFormOf(asked, variables).names, completionOf),
      () => asked.source.length,
    );
  }

  /** What tells a run from those that skip other fields. */
  function keyWith(asked: Asked, variables: Readonly<Data>): string {
    const names = conditions(
      keyOf(asked),
      () => conditionsIn(alone(asked.operation, asked.document)),
      () => asked.source.length,
    );
    return `${keyOf(asked)} ${names.map((name) => (variables[name] ? 1 : 0)).join('')}`;
  }
}

/** The names of all fields that subgraphs require of others. */
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

const nothing = { kind: 'QueryPlan' } as const;

/** The variables that say whether something is skipped. */
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
