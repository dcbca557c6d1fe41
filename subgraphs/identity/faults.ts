import type { IdentityErrorCode, IdentityUserError } from '#generated/identity.ts';

/** Why a mutation did not do what it was asked, as its payload tells it. */
export interface Fault {
  userErrors: IdentityUserError[];
}

/** A fault of the input at `field`, or of none in particular. */
export function fault(code: IdentityErrorCode, message: string, field: string[] | null = null): Fault {
  return { userErrors: [{ code, message, field }] };
}

/** What is told to those who could not prove who they are, whatever was wrong. */
export function notAccepted(): Fault {
  return fault('NOT_ACCEPTED', 'This was not accepted. Try again.');
}

export function isFault(result: object): result is Fault {
  return 'userErrors' in result;
}
