import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { CuratorSession, CustomerSession, curatorSessionId, keys } from '#kit/graph/session.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import type { ReadCuratorAccess } from './curator-access.ts';
import type { TokenClaims } from './tokens.ts';

/** The sessions that are open. Everything rejects while Redis is away. */
export interface Sessions {
  /** Who asks with a customer's token; undefined when its session is no more, or another's. */
  customer(claims: TokenClaims): Promise<SignedIn | undefined>;
  /**
   * Who asks with a curator's token, whose idle timeout is restarted; undefined when its session is over or the curator
   * may do nothing.
   */
  curator(token: string): Promise<SignedIn | undefined>;
}

/** How often it is noted that a session was seen, in milliseconds. */
const noteEvery = 60_000;

/** Reads sessions as identity writes them, and what those of curators open as `readAccess` finds it. */
export function openSessions(redis: Redis, readAccess: ReadCuratorAccess): Sessions {
  const noted = new LRUCache<string, true>({ max: 50_000, ttl: noteEvery });

  return {
    customer: async ({ sid, sub }) => {
      const session = CustomerSession.safeParse(parse(await redis.get(keys.customer(sid)))).data;
      if (!session || session.customer !== sub || session.expiresAt <= now()) return undefined;
      if (!noted.has(sid)) {
        noted.set(sid, true);
        // XX: a session that was revoked meanwhile is not brought back.
        redis.zadd(keys.customerIndex(session.account), 'XX', now(), sid).catch(() => noted.delete(sid));
      }
      const { kind, customer: id, scopes, authTime, account } = session;
      return { kind, id, scopes, session: sid, authTime, account };
    },
    curator: async (token) => {
      const key = keys.curator(curatorSessionId(token));
      const session = CuratorSession.safeParse(parse(await redis.get(key))).data;
      const left = session ? Math.min(session.idle, session.expiresAt - now()) : 0;
      if (!session || left <= 0) return undefined;
      const access = await readAccess(session.curator);
      // The session may be newer than the answer, which is used for a while.
      if (!access || access.generation > session.generation) return undefined;
      // It must still be there to live on.
      if ((await redis.expire(key, left)) === 0) return undefined;
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
