import { graphError } from '#kit/graph/errors.ts';

/** The error for an operation that is too complex to plan: OPERATION_TOO_COMPLEX, with HTTP status 400. */
export function tooComplex(message: string, cause?: unknown) {
  return graphError('OPERATION_TOO_COMPLEX', message, { limit: 'planning', http: { status: 400 }, cause });
}
