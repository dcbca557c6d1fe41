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

/** The fault of an input whose `field` is no valid e-mail address. */
export function noAddress(field = 'email'): Fault {
  return fault('INVALID', 'This is no e-mail address.', ['input', field]);
}

export function isFault(result: object): result is Fault {
  return 'userErrors' in result;
}

/** A payload with the parts of what a mutation has made, or with its fault. */
export function payload<Result extends object>(result: Result | Fault): (Result & Fault) | Fault {
  return isFault(result) ? result : { ...result, userErrors: [] };
}

/** A payload with what a mutation has made as `name`, or with its fault. */
export function payloadOf<Name extends string, Result extends object>(
  name: Name,
  result: Result | Fault,
): (Record<Name, Result> & Fault) | Fault {
  return isFault(result) ? result : ({ [name]: result, userErrors: [] } as Record<Name, Result> & Fault);
}
