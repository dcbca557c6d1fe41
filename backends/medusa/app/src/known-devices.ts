import { hash, randomBytes } from 'node:crypto';
import { orUnavailable, sharedRedis } from './redis';

/**
 * The devices that customers have signed in on, in the Redis that identity also writes them to: for the digest of
 * a device token, the digests of the accounts that signed in with it. A known device has separate rate limits.
 */
const keyOf = (digest: string) => `device:${digest}`;

/** Seconds for which a device stays known after a sign-in, and the maximum number of accounts of one device token. */
const lifetime = 180 * 86_400;
const maxAccounts = 20;

/** The digest of the request's device token if the device is known for `subject`; undefined otherwise. */
export async function knownDevice(token: unknown, subject: string): Promise<string | undefined> {
  const digest = digestOfToken(token);
  if (!digest) return undefined;
  const isKnown = await orUnavailable(sharedRedis().sismember(keyOf(digest), digestOf(subject)));
  return isKnown === 1 ? digest : undefined;
}

/** Marks the device as known for `subject`, and returns its token: the token that it sent if that is known, or a new one. */
export async function rememberDevice(token: unknown, subject: string): Promise<string> {
  const redis = sharedRedis();
  const digest = digestOfToken(token);
  const accounts = digest ? await orUnavailable(redis.scard(keyOf(digest))) : 0;
  const isKept = accounts > 0 && accounts < maxAccounts;
  const validToken = isKept ? (token as string) : `axd_${randomBytes(32).toString('base64url')}`;
  const key = keyOf(isKept ? (digest as string) : digestOf(validToken));
  await orUnavailable(redis.multi().sadd(key, digestOf(subject)).expire(key, lifetime).exec());
  return validToken;
}

function digestOfToken(token: unknown): string | undefined {
  return typeof token === 'string' && /^axd_[\w-]{43}$/.test(token) ? digestOf(token) : undefined;
}

const digestOf = (text: string) => hash('sha256', text, 'base64url');
