import type { IdentityErrorCode } from '#generated/identity.ts';
import type { Refusal, Result } from '#kit/graph/result.ts';
import type { IdentityMessage } from './messages/messages.ts';

/** One error for the client. Its message is written in the language of the request when it is read. */
export interface IdentityErrorRow {
  code: IdentityErrorCode;
  text: IdentityMessage;
  field: string[] | null;
}

/** A value, or the errors for the client: see `kit/graph/result.ts`. */
export type IdentityResult<Value> = Result<Value, IdentityErrorRow>;

/** The errors of a refused mutation. */
export type IdentityRefusal = Refusal<IdentityErrorRow>;

/** Refuses with one error. `field` is the path of the invalid input field; null when no single field is invalid. */
export function refuse(code: IdentityErrorCode, text: IdentityMessage, field: string[] | null = null): IdentityRefusal {
  return { userErrors: [{ code, text, field }] };
}

/** Refuses a failed authentication. The error is always the same, so that accounts and credentials cannot be enumerated. */
export function notAccepted(): IdentityRefusal {
  return refuse('NOT_ACCEPTED', 'notAccepted');
}

/** Refuses an invalid e-mail address in the input field `field`. */
export function invalidEmail(field = 'email'): IdentityRefusal {
  return refuse('INVALID', 'emailInvalid', ['input', field]);
}

/** Refuses what needs a verified e-mail address. */
export function emailNotVerified(field: string[]): IdentityRefusal {
  return refuse('EMAIL_NOT_VERIFIED', 'emailNotVerified', field);
}
