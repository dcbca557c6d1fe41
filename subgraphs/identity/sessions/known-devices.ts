import { hash } from 'node:crypto';
import { deviceTokenForm, makeDeviceToken } from '#kit/graph/device-token.ts';
import { fromRedis, type RedisClient } from '#kit/stores/redis.ts';

/**
 * The devices on which people have signed in, in Redis: a digest of the device's token maps to digests of the accounts and
 * e-mail addresses that signed in there. Medusa's application uses the same keys. A device token grants no access: it only
 * gives the device its own rate limits, so that attackers elsewhere cannot lock the owner out. All methods reject with
 * BACKEND_UNAVAILABLE while Redis is unavailable.
 */
export type KnownDeviceStore = ReturnType<typeof createKnownDeviceStore>;

/** Seconds for which a device stays known after a sign-in. */
export const deviceLifetime = 180 * 86_400;

/** Maximum number of accounts and addresses of one token; beyond it, the device gets a new token. */
const maxSubjects = 40;

export function createKnownDeviceStore(redis: RedisClient) {
  return {
    /** The digest of the request's device token when the device is known for `subject`; undefined otherwise. */
    find: async (token: string | undefined, subject: string): Promise<string | undefined> => {
      const digest = digestOfToken(token);
      if (!digest) return undefined;
      return (await fromRedis(redis.sismember(keyOf(digest), digestOf(subject)))) === 1 ? digest : undefined;
    },

    /** The digest of the request's device token when the device is known for any account; undefined otherwise. */
    findAny: async (token: string | undefined): Promise<string | undefined> => {
      const digest = digestOfToken(token);
      return digest && (await fromRedis(redis.exists(keyOf(digest)))) === 1 ? digest : undefined;
    },

    /** Makes the device known for these subjects and returns its token: the one it sent, if that is known, or a new one. */
    remember: async (token: string | undefined, subjects: readonly string[]): Promise<string> => {
      const digest = digestOfToken(token);
      const known = digest ? await fromRedis(redis.scard(keyOf(digest))) : 0;
      const validToken = token && known > 0 && known < maxSubjects ? token : makeDeviceToken();
      const key = keyOf(digestOf(validToken));
      await fromRedis(redis.multi().sadd(key, subjects.map(digestOf)).expire(key, deviceLifetime).exec());
      return validToken;
    },
  };
}

const keyOf = (digest: string) => `device:${digest}`;

/** The SHA-256 of a name or token, for keys in Redis: its length does not depend on the client's text. */
export const digestOf = (text: string) => hash('sha256', text, 'base64url');

function digestOfToken(token: string | undefined): string | undefined {
  return token !== undefined && deviceTokenForm.test(token) ? digestOf(token) : undefined;
}
