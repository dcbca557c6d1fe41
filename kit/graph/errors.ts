import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError } from 'graphql';

/** The error codes in `extensions.code`. The meaning of a code never changes. */
export const errorCodes = {
  BAD_USER_INPUT: 'An argument, variable or header has a value that is not allowed; the message says which.',
  GRAPHQL_PARSE_FAILED: 'The operation is not valid GraphQL syntax.',
  GRAPHQL_VALIDATION_FAILED: 'The operation does not match the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The `operationName` is missing, or names no operation of the document.',
  PERSISTED_QUERY_NOT_FOUND: 'The hash is unknown; send it once together with the operation.',
  PERSISTED_QUERY_HASH_MISMATCH: 'The hash is not the hash of the operation in the same request.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'This server does not support persisted queries.',
  BAD_REQUEST: 'The HTTP request violates the GraphQL over HTTP specification.',
  OPERATION_TOO_COMPLEX: 'The operation exceeds a limit on its depth, length or repetitions.',
  OPERATION_TOO_EXPENSIVE:
    'The estimated cost exceeds the maximum for one operation of this viewer; `costliest` names the most expensive paths.',
  PAYLOAD_TOO_LARGE: 'The request body is larger than the limit.',
  RESPONSE_TOO_LARGE: 'With this field the response would exceed the size limit; request less at a time.',
  UNAUTHENTICATED: 'The field requires a signed-in viewer.',
  FORBIDDEN: 'The viewer has no access to this field.',
  ORDER_TOKEN_EXPIRED: 'The access token of the order has expired; the buyer must sign in to see the order.',
  PREVIEW_TOKEN_INVALID: 'The token opens no draft: it is incomplete, altered or from another installation.',
  PREVIEW_TOKEN_EXPIRED: 'The time of the preview is over; ask for a new link.',
  STEP_UP_REQUIRED:
    'The field requires an authentication at most `maxAge` seconds old; sign in with the passkey again.',
  THROTTLED: 'Too many attempts; retry after `retryAfterMs` milliseconds.',
  BACKEND_UNAVAILABLE: 'The system behind this field is unavailable; the other fields are unaffected. Try again.',
  BACKEND_TIMEOUT: 'The system behind this field did not respond in time; the other fields are unaffected. Try again.',
  SUBGRAPH_UNAVAILABLE: 'The subgraph of this field is unavailable; the other fields are unaffected. Try again.',
  SUBGRAPH_TIMEOUT: 'The subgraph of this field did not respond in time; the other fields are unaffected. Try again.',
  NOT_CACHED: 'The client asked the edge for a cached answer only, and there is none.',
  GATEWAY_UNAVAILABLE: 'The edge cannot reach the gateway, or had no answer in time. Try again.',
  INTERNAL_SERVER_ERROR: 'An internal error; it is in the log under the request id.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An error for the client, with its code. `cause` appears only in the log. */
export function graphError(
  code: ErrorCode,
  message: string,
  { cause, ...extensions }: GraphQLErrorExtensions & { cause?: unknown } = {},
): GraphQLError {
  const error = new GraphQLError(message, { extensions: { ...extensions, code } });
  error.cause = cause;
  return error;
}

/** An argument has an invalid value; `argument` is its name. */
export function badInput(message: string, argument?: string): GraphQLError {
  return graphError('BAD_USER_INPUT', message, argument === undefined ? {} : { argument });
}

/** HTTP statuses for a body, a URL and headers that are too long. */
const tooLong = [413, 414, 431];

/**
 * The error for a failed call to a backing system: unavailable, timeout, or a request that is too long. `system` is the
 * name of the system: `Medusa`.
 */
export function backendError(system: string, cause: unknown): GraphQLError {
  if (cause instanceof GraphQLError) return cause;
  // Only values from the client make a request too long.
  if (tooLong.includes(Number((cause as { status?: unknown } | undefined)?.status))) {
    return badInput('The values are too long together. Send fewer or shorter ones.');
  }
  return isTimeout(cause)
    ? graphError('BACKEND_TIMEOUT', `${system} took too long to answer.`, { system, cause })
    : graphError('BACKEND_UNAVAILABLE', `${system} cannot be reached.`, { system, cause });
}

/**
 * Returns a response that has this property and throws for any other, because a proxy in front of the backend may
 * respond with 200 and an unrelated body.
 *
 * @example await fetchJson<{ cart: Cart }>(url).then(requireProperty('cart'))
 */
export function requireProperty<Answer extends object>(part: keyof Answer & string): (answer: Answer) => Answer {
  return (answer) => {
    if (typeof answer !== 'object' || answer === null || answer[part] === undefined) {
      throw new Error(`The response has no ${part}.`);
    }
    return answer;
  };
}

/**
 * The error as clients receive it: an error with a known code as it is, without its stack. Any other error becomes
 * INTERNAL_SERVER_ERROR with only the request id, so that internals are not disclosed.
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

/** Whether an error or one of its causes is a timeout. */
export function isTimeout(error: unknown): boolean {
  for (let link = error as Link; link; link = link.cause as Link) {
    if (broken.includes(String(link.code))) return false;
    if (link.name === 'TimeoutError' || link.name === 'AbortError') return true;
  }
  return false;
}

/** Codes of broken connections, which the AWS SDK reports as TimeoutError too. */
const broken = ['ECONNRESET', 'EPIPE'];

type Link = { name?: unknown; code?: unknown; cause?: unknown } | null | undefined;
