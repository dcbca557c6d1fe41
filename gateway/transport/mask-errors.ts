import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '#kit/graph/errors.ts';

/**
 * Masks the error of a request that a subgraph rejects as malformed. The client's operation was validated before, so
 * this is an error of the gateway, and its message may contain names that are not in the API schema.
 */
export function maskGatewayError(error: GraphQLFormattedError): GraphQLFormattedError {
  const code = String(error.extensions?.code);
  if (code === 'OPERATION_TOO_EXPENSIVE') return withoutPaths(error);
  const isGatewayError =
    malformedCodes.has(code) || (code === 'BAD_USER_INPUT' && error.message.startsWith('Variable "$'));
  return isGatewayError ? { ...error, extensions: { ...error.extensions, code: 'INTERNAL_SERVER_ERROR' } } : error;
}

/**
 * Removes the paths of a subgraph's cost error: they belong to the operation that the gateway sent, not to the
 * client's.
 */
function withoutPaths({ extensions, ...error }: GraphQLFormattedError): GraphQLFormattedError {
  const { costliest: _paths, ...rest } = extensions ?? {};
  return { ...error, extensions: rest };
}

const malformedCodes = new Set<string>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_COMPLEX',
  'BAD_REQUEST',
  'PAYLOAD_TOO_LARGE',
] satisfies ErrorCode[]);
