import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { RedisClient } from '#kit/stores/redis.ts';
import { createSessionStore } from '#subgraphs/identity/sessions/sessions.ts';
import { connectTo } from '#tests/support/backends/redis.ts';
import type { Shop } from '#tests/support/backends/shop.ts';
import { makeCustomer, storeClient } from '#tests/support/backends/store-client.ts';

/** Requests with a token to Medusa's REST API. */
const uses: [string, string, object?][] = [
  ['GET', '/store/customers/me'],
  ['POST', '/store/customers/me', { first_name: 'Mallory' }],
  ['GET', '/store/orders'],
  ['GET', '/store/customers/me/addresses'],
  ['POST', '/store/customers/me/addresses', { first_name: 'M', country_code: 'fr' }],
  ['POST', '/store/carts', { region_id: 'reg_europe' }],
  ['GET', '/store/products?limit=1'],
  ['POST', '/auth/token/refresh'],
  ['POST', '/auth/session'],
];

/** Sessions of Medusa's REST API and how they end. */
export function sessionSuite(open: () => Shop): void {
  let shop: Shop;
  let redis: RedisClient;
  let ask: ReturnType<typeof storeClient>;
  beforeAll(async () => {
    shop = open();
    redis = await connectTo(shop.env.REDIS_URL as string);
    ask = storeClient(shop);
  });
  afterAll(() => redis?.disconnect());

  const signIn = async (body: { email: string; password: string }) => {
    const { status, body: answer } = await ask('POST', '/auth/customer/emailpass', { body });
    return { status, token: answer.token as string };
  };
  const statusOf = async (token: string) => (await ask('GET', '/store/customers/me', { token })).status;
  const tryAll = async (token: string) => {
    const statuses: [string, number][] = [];
    for (const [method, path, body] of uses) {
      const { status } = await ask(method, path, { token, ...(body && { body }) });
      statuses.push([`${method} ${path}`, status]);
    }
    return statuses;
  };
  const allRefused = uses.map(([method, path]) => [`${method} ${path}`, 401]);

  describe('A token for a stolen password', () => {
    it('is invalid after the password was changed, and cannot be refreshed', async () => {
      const victim = await makeCustomer(shop);
      const { email, password } = victim;
      const { token } = await signIn({ email, password });
      const before = await statusOf(token);
      const refreshed = (await ask('POST', '/auth/token/refresh', { token })).body.token as string;

      expect(await victim.changePassword('another long password')).toBe(true);

      expect(before).toBe(200);
      expect(await tryAll(token)).toEqual(allRefused);
      expect(await tryAll(refreshed)).toEqual(allRefused);
      expect((await signIn({ email, password })).status).toBe(401);
      expect(await statusOf((await signIn({ email, password: 'another long password' })).token)).toBe(200);
    });

    it('is invalid after the customer ended all sessions, even if it was refreshed', async () => {
      const victim = await makeCustomer(shop);
      const { token } = await signIn(victim);
      const cookie = (await ask('POST', '/auth/session', { token })).headers.get('set-cookie')?.split(';')[0] ?? '';
      const byCookie = async () => (await ask('GET', '/store/customers/me', { headers: { cookie } })).status;
      const before = [await statusOf(token), await byCookie()];

      await createSessionStore(redis).endAll(victim);

      expect(before).toEqual([200, 200]);
      expect(await tryAll(token)).toEqual(allRefused);
      expect(await byCookie()).toBe(401);
      expect(await statusOf((await signIn(victim)).token)).toBe(200);
    });

    it('stays valid when another customer ends their sessions', async () => {
      const [one, other] = [await makeCustomer(shop), await makeCustomer(shop)];
      const { token } = await signIn(one);

      await createSessionStore(redis).endAll(other);

      expect(await statusOf(token)).toBe(200);
    });
  });

  it('An exchanged token is invalid after its session of the graph was revoked', async () => {
    const { account, customer } = await makeCustomer(shop);
    const session = await shop.sessions.open(account, customer);
    const body = { token: await shop.issuer.signSession(session) };
    const token = (await ask('POST', '/auth/customer/axiom', { body })).body.token as string;
    const before = await statusOf(token);

    await shop.sessions.revoke(session);

    expect(before).toBe(200);
    expect(await tryAll(token)).toEqual(allRefused);
  });

  describe('A session', () => {
    it('is the same after its token was refreshed, and is not extended', async () => {
      const { token } = await signIn(await makeCustomer(shop));
      const sid = decodeJwt(token).sid as string;
      const key = `store-session:${sid}`;
      const session = JSON.parse((await redis.get(key)) as string);
      await redis.set(key, JSON.stringify({ ...session, ends: Date.now() + 60_000 }), 'KEEPTTL');

      const refreshed = (await ask('POST', '/auth/token/refresh', { token })).body.token as string;
      const { exp = 0, ...claims } = decodeJwt(refreshed);

      expect(claims.sid).toBe(sid);
      expect(exp * 1_000).toBeLessThanOrEqual(Date.now() + 60_000);
      await redis.del(key);
      expect([await statusOf(token), await statusOf(refreshed)]).toEqual([401, 401]);
    });

    it('ends with its cookie', async () => {
      const { token } = await signIn(await makeCustomer(shop));
      const cookie = (await ask('POST', '/auth/session', { token })).headers.get('set-cookie')?.split(';')[0] ?? '';

      const { status } = await ask('DELETE', '/auth/session', { headers: { cookie } });

      expect([status, await statusOf(token)]).toEqual([200, 401]);
    });

    it('does not belong to another identity, even if the token says so', async () => {
      const [one, other] = [await signIn(await makeCustomer(shop)), await signIn(await makeCustomer(shop))];
      const sidOf = ({ token }: { token: string }) => decodeJwt(token).sid as string;
      await redis.set(`store-session:${sidOf(other)}`, (await redis.get(`store-session:${sidOf(one)}`)) as string);

      expect(await statusOf(other.token)).toBe(401);
    });
  });
}
