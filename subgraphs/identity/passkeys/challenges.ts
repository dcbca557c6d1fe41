import { randomBytes } from 'node:crypto';
import { fromRedis, type RedisClient } from '#kit/stores/redis.ts';

/** What a challenge is bound to, by ceremony. */
export interface Bindings {
  registration: {
    /** The only origins whose pages may respond. */
    origins: string[];
    /** The id of the viewer who began the ceremony; null for an anonymous viewer. */
    viewer: string | null;
    /** The account that gets the passkey: the viewer's account, or the id of the account to create. */
    account: string;
    /** The name of the customer of a new account. */
    displayName: string;
  };
  signIn: { origins: string[] };
}

export type Ceremony = keyof Bindings;

/** Challenges of open WebAuthn ceremonies. All methods reject with BACKEND_UNAVAILABLE while Redis is unavailable. */
export type ChallengeStore = ReturnType<typeof createChallengeStore>;

/** Seconds after which a ceremony times out. */
export const challengeSeconds = 300;

export function createChallengeStore(redis: RedisClient) {
  return {
    /** Creates a challenge: 32 random bytes in base64url, valid once, for 5 minutes, for what it is bound to. */
    issue: async <C extends Ceremony>(ceremony: C, bound: Bindings[C]): Promise<string> => {
      const challenge = randomBytes(32).toString('base64url');
      await fromRedis(redis.set(keyOf(ceremony, challenge), JSON.stringify(bound), 'EX', challengeSeconds));
      return challenge;
    },

    /** Consumes a challenge and returns what it is bound to; undefined when it is unknown, used or expired. */
    consume: async <C extends Ceremony>(ceremony: C, challenge: string): Promise<Bindings[C] | undefined> => {
      if (!/^[\w-]{43}$/.test(challenge)) return undefined;
      const bound = await fromRedis(redis.getdel(keyOf(ceremony, challenge)));
      return bound === null ? undefined : JSON.parse(bound);
    },
  };
}

const keyOf = (ceremony: Ceremony, challenge: string) => `challenge:${ceremony}:${challenge}`;
