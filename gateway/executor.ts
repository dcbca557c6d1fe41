import type { ApolloGateway } from '@apollo/gateway';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { graphError } from '#kit/errors.ts';

/** Answers one validated operation. */
export type Executor = ApolloGateway['executor'];

/**
 * THE SEAM between Apollo Server and whatever executes operations. Apollo's own executor plans the operation, fetches
 * and joins; another that keeps this signature can take its place in `gateway.ts`, and nothing else needs to know.
 *
 * Around the executor given, this one sets right what it reports: an operation that is not there, or of a kind that
 * the schema does not have, is the client's mistake; a null that the schema does not allow is told and not passed over; and what several fetches report about
 * the same lost part of the answer is told once.
 */
export function createExecutor(execute: Executor): Executor {
  return async (request) => {
    const { operation, schema } = request;
    if (!operation) return { errors: [new GraphQLError(whyUnresolved(request.request.operationName))] };
    if (!schema.getRootType(operation.operation)) return { errors: [unknownKind(operation.operation)] };
    const { data, errors = [], extensions: { valueCompletion = [], ...extensions } = {} } = await execute(request);
    const told = [...errors, ...valueCompletion.map(brokenContract)];
    if (told.length === 0) return { data, extensions };
    return { ...(data !== undefined && { data }), errors: onePerLoss(told, data), extensions };
  };
}

function whyUnresolved(operationName: string | undefined): string {
  return operationName
    ? `The document has no operation named "${operationName}".`
    : 'The document has several operations; `operationName` must say which one to run.';
}

function unknownKind(kind: string): GraphQLError {
  return graphError('GRAPHQL_VALIDATION_FAILED', `The schema has no ${kind}.`);
}

function brokenContract({ message, path }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path, extensions: { code: 'INTERNAL_SERVER_ERROR' } });
}

/**
 * By the specification, one error is enough for all that the same null swallows. Where a required field of many
 * entities is lost, hundreds would say the same.
 */
function onePerLoss(errors: readonly GraphQLError[], data: unknown): GraphQLError[] {
  const losses = new Map<string, GraphQLError>();
  for (const error of errors) {
    const key = JSON.stringify([lostPart(error.path ?? [], data), error.message]);
    if (!losses.has(key)) losses.set(key, error);
  }
  return [...losses.values()];
}

/** The path of the outermost null on the way to a field; the whole path where there is none. */
function lostPart(path: readonly (string | number)[], data: unknown): readonly (string | number)[] {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value == null) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}
