import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';

/** Plans one operation in normal form. Throws OPERATION_TOO_COMPLEX where it exceeds the planner's limits. */
export type Planner = (operation: string) => QueryPlan;

/** Prepares the planner of a supergraph without access directives. It needs some hundred milliseconds. */
export function openPlanner(sdl: string): Planner {
  const supergraph = Supergraph.build(sdl);
  const schema = supergraph.apiSchema();
  // The plan cache is in front of the planner.
  const planner = new QueryPlanner(supergraph, { cache: noCache });
  return (operation) => {
    try {
      return planner.buildQueryPlan(operationFromDocument(schema, parse(operation, { noLocation: true })));
    } catch (cause) {
      // The planner's own limits have no error code.
      if (!/^(Exceeded maximum recursive|Number of non-local) selections/.test(String((cause as Error).message)))
        throw cause;
      throw tooComplex('The operation has too many possible plans. Select fewer fields on interfaces.', cause);
    }
  };
}

const noCache = { get: async () => undefined, set: async () => {}, delete: async () => true, clear: () => {} };

/** The error for an operation that is too complex to plan: OPERATION_TOO_COMPLEX, with HTTP status 400. */
export function tooComplex(message: string, cause?: unknown) {
  return graphError('OPERATION_TOO_COMPLEX', message, { limit: 'planning', http: { status: 400 }, cause });
}
