import { LRUCache } from 'lru-cache';
import { CuratorSession, CustomerSession, curatorSessionId, keys } from '#kit/graph/session.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import type { ReadCuratorAccess } from './curator-access.ts';
import type { TokenClaims } from './tokens.ts';

/** Reads open sessions. Rejects while Redis is unavailable. */
export interface Sessions {
  /**
   * The viewer of a customer's token; undefined when the session is expired, revoked or belongs to another customer.
   */
  customer(claims: TokenClaims): Promise<SignedIn | undefined>;
  /**
   * The viewer of a curator's token. Restarts the session's idle timeout. Undefined when the session is expired or
   * revoked, or the curator has no access.
   */
  curator(token: string): Promise<SignedIn | undefined>;
}

/** The interval, in milliseconds, in which the last use of a session is written once. */
const lastUseInterval = 60_000;

/** Reads the sessions that identity writes; `readAccess` returns the access of curators. */
export function openSessions(redis: RedisClient, readAccess: ReadCuratorAccess): Sessions {
  const noted = new LRUCache<string, true>({ max: 50_000, ttl: lastUseInterval });

  return {
    customer: async ({ sid, sub }) => {
      const session = CustomerSession.safeParse(parse(await redis.get(keys.customer(sid)))).data;
      if (!session || session.customer !== sub || session.expiresAt <= now()) return undefined;
      if (!noted.has(sid)) {
        noted.set(sid, true);
        // XX: does not restore a session that was revoked since it was read.
        redis.zadd(keys.customerIndex(session.account), 'XX', now(), sid).catch(() => noted.delete(sid));
      }
      const { kind, customer: id, scopes, authTime, account } = session;
      return { kind, id, scopes, session: sid, authTime, account };
    },
    curator: async (token) => {
      const key = keys.curator(curatorSessionId(token));
      const session = CuratorSession.safeParse(parse(await redis.get(key))).data;
      const lifetime = session ? Math.min(session.idle, session.expiresAt - now()) : 0;
      if (!session || lifetime <= 0) return undefined;
      const access = await readAccess(session.curator);
      // The access is cached, so the session may be newer than it.
      if (!access || access.generation > session.generation) return undefined;
      // Zero: the session was revoked since it was read.
      if ((await redis.expire(key, lifetime)) === 0) return undefined;
      const { curator: id, authTime } = session;
      const { scopes, account } = access;
      return { kind: 'CURATOR', id, scopes, session: session.id, authTime, account };
    },
  };
}

const now = () => Math.floor(Date.now() / 1000);

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
