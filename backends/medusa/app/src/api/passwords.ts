import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '@medusajs/framework/zod';

/** How long passwords are, in Unicode characters. Identity applies the same limits. */
export const passwordRules = JSON.parse(
  readFileSync(join(__dirname, '../../../../../kit/graph/password-rules.json'), 'utf8'),
) as { minimumCharacters: number; maximumCharacters: number };

/** Whether a password is neither too short nor too long. */
export function hasAllowedLength(password: string): boolean {
  const length = [...password].length;
  return length >= passwordRules.minimumCharacters && length <= passwordRules.maximumCharacters;
}

/** A new password in the Unicode form NFC, which is the form that is hashed. */
export const NewPassword = z.string().normalize('NFC').refine(hasAllowedLength);
