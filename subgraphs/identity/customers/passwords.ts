import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, fault } from '../faults.ts';
import { isCommonPassword } from './common-passwords.ts';

/** How long passwords are, in Unicode characters. Medusa's REST API applies the same limits. */
const { minimumCharacters, maximumCharacters } = JSON.parse(
  readFileSync(new URL('../../../kit/graph/password-rules.json', import.meta.url), 'utf8'),
) as { minimumCharacters: number; maximumCharacters: number };

/**
 * A password as it is hashed: in the Unicode form NFC, so that it is the same from every keyboard. A fault
 * where it is too short, too long or common; there are no rules of composition (NIST SP 800-63B).
 * `ownNames` are the names and addresses of its owner.
 */
export function readPassword(given: string, field: string, ownNames: readonly string[] = []): string | Fault {
  const password = given.normalize('NFC');
  const length = [...password].length;
  if (!given.isWellFormed() || length < minimumCharacters || length > maximumCharacters) {
    return fault('INVALID', `Must have ${minimumCharacters} to ${maximumCharacters} characters.`, ['input', field]);
  }
  if (isCommonPassword(password, ownNames)) {
    return fault('PASSWORD_TOO_COMMON', 'This password is common and easy to guess.', ['input', field]);
  }
  return password;
}

/**
 * The forms of a password that may have been hashed: NFC, or, for accounts that are older than the normalisation, the form
 * that was typed. One form where all are the same.
 */
export function formsOf(given: string): string[] {
  return [...new Set([given.normalize('NFC'), given, given.normalize('NFD')])];
}

/**
 * Resolves when a refusal that begins now may be told. Medusa hashes a password only where it knows the e-mail address,
 * which takes it some 100 ms: sooner answers would tell whom it knows.
 */
export function refusalTime(): Promise<void> {
  return sleep(1_000, undefined, { ref: false });
}
