import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  visit,
} from 'graphql';
import { graphError } from '#kit/errors.ts';
import { scopeOf } from '../selections.ts';
import { type Completed, complete, type Data } from './answer.ts';
import { createCache, operationCacheSize } from './cache.ts';
import { completionsIn } from './completion.ts';
import { type AskSubgraph, type Fetched, fetchAll } from './fetches.ts';
import { introspectionOf } from './introspection.ts';
import { type Asked, alone, keyOf } from './operation.ts';
import { planned } from './rewrite.ts';
import { type Shape, shapeOf } from './shape.ts';

/** Executes the operations of one supergraph, and caches their plans and shapes. A changed supergraph needs a new one. */
export interface Execution {
  /** What clients see. */
  schema: GraphQLSchema;
  /** Fetches what an operation needs. Rejects with OPERATION_TOO_COMPLEX where it cannot be planned within limits. */
  fetch(asked: Asked, variables: Variables, ask: AskSubgraph): Promise<Fetched>;
  /** Completes the answer to an operation from the data fetched for it, or for the part of it that is not refused. */
  answer(asked: Asked, variables: Variables, fetched: Fetched, refusals: ReadonlyMap<string, GraphQLError>): Completed;
}

export interface Variables {
  /** As the client gave them. */
  given: Readonly<Data>;
  /** With defaults, as the operation declares them. */
  coerced: Readonly<Data>;
}

/** Prepares a supergraph whose access directives were removed; `schema` is what clients see of it. */
export function openExecution(sdl: DocumentNode, schema: GraphQLSchema): Execution {
  const internal = Supergraph.build(sdl);
  const apiSchema = internal.apiSchema();
  const planner = new QueryPlanner(internal);
  const supergraph = buildASTSchema(sdl, { assumeValidSDL: true });
  const completionOf = completionsIn(supergraph);
  const introspect = introspectionOf(schema);
  const plans = createCache<QueryPlan>(operationCacheSize);
  const shapes = createCache<Shape>(operationCacheSize);
  const conditions = createCache<readonly string[]>(operationCacheSize);

  return {
    schema,
    fetch: async (asked, { given, coerced }, ask) =>
      fetchAll({
        plan: plans(
          keyWith(asked, coerced),
          () => planFor(asked, coerced),
          () => asked.source.length,
        ),
        variables: given,
        supergraph,
        ask,
      }),
    answer: (asked, { given, coerced }, { data, errors, gone }, refusals) =>
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
      }),
  };

  function planFor(asked: Asked, variables: Readonly<Data>): QueryPlan {
    const document = planned({ ...asked, variables, schema });
    if (!document) return { kind: 'QueryPlan' };
    try {
      return planner.buildQueryPlan(operationFromDocument(apiSchema, document));
    } catch (cause) {
      // The planner's own limits have no error code.
      if (!/^(Exceeded maximum recursive|Number of non-local) selections/.test(String((cause as Error).message)))
        throw cause;
      throw graphError('OPERATION_TOO_COMPLEX', tooManyWays, { http: { status: 400 }, cause });
    }
  }

  function shapeFor(asked: Asked, variables: Readonly<Data>): Shape {
    const scope = () => scopeOf({ ...asked, variables, schema });
    return shapes(
      keyWith(asked, variables),
      () => shapeOf(asked.operation.selectionSet, scope(), completionOf),
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

const tooManyWays = 'The operation can be answered in too many ways. Ask for fewer fields of interfaces.';

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
