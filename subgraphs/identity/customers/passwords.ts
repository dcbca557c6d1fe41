import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type IdentityResult, refuse } from '../results.ts';
import { isCommonPassword } from './common-passwords.ts';

/** The allowed length of passwords, in Unicode characters. Medusa's REST API applies the same limits. */
const { minimumCharacters, maximumCharacters } = JSON.parse(
  readFileSync(new URL('../../../kit/graph/password-rules.json', import.meta.url), 'utf8'),
) as { minimumCharacters: number; maximumCharacters: number };

/**
 * Validates a new password and returns the text to hash: in Unicode form NFC, so that it is the same from every keyboard.
 * Refused when it is too short, too long or common; there are no composition rules (NIST SP 800-63B). `ownNames` are the names
 * and addresses of its owner.
 */
export function readPassword(input: string, field: string, ownNames: readonly string[] = []): IdentityResult<string> {
  const password = input.normalize('NFC');
  const length = [...password].length;
  if (!input.isWellFormed() || length < minimumCharacters || length > maximumCharacters) {
    return refuse(
      'INVALID',
      ['lengthInvalid', { least: minimumCharacters, most: maximumCharacters }],
      ['input', field],
    );
  }
  if (isCommonPassword(password, ownNames)) {
    return refuse('PASSWORD_TOO_COMMON', 'passwordTooCommon', ['input', field]);
  }
  return password;
}

/**
 * The Unicode forms of a password that may have been hashed: NFC, or, for accounts older than the normalisation, the form as
 * typed. Without duplicates.
 */
export function unicodeFormsOf(password: string): string[] {
  return [...new Set([password.normalize('NFC'), password, password.normalize('NFD')])];
}

/**
 * Delays the refusal of a sign-in by one second. Medusa hashes a password only for known e-mail addresses, for about
 * 100 ms; without the delay, the response time would reveal which addresses have an account.
 */
export function delayRefusal(): Promise<void> {
  return sleep(1_000, undefined, { ref: false });
}
