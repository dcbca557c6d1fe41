import { timingSafeEqual } from 'node:crypto';

/** Whether what was given is the secret, in a time that tells nothing of it but its length. An empty secret is nobody's. */
export function timingSafeEqualText(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return other.length > 0 && one.length === other.length && timingSafeEqual(one, other);
}
