import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError } from 'graphql';

/** The codes that errors of the graph carry in `extensions.code`. A code, once given, keeps its meaning for good. */
export const errorCodes = {
  BAD_USER_INPUT: 'An argument, variable or header has a value that is not allowed; the message says which.',
  GRAPHQL_PARSE_FAILED: 'The operation is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The operation does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The request names no operation, or one that the document lacks.',
  PERSISTED_QUERY_NOT_FOUND: 'The hash is unknown; send the operation with it once.',
  PERSISTED_QUERY_HASH_MISMATCH: 'The hash sent is not that of the operation sent with it.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'This server keeps no operations by hash.',
  BAD_REQUEST: 'The HTTP request is not one that GraphQL over HTTP allows.',
  OPERATION_TOO_COMPLEX: 'The operation is deeper, longer or more repetitive than the limits allow.',
  OPERATION_TOO_EXPENSIVE:
    'The operation may cost more than one operation of this viewer may; `costliest` names the paths that cost most.',
  PAYLOAD_TOO_LARGE: 'The request body is larger than the limit.',
  RESPONSE_TOO_LARGE: 'With this field the answer would be larger than the limit; ask for less at a time.',
  UNAUTHENTICATED: 'The field needs a viewer who has signed in.',
  FORBIDDEN: 'The viewer may not see or do this.',
  ORDER_TOKEN_EXPIRED: 'The access token of the order was valid and has expired; its buyer signs in to see the order.',
  STEP_UP_REQUIRED:
    'The field needs a proof of who the viewer is that is at most `maxAge` seconds old; sign in with the passkey again.',
  THROTTLED: 'Too many attempts; the next one is let in after `retryAfterMs` milliseconds.',
  BACKEND_UNAVAILABLE: 'The system behind this field cannot be reached; the other fields are answered. Try again.',
  BACKEND_TIMEOUT: 'The system behind this field took too long; the other fields are answered. Try again.',
  SUBGRAPH_UNAVAILABLE: 'The part of the graph behind this field cannot be reached; try again.',
  SUBGRAPH_TIMEOUT: 'The part of the graph behind this field took too long; try again.',
  INTERNAL_SERVER_ERROR: 'A fault of ours; the request id leads to it.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An error that is meant for the client, with its code. `cause` stays in the log. */
export function graphError(
  code: ErrorCode,
  message: string,
  { cause, ...extensions }: GraphQLErrorExtensions & { cause?: unknown } = {},
): GraphQLError {
  const error = new GraphQLError(message, { extensions: { ...extensions, code } });
  error.cause = cause;
  return error;
}

/** The client sent a value that is not allowed; `argument` names it. */
export function badInput(message: string, argument?: string): GraphQLError {
  return graphError('BAD_USER_INPUT', message, argument === undefined ? {} : { argument });
}

/** HTTP statuses for a body, an address and headers that are too long. */
const tooLong = [413, 414, 431];

/**
 * A call to a backing system failed: no answer, no answer in time, or a request that the client's values made too long.
 * `system` is its name: `Medusa`.
 */
export function backendError(system: string, cause: unknown): GraphQLError {
  if (cause instanceof GraphQLError) return cause;
  // Requests are too long only because of the client's values.
  if (tooLong.includes(Number((cause as { status?: unknown } | undefined)?.status))) {
    return badInput('The values are too long together. Send fewer or shorter ones.');
  }
  return isTimeout(cause)
    ? graphError('BACKEND_TIMEOUT', `${system} took too long to answer.`, { system, cause })
    : graphError('BACKEND_UNAVAILABLE', `${system} cannot be reached.`, { system, cause });
}

/**
 * Passes on an answer that has this part. Throws otherwise: whatever stands in the backend's place may answer with success and
 * mean nothing by it.
 *
 * @example await fetchJson<{ cart: Cart }>(url).then(holding('cart'))
 */
export function holding<Answer extends object>(part: keyof Answer & string): (answer: Answer) => Answer {
  return (answer) => {
    if (typeof answer !== 'object' || answer === null || answer[part] === undefined) {
      throw new Error(`The answer has no ${part}.`);
    }
    return answer;
  };
}

/**
 * What of an error may leave the house: those with a code of the catalogue as they are, without stack;
 * any other as INTERNAL_SERVER_ERROR with the request id and nothing else.
 */
export function maskError(formatted: GraphQLFormattedError, requestId?: string): GraphQLFormattedError {
  const { stacktrace: _stack, ...extensions } = formatted.extensions ?? {};
  const code = extensions.code;
  if (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR' && Object.hasOwn(errorCodes, code)) {
    return { ...formatted, extensions };
  }
  return {
    message: 'Something went wrong on our side.',
    locations: formatted.locations,
    path: formatted.path,
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...(requestId && { requestId }) },
  };
}

/** Whether an error says that time ran out, however deep its cause lies. */
export function isTimeout(error: unknown): boolean {
  for (let link = error as Link; link; link = link.cause as Link) {
    if (broken.includes(String(link.code))) return false;
    if (link.name === 'TimeoutError' || link.name === 'AbortError') return true;
  }
  return false;
}

/** What systems say of a connection that broke. The AWS SDK calls these TimeoutError as well. */
const broken = ['ECONNRESET', 'EPIPE'];

type Link = { name?: unknown; code?: unknown; cause?: unknown } | null | undefined;
