import type { ApolloGateway } from '@apollo/gateway';
import { GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql';
import { graphError } from '#kit/errors.ts';
import type { GatewayContext } from './context.ts';
import type { Execution, Variables } from './execution/execution.ts';
import type { Fetched } from './execution/fetches.ts';
import type { Asked } from './execution/operation.ts';
import type { Policy } from './policy/policy.ts';

/** Answers one validated operation. */
export type Executor = ApolloGateway['executor'];

/** A supergraph as it is served. */
export interface Served {
  policy: Policy;
  execution: Execution;
}

/** What is fetched for one request. */
export interface FetchRequest {
  /** Without what the viewer is refused. */
  asked: Asked;
  variables: Variables;
  /** What clients see. */
  schema: GraphQLSchema;
  context: GatewayContext;
  execution: Execution;
}

export type Fetch = (request: FetchRequest) => Promise<Fetched>;

/**
 * THE SEAM between Apollo Server and the execution of operations. Apollo's own executor is not used: it loses fields of
 * interfaces, answers keys for aliases of their names, and tells an entity that is gone as an error.
 *
 * Of every operation, what the viewer may see and do is fetched, by the policy in force at that moment; for the rest,
 * nothing is planned and no subgraph asked. The answer has the shape of the whole operation. An operation that is not
 * there, or of a kind that the schema does not have, is the client's mistake.
 */
export function createExecutor(served: () => Served, fetch: Fetch): Executor {
  return async (request) => {
    const { operation, document, source, queryHash } = request;
    if (!operation) return { errors: [new GraphQLError(whyUnresolved(request.request.operationName))] };
    const { policy, execution } = served();
    const { schema } = execution;
    if (!schema.getRootType(operation.operation)) return { errors: [unknownKind(operation.operation)] };
    const given = request.request.variables ?? {};
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
    if (!coerced) return { errors };

    const context = request.context as GatewayContext;
    const asked: Asked = { operation, document, source, queryHash };
    const variables: Variables = { given, coerced };
    const refusals = policy.refusals(asked, context.viewer);
    const permitted = refusals.size === 0 ? asked : policy.without(asked, refusals);
    const fetched = permitted ? await fetch({ asked: permitted, variables, schema, context, execution }) : nothing();
    const answer = execution.answer(asked, variables, fetched, refusals);
    return answer.errors.length > 0 ? answer : { data: answer.data };
  };
}

function nothing(): Fetched {
  return { data: {}, errors: [], gone: new Set() };
}

function whyUnresolved(operationName: string | undefined): string {
  return operationName
    ? `The document has no operation named "${operationName}".`
    : 'The document has several operations; `operationName` must say which one to run.';
}

function unknownKind(kind: string): GraphQLError {
  return graphError('GRAPHQL_VALIDATION_FAILED', `The schema has no ${kind}.`);
}
