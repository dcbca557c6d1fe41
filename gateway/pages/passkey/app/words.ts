import { Refusal } from './graph.ts';
import type { Viewer } from './operations.ts';

/** What went wrong, in a sentence for the person in front of the page. */
export function faultInWords(error: unknown): string {
  if (error instanceof Refusal) return refusals[error.code]?.(error) ?? `${error.message} (${error.code})`;
  const { name, message } = error as Error;
  return ceremonies[name] ?? networks[name] ?? message;
}

/** Who a viewer is, in a word or two. */
export const kinds: Record<Viewer['kind'], string> = {
  ANONYMOUS: 'Anonymous',
  CUSTOMER: 'Customer, without a passkey',
  ELITE: 'Elite customer',
  PARTNER: 'Partner',
  CURATOR: 'Curator',
};

/** An instant as people here write it. */
export function when(instant: string): string {
  return dates.format(new Date(instant));
}

/** A country by its name, or where there is none, by its code. */
export function countryName(code: string): string {
  return countries.of(code) ?? code;
}

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const countries = new Intl.DisplayNames(undefined, { type: 'region' });

const away = () => 'Part of the house cannot be reached just now. Please try again.';

const refusals: Record<string, (refusal: Refusal) => string> = {
  NOT_ACCEPTED: () => 'That was not accepted.',
  LAST_PASSKEY: () => 'This is your last passkey. Generate recovery codes before you revoke it.',
  RECOVERY_COOLDOWN: () => 'Passkeys from before your recovery can be revoked 24 hours after it.',
  NOT_FOUND: () => 'It is no longer there.',
  INVALID: ({ message }) => message,
  TOO_MANY: () => 'You have as many as there may be. Revoke one first.',
  OTHER_ACCOUNT: () => 'That passkey is of another account, which is signed in now. Nothing else was done.',
  UNAUTHENTICATED: () => 'You are not signed in any more.',
  FORBIDDEN: () => 'You may not do this.',
  STEP_UP_REQUIRED: () => 'Please sign in with your passkey again, then repeat this.',
  THROTTLED: ({ retryAfterMs = 60_000 }) =>
    `Too many attempts. The next one is let in after ${Math.ceil(retryAfterMs / 1_000)} seconds.`,
  BACKEND_UNAVAILABLE: away,
  BACKEND_TIMEOUT: away,
  SUBGRAPH_UNAVAILABLE: away,
  SUBGRAPH_TIMEOUT: away,
  INTERNAL_SERVER_ERROR: () => 'Something went wrong on our side.',
};

/**
 * What browsers say of ceremonies. `NotAllowedError` stands for whatever they keep to themselves: cancelled, timed out,
 * no passkey, or a security key that cannot keep one.
 */
const ceremonies: Record<string, string> = {
  NotAllowedError: 'No passkey was used: it was cancelled, took too long, or there is none that fits.',
  AbortError: 'No passkey was used: something else came between.',
  InvalidStateError: 'There is a passkey of this account here already.',
  SecurityError: 'Passkeys of this house cannot be used at this address.',
};

const networks: Record<string, string> = {
  TypeError: 'The graph cannot be reached.',
  SyntaxError: 'The graph did not answer as it should.',
  TimeoutError: 'The graph did not answer in time.',
};
