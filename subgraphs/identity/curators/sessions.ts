import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { CuratorSession, curatorPrefix, curatorSessionId, keys } from '#kit/graph/session.ts';
import { fromRedis } from '#kit/stores/redis.ts';
import type { Session } from '../sessions/sessions.ts';

/** Seconds without a request after which a curator's session ends, and seconds after which it ends in any case. */
const idle = 15 * 60;
const longest = 8 * 60 * 60;

/** How a curator has signed in, and from where. */
export type CuratorSignIn = Pick<CuratorSession, 'curator' | 'generation' | 'methods' | 'credential'> &
  Pick<Session, 'device' | 'country'>;

/**
 * The sessions of curators, in Redis, where the gateway reads and renews them. What they give access to is stored in
 * PostgreSQL.
 */
export type CuratorSessionStore = ReturnType<typeof createCuratorSessionStore>;

export function createCuratorSessionStore(redis: Redis) {
  const read = async (id: string): Promise<CuratorSession | undefined> => {
    const text = await fromRedis(redis.get(keys.curator(id)));
    return text === null ? undefined : CuratorSession.safeParse(JSON.parse(text)).data;
  };

  return {
    /** Opens a session of `maxAge` seconds at the longest; the token is kept nowhere. */
    open: async (signIn: CuratorSignIn) => {
      const token = `${curatorPrefix}${randomBytes(32).toString('base64url')}`;
      const now = Math.floor(Date.now() / 1_000);
      const session: CuratorSession = {
        ...signIn,
        id: curatorSessionId(token),
        createdAt: now,
        authTime: now,
        expiresAt: now + longest,
        idle,
      };
      await fromRedis(redis.set(keys.curator(session.id), JSON.stringify(session), 'EX', idle));
      return { token, maxAge: longest, session: { ...session, lastSeenAt: now } satisfies Session };
    },

    /** The session of the request that asks. */
    find: async (id: string): Promise<Session | undefined> => {
      const session = await read(id);
      return session && { ...session, lastSeenAt: Math.floor(Date.now() / 1_000) };
    },

    /** The credential of the passkey that opened a session; undefined where none did. */
    credentialOf: async (id: string): Promise<string | undefined> => (await read(id))?.credential,

    /** Keeps one session when the others of its curator are ended. */
    moveTo: async (id: string, generation: number): Promise<void> => {
      const session = await read(id);
      if (session)
        await fromRedis(redis.set(keys.curator(id), JSON.stringify({ ...session, generation }), 'KEEPTTL', 'XX'));
    },

    /** Ends one of a curator's sessions, from the next request on; false when they have no such session. */
    end: async (curator: string, id: string): Promise<boolean> =>
      (await read(id))?.curator === curator && (await fromRedis(redis.del(keys.curator(id)))) === 1,
  };
}
