import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { fromRedis } from '#kit/stores/redis.ts';

/** What a challenge is good for, by ceremony. */
export interface Bindings {
  registration: {
    /** The only origins whose pages may answer. */
    origins: string[];
    /** Who asked: the id of the viewer, null for nobody. */
    viewer: string | null;
    /** The account that gets the passkey: the viewer's, or the one to be made. */
    account: string;
    /** What the customer of a new account will be called. */
    displayName: string;
  };
  signIn: { origins: string[] };
}

export type Ceremony = keyof Bindings;

/** Challenges of ceremonies that have begun. Everything rejects with BACKEND_UNAVAILABLE while Redis is away. */
export type ChallengeStore = ReturnType<typeof createChallengeStore>;

/** Seconds in which a ceremony must be finished. */
export const challengeSeconds = 300;

export function createChallengeStore(redis: Redis) {
  return {
    /** Makes a challenge, 32 random bytes in base64url, that is good for what it is bound to, once, for 5 minutes. */
    issue: async <C extends Ceremony>(ceremony: C, bound: Bindings[C]): Promise<string> => {
      const challenge = randomBytes(32).toString('base64url');
      await fromRedis(redis.set(keyOf(ceremony, challenge), JSON.stringify(bound), 'EX', challengeSeconds));
      return challenge;
    },

    /** Takes a challenge, which is then used up, and tells what it is bound to; undefined where there is none. */
    take: async <C extends Ceremony>(ceremony: C, challenge: string): Promise<Bindings[C] | undefined> => {
      if (!/^[\w-]{43}$/.test(challenge)) return undefined;
      const bound = await fromRedis(redis.getdel(keyOf(ceremony, challenge)));
      return bound === null ? undefined : JSON.parse(bound);
    },
  };
}

const keyOf = (ceremony: Ceremony, challenge: string) => `challenge:${ceremony}:${challenge}`;
