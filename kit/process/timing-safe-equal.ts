import { timingSafeEqual } from 'node:crypto';

/** Constant-time comparison of a given text with a secret; leaks only the length. Always false for an empty secret. */
export function timingSafeEqualText(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return other.length > 0 && one.length === other.length && timingSafeEqual(one, other);
}
