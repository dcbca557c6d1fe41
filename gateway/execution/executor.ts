import type { ApolloGateway } from '@apollo/gateway';
import { GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import type { RecordRefusals } from '../auth/refused-mutations.ts';
import type { GatewayContext } from '../context.ts';
import type { Policy } from '../policy/policy.ts';
import type { Execution, Variables } from './execution.ts';
import type { FetchedData } from './fetches/execute-plan.ts';
import type { HashedOperation } from './operation.ts';
import type { Data } from './response/complete-response.ts';

type ApolloRequest = Parameters<ApolloGateway['executor']>[0];

/** A validated operation with the parameters of its request. */
export interface ExecutorRequest
  extends Pick<ApolloRequest, 'document' | 'operation' | 'schema' | 'source' | 'queryHash' | 'context'> {
  request: { operationName?: string; variables?: Readonly<Record<string, unknown>>; http?: { method: string } };
  /** Whether the data is needed as objects, because it is changed afterwards. */
  needsObjects?: boolean;
}

/** Executes one validated operation. */
export type Executor = (request: ExecutorRequest) => ReturnType<ApolloGateway['executor']>;

/** The parts of the served supergraph that execution needs. */
interface Served {
  policy: Policy;
  execution: Execution;
}

/** A request to fetch the data of one operation. */
export interface FetchRequest {
  /** The whole operation. */
  requested: HashedOperation;
  /** The operation without the fields that are denied to the viewer. */
  permitted: HashedOperation;
  variables: Variables;
  /** The API schema. */
  schema: GraphQLSchema;
  context: GatewayContext;
  execution: Execution;
}

/** Fetches the data of an operation from the subgraphs. Errors are part of the result. */
export type Fetch = (request: FetchRequest) => Promise<FetchedData>;

/**
 * The executor for Apollo Server. It replaces Apollo's own executor, which loses fields of interfaces, confuses aliases
 * with keys of the same name, and reports an error for an entity that does not exist.
 *
 * Only the part of the operation that the policy permits to the viewer is planned and fetched. The response has the
 * shape of the whole operation, and at most `responseLimit` bytes. A missing operation, or one of a type that the
 * schema does not have, returns an error. `recordRefusals` receives the denied fields.
 */
export function createExecutor(
  served: () => Served,
  fetch: Fetch,
  { responseLimit, recordRefusals }: { responseLimit: number; recordRefusals: RecordRefusals },
): Executor {
  return async (request) => {
    const { operation, document, source, queryHash } = request;
    if (!operation) return { errors: [new GraphQLError(unresolvedMessage(request.request.operationName))] };
    const { policy, execution } = served();
    const { schema } = execution;
    if (!schema.getRootType(operation.operation)) return { errors: [unsupportedOperation(operation.operation)] };
    const raw = request.request.variables ?? {};
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], raw);
    if (!coerced) return { errors };

    const context = request.context as GatewayContext;
    const requested: HashedOperation = { operation, document, source, queryHash };
    const variables: Variables = { raw, coerced };
    const refusals = policy.refusals(requested, context.viewer);
    if (refusals.size > 0) recordRefusals(context, refusals);
    const permitted = refusals.size === 0 ? requested : policy.without(requested, refusals);
    const fetched = permitted
      ? await fetch({ requested, permitted, variables, schema, context, execution }).catch(planningError)
      : nothingFetched();
    // The operation was not planned, so nothing ran.
    if (fetched instanceof GraphQLError) return { errors: [fetched] };
    // The response is not read by anyone. Its errors, one for each lost field of each entity, may be thousands.
    if (context.isDisconnected) return { data: null, errors: [disconnected()] };
    const bounds = { refusals, limit: responseLimit, needsObjects: request.needsObjects };
    const completed = execution.complete(requested, variables, fetched, bounds);
    // `stringifyResponse` writes it.
    const data = completed.data as Data | null;
    return completed.errors.length > 0 ? { data, errors: completed.errors } : { data };
  };
}

/** The error of an operation that is not planned. */
function planningError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  throw error;
}

function disconnected(): GraphQLError {
  return graphError('SUBGRAPH_UNAVAILABLE', 'The client disconnected before the operation ended.');
}

function nothingFetched(): FetchedData {
  return { data: {}, errors: [], missingEntities: new Set() };
}

function unresolvedMessage(operationName: string | undefined): string {
  return operationName
    ? `The document has no operation named "${operationName}".`
    : 'The document has several operations. `operationName` must name one of them.';
}

function unsupportedOperation(type: string): GraphQLError {
  return graphError('GRAPHQL_VALIDATION_FAILED', `The schema has no ${type} type.`);
}
