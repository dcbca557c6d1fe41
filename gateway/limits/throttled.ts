import type { GraphQLError } from 'graphql';
import { graphError } from '#kit/graph/errors.ts';

/**
 * The error for a request that was rejected by a rate limit before it ran: THROTTLED, with `retryAfterMs` and HTTP
 * status 429.
 */
export function throttledRequest(retryAfterMs: number, message: string): GraphQLError {
  return graphError('THROTTLED', message, { retryAfterMs, http: { status: 429 } });
}

/** The value of the header `Retry-After`: whole seconds, rounded up (RFC 9110 §10.2.3). */
export function retryAfterHeader(milliseconds: number): string {
  return String(Math.ceil(milliseconds / 1_000));
}
