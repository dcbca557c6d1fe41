import { createHmac } from 'node:crypto';
import { derivedKey } from '../derived-keys.ts';

/** Deterministic keyed pseudonym (HMAC-SHA-256, truncated) of a personal identifier, for the audit log. */
export type Pseudonymizer = (name: string) => string;

/** Creates pseudonyms that cannot be recomputed or guessed without `secret`. */
export function createPseudonymizer(secret: Uint8Array): Pseudonymizer {
  const key = derivedKey(secret, 'pseudonyms');
  return (name) => createHmac('sha256', key).update(name).digest('base64url').slice(0, 16);
}
