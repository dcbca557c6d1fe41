import { randomBytes } from 'node:crypto';
import { CuratorSession, curatorPrefix, curatorSessionId, keys } from '#kit/graph/session.ts';
import { fromRedis, type RedisClient } from '#kit/stores/redis.ts';
import type { Session } from '../sessions/sessions.ts';

/** Idle timeout and maximum lifetime of a curator's session, in seconds. */
const idleSeconds = 15 * 60;
const maxLifetimeSeconds = 8 * 60 * 60;

/** How and from where a curator signed in. */
export type CuratorSignIn = Pick<CuratorSession, 'curator' | 'generation' | 'methods' | 'credential'> &
  Pick<Session, 'device' | 'country'>;

/**
 * The sessions of curators, in Redis, where the gateway reads and renews them. Their access is in PostgreSQL.
 */
export type CuratorSessionStore = ReturnType<typeof createCuratorSessionStore>;

export function createCuratorSessionStore(redis: RedisClient) {
  const read = async (id: string): Promise<CuratorSession | undefined> => {
    const text = await fromRedis(redis.get(keys.curator(id)));
    return text === null ? undefined : CuratorSession.safeParse(JSON.parse(text)).data;
  };

  return {
    /** Opens a session with a lifetime of at most `maxAge` seconds. The token is not stored. */
    open: async (signIn: CuratorSignIn) => {
      const token = `${curatorPrefix}${randomBytes(32).toString('base64url')}`;
      const now = Math.floor(Date.now() / 1_000);
      const session: CuratorSession = {
        ...signIn,
        id: curatorSessionId(token),
        createdAt: now,
        authTime: now,
        expiresAt: now + maxLifetimeSeconds,
        idle: idleSeconds,
      };
      await fromRedis(redis.set(keys.curator(session.id), JSON.stringify(session), 'EX', idleSeconds));
      return { token, maxAge: maxLifetimeSeconds, session: { ...session, lastSeenAt: now } satisfies Session };
    },

    /** The session with this id, with the current time as its last use; undefined when it has ended. */
    find: async (id: string): Promise<Session | undefined> => {
      const session = await read(id);
      return session && { ...session, lastSeenAt: Math.floor(Date.now() / 1_000) };
    },

    /** The credential that opened a session; undefined when it was opened with a password. */
    credentialOf: async (id: string): Promise<string | undefined> => (await read(id))?.credential,

    /** Keeps a session valid when all other sessions of its curator end: sets it to the new generation. */
    moveToGeneration: async (id: string, generation: number): Promise<void> => {
      const session = await read(id);
      if (session)
        await fromRedis(redis.set(keys.curator(id), JSON.stringify({ ...session, generation }), 'KEEPTTL', 'XX'));
    },

    /** Ends one of a curator's sessions, from the next request on; false when the curator has no such session. */
    end: async (curator: string, id: string): Promise<boolean> =>
      (await read(id))?.curator === curator && (await fromRedis(redis.del(keys.curator(id)))) === 1,
  };
}
