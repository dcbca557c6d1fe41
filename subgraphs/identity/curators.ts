import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { backendError } from '#kit/errors.ts';
import { fromRedis } from '#kit/redis.ts';
import { CuratorSession, curatorPrefix, curatorSessionId, keys } from '#kit/session.ts';
import { connectMedusa, statusOf } from './medusa.ts';
import type { Session } from './sessions.ts';

/** The curators of the house: admin users of the shop. */
export interface Users {
  /** Whom these credentials are of, and their scopes; undefined when they are nobody's. Rejects while Medusa is away. */
  find(email: string, password: string): Promise<{ id: string; scopes: string[] } | undefined>;
}

/** What curators may be allowed. */
const curatorScopes = ['audit:read', 'journal:write', 'partners:write', 'provenance:write'];

/** Seconds without a request after which a curator's session ends, and seconds after which it ends in any case. */
const idle = 15 * 60;
const longest = 8 * 60 * 60;

/**
 * The admin users of the Medusa at `url`, which lets only services of the house sign one in. What one may do stands in their metadata as `axiom_scopes`, a list: without
 * it, a user of the shop is no curator of the graph.
 */
export function openUsers(url: string, serviceToken?: string): Users {
  const ask = connectMedusa(url, undefined, serviceToken);
  return {
    async find(email, password) {
      const signal = AbortSignal.timeout(3_000);
      try {
        const body = { email, password };
        const { token } = await ask<{ token?: unknown }>('/auth/user/emailpass', { body, signal });
        if (typeof token !== 'string') return undefined;
        const { user } = await ask<{ user: { id: string; metadata?: Record<string, unknown> | null } }>(
          '/admin/users/me?fields=id,metadata',
          { token, signal },
        );
        const granted = user.metadata?.axiom_scopes;
        const scopes = Array.isArray(granted) ? curatorScopes.filter((scope) => granted.includes(scope)) : [];
        return scopes.length > 0 ? { id: user.id, scopes } : undefined;
      } catch (error) {
        const status = statusOf(error);
        if (status !== undefined && status >= 400 && status < 500 && status !== 429) return undefined;
        throw backendError('Medusa', error);
      }
    },
  };
}

/** The sessions of curators, in Redis, where the gateway reads and renews them. */
export type CuratorSessions = ReturnType<typeof curatorSessionsOver>;

export function curatorSessionsOver(redis: Redis) {
  const read = async (id: string): Promise<CuratorSession | undefined> => {
    const text = await fromRedis(redis.get(keys.curator(id)));
    return text === null ? undefined : CuratorSession.parse(JSON.parse(text));
  };

  return {
    /** Opens a session of `maxAge` seconds at the longest; the token is kept nowhere. */
    open: async (curator: string, scopes: string[], seen: Pick<Session, 'device' | 'country'>) => {
      const token = `${curatorPrefix}${randomBytes(32).toString('base64url')}`;
      const now = Math.floor(Date.now() / 1_000);
      const session: CuratorSession = {
        id: curatorSessionId(token),
        curator,
        scopes,
        createdAt: now,
        authTime: now,
        methods: ['pwd'],
        expiresAt: now + longest,
        idle,
        ...seen,
      };
      await fromRedis(redis.set(keys.curator(session.id), JSON.stringify(session), 'EX', idle));
      return { token, maxAge: longest, session: { ...session, lastSeenAt: now } satisfies Session };
    },

    /** The session of the request that asks. */
    find: async (id: string): Promise<Session | undefined> => {
      const session = await read(id);
      return session && { ...session, lastSeenAt: Math.floor(Date.now() / 1_000) };
    },

    /** Ends one of a curator's sessions, from the next request on; false when they have no such session. */
    end: async (curator: string, id: string): Promise<boolean> =>
      (await read(id))?.curator === curator && (await fromRedis(redis.del(keys.curator(id)))) === 1,
  };
}
