import { hash, randomBytes } from 'node:crypto';
import { answerOf, houseRedis } from './redis';

/**
 * The devices that customers have signed in on, in the Redis of the house, where identity keeps them too: for the digest of
 * a device's token, the digests of the accounts that were signed in to there. The limits of a known device are its own.
 */
const keyOf = (digest: string) => `device:${digest}`;

/** Seconds for which a device is known after a sign-in, and how many accounts one token can be known for. */
const lifetime = 180 * 86_400;
const mostAccounts = 20;

/** The digest of the request's device token, if the device is known for `subject`; else undefined. */
export async function knownDevice(token: unknown, subject: string): Promise<string | undefined> {
  const digest = digestOfToken(token);
  if (!digest) return undefined;
  const isKnown = await answerOf(houseRedis().sismember(keyOf(digest), digestOf(subject)));
  return isKnown === 1 ? digest : undefined;
}

/** Makes the device known for `subject`, and returns its token: the one that it sent, if that is known. */
export async function rememberDevice(token: unknown, subject: string): Promise<string> {
  const redis = houseRedis();
  const digest = digestOfToken(token);
  const accounts = digest ? await answerOf(redis.scard(keyOf(digest))) : 0;
  const isKept = accounts > 0 && accounts < mostAccounts;
  const kept = isKept ? (token as string) : `axd_${randomBytes(32).toString('base64url')}`;
  const key = keyOf(isKept ? (digest as string) : digestOf(kept));
  await answerOf(redis.multi().sadd(key, digestOf(subject)).expire(key, lifetime).exec());
  return kept;
}

function digestOfToken(token: unknown): string | undefined {
  return typeof token === 'string' && /^axd_[\w-]{43}$/.test(token) ? digestOf(token) : undefined;
}

const digestOf = (text: string) => hash('sha256', text, 'base64url');
