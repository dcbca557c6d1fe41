import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** An e-mail address as it is kept, whatever its case; undefined for what is none. */
export function readEmail(given: string): string | undefined {
  const email = given.trim().toLowerCase();
  return email.length <= 254 && z.email().safeParse(email).success ? email : undefined;
}

/**
 * Whether a text is long enough for a password, and not so long that it costs us: what it is made of is not asked, as
 * NIST SP 800-63B has it.
 */
export function isPassword(given: string): boolean {
  return given.isWellFormed() && given.length >= 12 && given.length <= 128;
}

/**
 * Resolves when a refusal that begins now may be told. Medusa hashes a password only where it knows the e-mail address,
 * which takes it some 100 ms: sooner answers would tell whom it knows.
 */
export function refusalTime(): Promise<void> {
  return sleep(1_000, undefined, { ref: false });
}
