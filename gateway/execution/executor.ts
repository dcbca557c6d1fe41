import type { ApolloGateway } from '@apollo/gateway';
import { GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';
import type { RecordRefusals } from '../auth/refused-mutations.ts';
import type { GatewayContext } from '../context.ts';
import type { Policy } from '../policy/policy.ts';
import type { Execution, Variables } from './execution.ts';
import type { Fetched } from './fetches.ts';
import type { Asked } from './operation.ts';

/** Answers one validated operation. */
export type Executor = ApolloGateway['executor'];

/** A supergraph as it is served. */
interface Served {
  policy: Policy;
  execution: Execution;
}

/** What is fetched for one request. */
export interface FetchRequest {
  /** The whole operation. */
  asked: Asked;
  /** Without what the viewer is refused. */
  permitted: Asked;
  variables: Variables;
  /** What clients see. */
  schema: GraphQLSchema;
  context: GatewayContext;
  execution: Execution;
}

/** Fetches the data of an operation from the subgraphs. Errors are part of the result. */
export type Fetch = (request: FetchRequest) => Promise<Fetched>;

/**
 * THE SEAM between Apollo Server and the execution of operations. Apollo's own executor is not used: it loses fields of
 * interfaces, takes aliases for keys of the same name, and reports an error for an entity that does not exist.
 *
 * Only the part of an operation that the current policy permits to the viewer is planned and fetched. The answer has the
 * shape of the whole operation, and at most `answerLimit` bytes. An operation that is missing, or of a kind that the schema
 * does not have, is the client's mistake. `recordRefusals` receives what is refused.
 */
export function createExecutor(
  served: () => Served,
  fetch: Fetch,
  { answerLimit, recordRefusals }: { answerLimit: number; recordRefusals: RecordRefusals },
): Executor {
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
    if (refusals.size > 0) recordRefusals(context, refusals);
    const permitted = refusals.size === 0 ? asked : policy.without(asked, refusals);
    const fetched = permitted
      ? await fetch({ asked, permitted, variables, schema, context, execution }).catch(refusalIn)
      : nothing();
    // Nothing ran.
    if (fetched instanceof GraphQLError) return { errors: [fetched] };
    const answer = execution.answer(asked, variables, fetched, { refusals, limit: answerLimit });
    return answer.errors.length > 0 ? answer : { data: answer.data };
  };
}

/** Why an operation is not planned. */
function refusalIn(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  throw error;
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
