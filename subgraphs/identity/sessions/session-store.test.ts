import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CustomerSession, keys } from '#kit/graph/session.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import type { TestRedis } from '#tests/support/backends/redis.ts';
import { redisServers } from '#tests/support/backends/redis-servers.ts';
import { createCuratorSessionStore } from '../curators/sessions.ts';
import { createChallengeStore } from '../passkeys/challenges.ts';
import { createKnownDeviceStore } from './known-devices.ts';
import { createSessionStore, type SessionStore } from './sessions.ts';

describe.each(redisServers)('What identity keeps in $title', ({ startServer }) => {
  let server: TestRedis;
  let redis: RedisClient;
  let sessions: SessionStore;

  beforeAll(async () => {
    server = await startServer();
    redis = await server.connect();
    sessions = createSessionStore(redis);
  });
  afterAll(async () => {
    redis?.disconnect();
    await server?.remove();
  });

  /** Opens sessions of a new account, the first one used first. Returns their owner and ids. */
  const openSessions = async (count: number) => {
    const [account, customer] = [randomUUID(), `cus_${randomUUID()}`];
    const now = Math.floor(Date.now() / 1_000);
    const opened = Array.from({ length: count }, (_, index): CustomerSession => {
      const createdAt = now - count + index;
      const times = { createdAt, authTime: createdAt, expiresAt: now + 600 };
      const methods = {
        kind: 'CUSTOMER' as const,
        scopes: [],
        methods: ['pwd'],
        credential: `credential-${index % 2}`,
      };
      return { id: `ses_${randomUUID()}`, account, customer, ...times, ...methods };
    });
    for (const session of opened) await sessions.open(session);
    return { account, customer, ids: opened.map(({ id }) => id) };
  };
  const idsOf = async (account: string) => (await sessions.list(account)).map(({ id }) => id);

  it('lists the sessions of an account, and ends one of them', async () => {
    const { account, ids } = await openSessions(5);
    const other = await openSessions(1);
    await redis.del(keys.customer(ids[1] as string));

    expect(await idsOf(account)).toEqual([ids[4], ids[3], ids[2], ids[0]]);
    expect(await sessions.end(account, ids[3] as string)).toBe(true);
    expect(await sessions.end(account, ids[3] as string)).toBe(false);
    expect(await sessions.end(account, other.ids[0] as string)).toBe(false);
    expect(await idsOf(account)).toEqual([ids[4], ids[2], ids[0]]);
    expect(await redis.zcard(keys.customerIndex(account))).toBe(3);
  });

  it('ends all sessions of a customer except the current one, also those of the REST API', async () => {
    const { account, customer, ids } = await openSessions(20);
    const other = await openSessions(2);
    const before = await sessions.clock();

    expect(await sessions.endAll({ account, customer }, ids[7])).toBe(19);

    expect(await idsOf(account)).toEqual([ids[7]]);
    expect(await Promise.all(ids.map((id) => redis.exists(keys.customer(id))))).toEqual(
      ids.map((_, at) => (at === 7 ? 1 : 0)),
    );
    expect(await sessions.wereEndedSince(customer, before)).toBe(true);
    expect(await sessions.wereEndedSince(customer, await sessions.clock())).toBe(false);
    expect(await idsOf(other.account)).toHaveLength(2);
  });

  it('never moves the end of all sessions back', async () => {
    const { account, customer } = await openSessions(1);
    const later = (await sessions.clock()) + 60_000;
    await redis.set(keys.notBefore(customer), later.toFixed(3), 'EX', 600);

    await sessions.endAll({ account, customer });

    expect(await redis.get(keys.notBefore(customer))).toBe(later.toFixed(3));
  });

  it('ends the sessions of one passkey, and those beyond a hundred', async () => {
    const { account, ids } = await openSessions(102);

    expect(await idsOf(account)).toEqual(ids.slice(2).reverse());
    expect(await sessions.endOpenedBy(account, 'credential-1')).toHaveLength(50);
    expect(await idsOf(account)).toHaveLength(50);
  });

  it('accepts a challenge once', async () => {
    const challenges = createChallengeStore(redis);
    const challenge = await challenges.issue('signIn', { origins: ['https://axiom.example'] });

    expect(await challenges.consume('signIn', challenge)).toEqual({ origins: ['https://axiom.example'] });
    expect(await challenges.consume('signIn', challenge)).toBeUndefined();
  });

  it('knows a device for its accounts only', async () => {
    const devices = createKnownDeviceStore(redis);
    const token = await devices.remember(undefined, ['account a', 'a@axiom.example']);

    expect(await devices.find(token, 'account a')).toEqual(expect.any(String));
    expect(await devices.find(token, 'account b')).toBeUndefined();
    expect(await devices.remember(token, ['account b'])).toBe(token);
    expect(await devices.find(token, 'account b')).toBe(await devices.findAny(token));
  });

  it('ends the session of a curator', async () => {
    const curators = createCuratorSessionStore(redis);
    const { session } = await curators.open({ curator: 'curator_1', generation: 1, methods: ['pwd'] });
    await curators.moveToGeneration(session.id, 2);

    expect(await curators.find(session.id)).toMatchObject({ generation: 2 });
    expect(await curators.end('curator_2', session.id)).toBe(false);
    expect(await curators.end('curator_1', session.id)).toBe(true);
    expect(await curators.find(session.id)).toBeUndefined();
  });
});
