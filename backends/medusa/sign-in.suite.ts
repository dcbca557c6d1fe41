import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Shop } from '#tests/support/backends/shop.ts';
import { anyAddress, makeCustomer, storeClient } from '#tests/support/backends/store-client.ts';

/** Sign-in over Medusa's REST API and its rate limits. */
export function signInSuite(open: () => Shop): void {
  let shop: Shop;
  beforeAll(() => {
    shop = open();
  });

  const attempt = (address: string, email: string, password: string, device?: string) =>
    storeClient(shop, address)('POST', '/auth/customer/emailpass', {
      body: { email, password },
      headers: device ? { 'x-axiom-device': device } : {},
    });
  /** The statuses of parallel requests, sorted: sequential requests on a slow machine would let buckets refill. */
  const statusesOf = async (count: number, one: (index: number) => Promise<{ status: number }>) => {
    const answers = await Promise.all(Array.from({ length: count }, (_, index) => one(index)));
    return answers.map(({ status }) => status).sort();
  };
  const times = (count: number, status: number) => Array<number>(count).fill(status);

  describe('Routes under /auth', () => {
    const isOpen = ['POST /auth/customer/emailpass', 'POST /auth/customer/emailpass/register'];
    const needToken = ['POST /auth/customer/axiom', 'POST /auth/token/refresh', 'POST /auth/session'];

    it('are closed, except for those that AXIOM needs', async () => {
      const ask = storeClient(shop);
      const routes = routesOf('auth').concat(routesOf('cloud')).flatMap(spell);
      const answered = [];
      for (const path of new Set(routes)) {
        for (const method of ['GET', 'POST', 'DELETE']) {
          const { status } = await ask(method, path);
          if (status !== 404) answered.push([`${method} ${path}`, status]);
        }
      }

      expect(routes.length).toBeGreaterThan(30);
      expect(answered.sort()).toEqual(
        [...isOpen, ...needToken, 'DELETE /auth/session'].map((route) => [route, 401]).sort(),
      );
    });

    it.each([
      '/AUTH/customer/emailpass',
      '/auth/Customer/emailpass',
      '/auth/%63ustomer/emailpass',
      '/auth/customer/%65mailpass',
      '/auth/customer/emailpass/',
      '/auth/customer/emailpass/..%2femailpass',
    ])('are closed in other spellings: %s', async (path) => {
      const { email, password } = await makeCustomer(shop);

      expect((await storeClient(shop)('POST', path, { body: { email, password } })).status).toBe(404);
    });

    it('issue tokens of admin users to AXIOM services only', async () => {
      const body = { email: 'curator@axiom.example', password: shop.env.MEDUSA_CURATOR_PASSWORD as string };
      const ask = storeClient(shop);

      const guesses = await statusesOf(60, () => ask('POST', '/auth/user/emailpass', { body }));
      const service = { 'x-axiom-service': shop.env.MEDUSA_SERVICE_TOKEN as string };

      expect(guesses).toEqual(times(60, 404));
      expect((await ask('POST', '/auth/user/emailpass', { body, headers: service })).status).toBe(200);
    });
  });

  describe('Passwords', () => {
    it('can be tried ten times by one client, regardless of X-Forwarded-For', async () => {
      const address = '203.0.113.7';
      const try_ = (index: number) => attempt(`198.51.100.${index}, ${address}`, `eve${index}@axiom.example`, 'guess');

      expect(await statusesOf(12, try_)).toEqual([...times(10, 401), ...times(2, 429)]);
    });

    it('can be tried ten times by one IPv6 client, from all its addresses together', async () => {
      const network = anyAddress().replace(/::1$/, '');
      const try_ = (index: number) => attempt(`${network}::${index + 1}`, `eve${index}@axiom.example`, 'guess');

      expect(await statusesOf(11, try_)).toEqual([...times(10, 401), 429]);
    });

    it('that others tried lock the owner out neither from another address nor on a known device', async () => {
      const { email, password } = await makeCustomer(shop);
      const [here, there] = [anyAddress(), anyAddress()];
      const first = await attempt(here, email, password);

      const wrong = await statusesOf(5, () => attempt(here, email, 'guess'));
      const owner = await attempt(here, email, password);
      const elsewhere = await attempt(there, email, password);
      const known = await attempt(here, email, password, first.body.device_token);

      expect(first.status).toBe(200);
      expect(wrong).toEqual([...times(4, 401), 429]);
      expect([owner.status, elsewhere.status, known.status]).toEqual([429, 200, 200]);
      expect(owner.body).toMatchObject({ code: 'THROTTLED', retryAfterMs: expect.any(Number) });
      expect(known.body.device_token).toBe(first.body.device_token);
    });

    it('can be tried on a known device up to its limit, and its token is useless for other accounts', async () => {
      const [own, victim] = [await makeCustomer(shop), await makeCustomer(shop)];
      const address = anyAddress();
      const { device_token: device } = (await attempt(anyAddress(), own.email, own.password)).body;

      const others = await statusesOf(6, () => attempt(address, victim.email, 'guess', device));
      const ownTries = await statusesOf(11, () => attempt(anyAddress(), own.email, 'guess', device));

      expect(others).toEqual([...times(5, 401), 429]);
      expect(ownTries).toEqual([...times(10, 401), 429]);
    });

    it('of one account can be tried a hundred times from many addresses, and then on a known device only', async () => {
      const { email, password } = await makeCustomer(shop);
      const { device_token: device } = (await attempt(anyAddress(), email, password)).body;

      const guesses = await Promise.all(Array.from({ length: 130 }, () => attempt(anyAddress(), email, '')));
      const count = (status: number) => guesses.filter((guess) => guess.status === status).length;
      const stranger = await attempt(anyAddress(), email, password);
      const owner = await attempt(anyAddress(), email, password, device);

      expect(count(401)).toBeGreaterThanOrEqual(99);
      expect(count(429)).toBeGreaterThan(0);
      expect(count(401) + count(429)).toBe(130);
      expect([stranger.status, owner.status]).toEqual([429, 200]);
    });

    it('can be registered for five new addresses a minute by one client', async () => {
      const ask = storeClient(shop);
      const register = (index: number) =>
        ask('POST', '/auth/customer/emailpass/register', {
          body: { email: `${crypto.randomUUID()}-${index}@axiom.example`, password: 'correct horse battery' },
        });

      expect(await statusesOf(6, register)).toEqual([...times(5, 200), 429]);
    });
  });
}

/** The routes of the installed Medusa under one folder of its API. */
export function routesOf(folder: string): string[] {
  const require = createRequire(import.meta.resolve('./app/package.json'));
  const api = join(dirname(require.resolve('@medusajs/medusa/package.json')), 'dist', 'api');
  return readdirSync(join(api, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('route.js'))
    .map((file) => `/${folder}/${dirname(file)}`)
    .map((path) => path.replace(/\/\.$/, ''));
}

/** A route with every value that its parameters can have. */
function spell(route: string): string[] {
  const values: Record<string, string[]> = { actor_type: ['customer', 'user'], auth_provider: ['emailpass', 'axiom'] };
  const [, name] = /\[(\w+)\]/.exec(route) ?? [];
  if (!name) return [route];
  return (values[name] ?? ['x']).flatMap((value) => spell(route.replace(`[${name}]`, value)));
}
