import { timingSafeEqual } from 'node:crypto';

/** Whether a value equals the secret. Constant-time comparison: it leaks only the length. */
export function timingSafeEqualText(value: unknown, secret: string): boolean {
  if (typeof value !== 'string') return false;
  const [one, other] = [Buffer.from(value), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}
