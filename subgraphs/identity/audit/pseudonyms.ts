import { createHmac } from 'node:crypto';
import { derivedKey } from '../derived-keys.ts';

/** Gives what people could be known by another name, always the same one. */
export type Pseudonymizer = (name: string) => string;

/** Pseudonyms that nobody can make, or try names against, without the secret of the room. */
export function createPseudonymizer(secret: Uint8Array): Pseudonymizer {
  const key = derivedKey(secret, 'pseudonyms');
  return (name) => createHmac('sha256', key).update(name).digest('base64url').slice(0, 16);
}
