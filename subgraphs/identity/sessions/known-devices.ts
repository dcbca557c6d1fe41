import { hash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { deviceTokenForm, makeDeviceToken } from '#kit/graph/device-token.ts';
import { fromRedis } from '#kit/stores/redis.ts';

/**
 * The devices that people have signed in on, in Redis: for the digest of a device's token, the digests of the accounts and
 * e-mail addresses that were signed in with there. Medusa's application keeps them under the same names. A token opens
 * nothing: it gives the attempts of a device limits of their own. Everything rejects with BACKEND_UNAVAILABLE while Redis
 * is away.
 */
export type KnownDeviceStore = ReturnType<typeof createKnownDeviceStore>;

/** Seconds for which a device is known after a sign-in. */
export const deviceLifetime = 180 * 86_400;

/** How many accounts and addresses one token can be known for; then the device gets another. */
const mostSubjects = 40;

export function createKnownDeviceStore(redis: Redis) {
  return {
    /** The digest of the request's device token, if the device is known for `subject`; else undefined. */
    find: async (token: string | undefined, subject: string): Promise<string | undefined> => {
      const digest = digestOfToken(token);
      if (!digest) return undefined;
      return (await fromRedis(redis.sismember(keyOf(digest), digestOf(subject)))) === 1 ? digest : undefined;
    },

    /** The digest of the request's device token, if the device is known for any account; else undefined. */
    findAny: async (token: string | undefined): Promise<string | undefined> => {
      const digest = digestOfToken(token);
      return digest && (await fromRedis(redis.exists(keyOf(digest)))) === 1 ? digest : undefined;
    },

    /** Makes the device known for these subjects, and returns its token: the one that it sent, if that is known. */
    remember: async (token: string | undefined, subjects: readonly string[]): Promise<string> => {
      const digest = digestOfToken(token);
      const known = digest ? await fromRedis(redis.scard(keyOf(digest))) : 0;
      const kept = token && known > 0 && known < mostSubjects ? token : makeDeviceToken();
      const key = keyOf(digestOf(kept));
      await fromRedis(redis.multi().sadd(key, subjects.map(digestOf)).expire(key, deviceLifetime).exec());
      return kept;
    },
  };
}

const keyOf = (digest: string) => `device:${digest}`;

/** What stands in Redis for a name or a token: its SHA-256, since a client can make names long. */
export const digestOf = (text: string) => hash('sha256', text, 'base64url');

function digestOfToken(token: string | undefined): string | undefined {
  return token !== undefined && deviceTokenForm.test(token) ? digestOf(token) : undefined;
}
