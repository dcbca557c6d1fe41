import type { IdentityErrorCode, IdentityUserError } from '#generated/identity.ts';
import type { Refusal, Result } from '#kit/graph/result.ts';

/** A value, or the errors for the client: see `kit/graph/result.ts`. */
export type IdentityResult<Value> = Result<Value, IdentityUserError>;

/** The errors of a refused mutation. */
export type IdentityRefusal = Refusal<IdentityUserError>;

/** Refuses with one error. `field` is the path of the invalid input field; null when no single field is invalid. */
export function refuse(code: IdentityErrorCode, message: string, field: string[] | null = null): IdentityRefusal {
  return { userErrors: [{ code, message, field }] };
}

/** Refuses a failed authentication. The error is always the same, so that accounts and credentials cannot be enumerated. */
export function notAccepted(): IdentityRefusal {
  return refuse('NOT_ACCEPTED', 'This was not accepted. Try again.');
}

/** Refuses an invalid e-mail address in the input field `field`. */
export function invalidEmail(field = 'email'): IdentityRefusal {
  return refuse('INVALID', 'This is not a valid e-mail address.', ['input', field]);
}

/** Refuses what needs a verified e-mail address. */
export function emailNotVerified(field: string[]): IdentityRefusal {
  return refuse('EMAIL_NOT_VERIFIED', 'The account needs a verified e-mail address.', field);
}
