import { Refusal } from './graph.ts';
import type { Viewer } from './operations.ts';

/** An error as a message for the user. */
export function messageOf(error: unknown): string {
  if (error instanceof Refusal) return refusals[error.code]?.(error) ?? `${error.message} (${error.code})`;
  const { name, message } = error as Error;
  return ceremonies[name] ?? networks[name] ?? message;
}

/** The kinds of viewers, for the page. */
export const kinds: Record<Viewer['kind'], string> = {
  ANONYMOUS: 'Anonymous',
  CUSTOMER: 'Customer, without a passkey',
  ELITE: 'Elite customer',
  PARTNER: 'Partner',
  CURATOR: 'Curator',
};

/** A date and time in the format of the browser's locale. */
export function when(instant: string): string {
  return dates.format(new Date(instant));
}

/** The name of a country, or its code where there is no name. */
export function countryName(code: string): string {
  return countries.of(code) ?? code;
}

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const countries = new Intl.DisplayNames(undefined, { type: 'region' });

const unavailable = () => 'The service is temporarily unavailable. Please try again.';

const refusals: Record<string, (refusal: Refusal) => string> = {
  NOT_ACCEPTED: () => 'The passkey or code was rejected.',
  LAST_PASSKEY: () => 'This is your last passkey. Generate recovery codes before you revoke it.',
  RECOVERY_COOLDOWN: () => 'Passkeys from before your recovery can be revoked 24 hours after it.',
  NOT_FOUND: () => 'This item no longer exists.',
  INVALID: ({ message }) => message,
  TOO_MANY: () => 'You have reached the maximum number. Revoke one first.',
  OTHER_ACCOUNT: () => 'That passkey belongs to another account, which is signed in now. Nothing else was done.',
  UNAUTHENTICATED: () => 'You are no longer signed in.',
  FORBIDDEN: () => 'You are not allowed to do this.',
  STEP_UP_REQUIRED: () => 'Please sign in with your passkey again, then repeat this.',
  THROTTLED: ({ retryAfterMs = 60_000 }) =>
    `Too many attempts. Try again in ${Math.ceil(retryAfterMs / 1_000)} seconds.`,
  BACKEND_UNAVAILABLE: unavailable,
  BACKEND_TIMEOUT: unavailable,
  SUBGRAPH_UNAVAILABLE: unavailable,
  SUBGRAPH_TIMEOUT: unavailable,
  INTERNAL_SERVER_ERROR: () => 'Something went wrong on our side.',
};

/**
 * The errors of WebAuthn ceremonies, by name. `NotAllowedError` covers several causes that browsers do not disclose:
 * cancelled, timed out, no passkey, or a security key that cannot store one.
 */
const ceremonies: Record<string, string> = {
  NotAllowedError: 'No passkey was used: the dialog was cancelled or timed out, or no passkey matches.',
  AbortError: 'No passkey was used: another action started.',
  InvalidStateError: 'This device already has a passkey of this account.',
  SecurityError: 'AXIOM passkeys cannot be used at this address.',
};

const networks: Record<string, string> = {
  TypeError: 'The server cannot be reached.',
  SyntaxError: 'The server sent an invalid response.',
  TimeoutError: 'The server did not respond in time.',
};
