import { backendError, badInput } from '#kit/graph/errors.ts';

/** Sends a request to Medusa's store API. Rejects with the errors of Medusa's client. */
export type Send = <Body>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  query?: object,
  body?: object,
) => Promise<Body>;

/** Throws BACKEND_UNAVAILABLE or BACKEND_TIMEOUT for an error of Medusa's client. */
export function unavailable(cause: unknown): never {
  throw backendError('Medusa', cause);
}

/** Null where Medusa answered 404; throws like `unavailable` otherwise. */
export function nullIfMissing(cause: unknown): null {
  return hasStatus(cause, 404) ? null : unavailable(cause);
}

/** Whether Medusa answered with this HTTP status. */
export function hasStatus(cause: unknown, status: number): boolean {
  return (cause as { status?: number }).status === status;
}

/** Throws BAD_USER_INPUT where Medusa answered 400, which it does for an invalid cursor; otherwise like `unavailable`. */
export function invalidCursor(cause: unknown): never {
  if (hasStatus(cause, 400)) throw badInput('`after` is not a cursor of the changes.', 'after');
  return unavailable(cause);
}
