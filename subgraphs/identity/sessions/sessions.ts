import { readFileSync } from 'node:fs';
import { CustomerSession, keys, longestSession } from '#kit/graph/session.ts';
import { deleteMany, fromRedis, getMany, type RedisClient } from '#kit/stores/redis.ts';

/** A session, with the time of its last request. Times are in seconds since 1970. */
export interface Session extends Pick<CustomerSession, 'id' | 'createdAt' | 'authTime' | 'methods' | 'expiresAt'> {
  device?: string | undefined;
  country?: string | undefined;
  lastSeenAt: number;
}

/** The owner of sessions: the account, and its customer in Medusa. */
export type Owner = Pick<CustomerSession, 'account' | 'customer'>;

/** Customers' sessions, in Redis: see `kit/graph/session.ts`. All methods reject with BACKEND_UNAVAILABLE while Redis is unavailable. */
export type SessionStore = ReturnType<typeof createSessionStore>;

/** Maximum number of open sessions of an account; beyond it, the least recently used sessions are ended. */
const maxSessions = 100;

/** Medusa's application ends sessions with the same scripts. */
const [readClock, endSessions] = ['clock', 'end-sessions'].map((name) =>
  readFileSync(new URL(`../../../kit/stores/${name}.lua`, import.meta.url), 'utf8'),
) as [string, string];

export function createSessionStore(redis: RedisClient) {
  const clock = () => fromRedis(redis.eval(readClock, 1, keys.clock) as Promise<string>);

  /** The open sessions of an account, the most recently used first. Expired sessions are removed from the index. */
  async function listOpen(account: string): Promise<(CustomerSession & { lastSeenAt: number })[]> {
    const index = keys.customerIndex(account);
    const seen = await fromRedis(redis.zrevrange(index, 0, -1, 'WITHSCORES'));
    const ids = seen.filter((_, place) => place % 2 === 0);
    if (ids.length === 0) return [];
    const found = await fromRedis(getMany(redis, ids.map(keys.customer)));
    const expired = ids.filter((_, place) => found[place] === null);
    if (expired.length > 0) await fromRedis(redis.zrem(index, expired));
    return found.flatMap((text, place) =>
      text ? [{ ...CustomerSession.parse(JSON.parse(text)), lastSeenAt: Number(seen[2 * place + 1]) }] : [],
    );
  }

  /** Ends sessions of an account. Returns how many of them were open. */
  async function end(account: string, ids: string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const ended = await fromRedis(deleteMany(redis, ids.map(keys.customer)));
    await fromRedis(redis.zrem(keys.customerIndex(account), ids));
    return ended;
  }

  return {
    /** Opens a session; valid from the next request on. */
    open: async (session: CustomerSession): Promise<void> => {
      const { id, account, createdAt, expiresAt } = session;
      const index = keys.customerIndex(account);
      const text = JSON.stringify(session);
      await fromRedis(redis.set(keys.customer(id), text, 'EXAT', expiresAt));
      await fromRedis(redis.zadd(index, createdAt, id));
      await fromRedis(redis.expireat(index, expiresAt));
      await end(account, await fromRedis(redis.zrange(index, '0', `${-1 - maxSessions}`)));
    },

    /** An account's open sessions, the most recently used first. */
    list: (account: string): Promise<Session[]> => listOpen(account),

    /** The session with this id, with the current time as its last use; undefined when it has ended. */
    find: async (id: string): Promise<Session | undefined> => {
      const text = await fromRedis(redis.get(keys.customer(id)));
      const session = text === null ? undefined : CustomerSession.parse(JSON.parse(text));
      return session && { ...session, lastSeenAt: Math.floor(Date.now() / 1_000) };
    },

    /** Ends one of an account's sessions, from the next request on; false when the account has no such session. */
    end: async (account: string, id: string): Promise<boolean> => {
      const isOwner = (await fromRedis(redis.zscore(keys.customerIndex(account), id))) !== null;
      return isOwner && (await end(account, [id])) === 1;
    },

    /**
     * Ends all sessions of an account except `except`. Returns their number, without the sessions of Medusa's REST API,
     * which end as well.
     */
    endAll: async ({ account, customer }: Owner, except?: string): Promise<number> => {
      await fromRedis(redis.eval(endSessions, 1, keys.notBefore(customer), await clock(), longestSession));
      const open = await listOpen(account);
      return end(
        account,
        open.flatMap(({ id }) => (id === except ? [] : id)),
      );
    },

    /** The time of Redis's clock, in milliseconds since 1970. */
    clock: async (): Promise<number> => Number(await clock()),

    /** Whether a customer has ended all sessions since `time`, a value of `clock`. */
    wereEndedSince: async (customer: string, time: number): Promise<boolean> =>
      Number((await fromRedis(redis.get(keys.notBefore(customer)))) ?? 0) >= time,

    /** Ends the sessions that were opened with a credential. Returns their ids. */
    endOpenedBy: async (account: string, credentialId: string): Promise<string[]> => {
      const ids = (await listOpen(account)).flatMap(({ id, credential }) => (credential === credentialId ? id : []));
      await end(account, ids);
      return ids;
    },
  };
}
