import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { CustomerSession, keys, longestSession } from '#kit/graph/session.ts';
import { fromRedis } from '#kit/stores/redis.ts';

/** A session, and when its owner was last seen; times in seconds since 1970. */
export interface Session extends Pick<CustomerSession, 'id' | 'createdAt' | 'authTime' | 'methods' | 'expiresAt'> {
  device?: string | undefined;
  country?: string | undefined;
  lastSeenAt: number;
}

/** Whose sessions are ended: the account, and the customer that it is at Medusa. */
export type Owner = Pick<CustomerSession, 'account' | 'customer'>;

/** Open sessions: see `kit/graph/session.ts`. Everything rejects with BACKEND_UNAVAILABLE while Redis is away. */
export type SessionStore = ReturnType<typeof createSessionStore>;

/** How many sessions of an account can be open: of more, those not seen for the longest time are ended. */
const mostSessions = 100;

/** Medusa's application ends sessions by the same script. */
const endSessions = readFileSync(new URL('../../../kit/stores/end-sessions.lua', import.meta.url), 'utf8');

export function createSessionStore(redis: Redis) {
  /** The sessions of an account that are open, the last seen first. Those that have expired are forgotten. */
  async function openOf(account: string): Promise<(CustomerSession & { lastSeenAt: number })[]> {
    const index = keys.customerIndex(account);
    const seen = await fromRedis(redis.zrevrange(index, 0, -1, 'WITHSCORES'));
    const ids = seen.filter((_, place) => place % 2 === 0);
    if (ids.length === 0) return [];
    const found = await fromRedis(redis.mget(ids.map(keys.customer)));
    const gone = ids.filter((_, place) => found[place] === null);
    if (gone.length > 0) await fromRedis(redis.zrem(index, gone));
    return found.flatMap((text, place) =>
      text ? [{ ...CustomerSession.parse(JSON.parse(text)), lastSeenAt: Number(seen[2 * place + 1]) }] : [],
    );
  }

  /** Ends sessions of an account, and says how many of them had been open. */
  async function end(account: string, ids: string[]): Promise<number> {
    if (ids.length === 0) return 0;
    const ended = await fromRedis(redis.del(ids.map(keys.customer)));
    await fromRedis(redis.zrem(keys.customerIndex(account), ids));
    return ended;
  }

  return {
    /** Opens a customer's session, from the next request on. */
    open: async (session: CustomerSession): Promise<void> => {
      const { id, account, createdAt, expiresAt } = session;
      const index = keys.customerIndex(account);
      const text = JSON.stringify(session);
      await fromRedis(redis.set(keys.customer(id), text, 'EXAT', expiresAt));
      await fromRedis(redis.zadd(index, createdAt, id));
      await fromRedis(redis.expireat(index, expiresAt));
      await end(account, await fromRedis(redis.zrange(index, '0', `${-1 - mostSessions}`)));
    },

    /** An account's sessions, the last seen first. */
    list: (account: string): Promise<Session[]> => openOf(account),

    /** The session of the request that asks. */
    find: async (id: string): Promise<Session | undefined> => {
      const text = await fromRedis(redis.get(keys.customer(id)));
      const session = text === null ? undefined : CustomerSession.parse(JSON.parse(text));
      return session && { ...session, lastSeenAt: Math.floor(Date.now() / 1_000) };
    },

    /** Ends one of an account's sessions, from the next request on; false when it has no such session. */
    end: async (account: string, id: string): Promise<boolean> => {
      const isTheirs = (await fromRedis(redis.zscore(keys.customerIndex(account), id))) !== null;
      return isTheirs && (await end(account, [id])) === 1;
    },

    /**
     * Ends all of an account's sessions but one, and says how many. Those of Medusa's own REST end too; they are not counted.
     */
    endAll: async ({ account, customer }: Owner, except?: string): Promise<number> => {
      await fromRedis(redis.eval(endSessions, 1, keys.notBefore(customer), longestSession));
      const open = await openOf(account);
      return end(
        account,
        open.flatMap(({ id }) => (id === except ? [] : id)),
      );
    },

    /** The time by the clock of Redis, in milliseconds since 1970. */
    clock: async (): Promise<number> => {
      const [seconds, microseconds] = await fromRedis(redis.time());
      return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
    },

    /** Whether a customer has ended all sessions since `time`, which `clock` gave. */
    wereEndedSince: async (customer: string, time: number): Promise<boolean> =>
      Number((await fromRedis(redis.get(keys.notBefore(customer)))) ?? 0) >= time,

    /** Ends the sessions that a credential of an account opened, and says which. */
    endOpenedBy: async (account: string, credentialId: string): Promise<string[]> => {
      const ids = (await openOf(account)).flatMap(({ id, credential }) => (credential === credentialId ? id : []));
      await end(account, ids);
      return ids;
    },
  };
}
