import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, type JWTPayload, UnsecuredJWT } from 'jose';
import type { CustomerSession } from '#kit/graph/session.ts';
import { openIssuer } from '#subgraphs/commerce/customers/issuer.fixture.ts';
import type { Customers } from '#subgraphs/identity/customers/customers.ts';
import type { Shop } from '#tests/support/backends/shop.ts';
import { customerRequests } from './customers.fixture.ts';

type Make = (session: CustomerSession, shop: Shop) => Promise<string | undefined> | string;

/** Customers who have signed in through the graph, and the routes for identity, which creates them. */
export function customerSuite(open: () => Shop): void {
  let shop: Shop;
  let customers: Customers;
  const account = randomUUID();
  let session: CustomerSession;
  const { connect, signIn, register, post } = customerRequests(open);

  beforeAll(async () => {
    shop = open();
    customers = connect();
    session = await shop.sessions.open(account, await customers.create(account, 'Ada'));
  });

  const refused = { status: 401, type: 'unauthorized', message: 'Invalid token' };
  const findAll = async (id: string) => {
    const { customers: found } = await shop.admin.admin.customer.list({
      email: `${id}@passkey.invalid`,
      fields: 'id,first_name,has_account',
    });
    return found as { id: string }[];
  };

  describe('An account', () => {
    it('becomes one customer, even if requested several times', async () => {
      const id = randomUUID();

      const made = [await customers.create(id, 'Grace'), await customers.create(id, 'Grace again')];

      expect(await findAll(id)).toEqual([
        expect.objectContaining({ id: made[0], first_name: 'Grace', has_account: true }),
      ]);
      expect(made[1]).toBe(made[0]);
    });

    it('becomes one customer, even with parallel requests', async () => {
      const id = randomUUID();

      const made = await Promise.all(Array.from({ length: 4 }, () => customers.create(id, 'Grace')));

      expect((await findAll(id)).map((customer) => customer.id)).toEqual([made[0]]);
      expect(new Set(made).size).toBe(1);
    });

    it('becomes a customer where an earlier attempt left only its identity', async () => {
      const id = randomUUID();
      const { status } = await register(await shop.issuer.signRegistration(id));

      const made = await customers.create(id, 'Grace');

      expect(status).toBe(200);
      expect((await findAll(id)).map((customer) => customer.id)).toEqual([made]);
    });

    it('gets an error when Medusa is unavailable', async () => {
      await expect(connect('http://127.0.0.1:1').create(account, 'Ada')).rejects.toMatchObject({
        extensions: { code: 'BACKEND_UNAVAILABLE', system: 'Medusa' },
      });
    });

    it.each<[string, JWTPayload]>([
      ['has another audience', { aud: 'axiom-graph' }],
      ['has another issuer', { iss: 'http://elsewhere' }],
      ['has an invalid account id', { sub: 'cus_ada' }],
      ['has expired', { exp: seconds(-10) }],
      ['was issued more than a minute ago', { iat: seconds(-70), exp: seconds(60) }],
    ])('is not registered with a registration that %s', async (_, but) => {
      expect(await register(await shop.issuer.signRegistration(randomUUID(), but))).toEqual(refused);
    });

    it('is not registered with a session token', async () => {
      expect(await register(await shop.issuer.signSession(session))).toEqual(refused);
    });
  });

  describe('The token of a session', () => {
    it.each(['EdDSA', 'ES256'])('signed with %s is exchanged for a short-lived token of Medusa’s', async (alg) => {
      const long = await shop.sessions.open(account, session.customer, 3_600);
      const { status, token } = await signIn(await shop.issuer.signSession(long, {}, { alg }));

      const { actor_id, actor_type, sid, iat, exp } = decodeJwt(token as string);
      expect([status, actor_type, actor_id, sid]).toEqual([200, 'customer', session.customer, long.id]);
      expect((exp as number) - (iat as number)).toBe(15 * 60);
    });

    it.each<[string, Make]>([
      ['is missing', () => undefined as never],
      ['has another audience', (own, { issuer }) => issuer.signSession(own, { aud: 'axiom-medusa' })],
      ['is of another issuer', (own, { issuer }) => issuer.signSession(own, { iss: 'http://elsewhere' })],
      ['is of another type', (own, { issuer }) => issuer.signSession(own, {}, { typ: 'JWT' })],
      ['has expired', (own, { issuer }) => issuer.signSession(own, { exp: seconds(-10) })],
      ['has an unknown key id', signByStranger],
      ['has a signature of another key', (own) => signByStranger(own, 'EdDSA')],
      ['is not signed', unsigned],
      ['belongs to another customer’s session', (own, { issuer }) => issuer.signSession(own, { sub: 'cus_eve' })],
      ['has no session', (own, { issuer }) => issuer.signSession({ ...own, id: 'none' })],
      ['is a registration', (own, { issuer }) => issuer.signRegistration(own.account)],
    ])('that %s is refused like any other', async (_, make) => {
      expect(await signIn(await make(session, shop))).toEqual(refused);
    });

    it('is refused as soon as the session is revoked', async () => {
      const revoked = await shop.sessions.open(account, session.customer);
      const token = await shop.issuer.signSession(revoked);
      const before = await signIn(token);

      await shop.sessions.revoke(revoked);

      expect([before.status, await signIn(token)]).toEqual([200, refused]);
    });

    it('is refused for an account that belongs to another customer', async () => {
      const strange = await shop.sessions.open(account, 'cus_eve');

      expect(await signIn(await shop.issuer.signSession(strange))).toEqual(refused);
    });

    it('gives no access to the admin API', async () => {
      const token = await shop.issuer.signSession(session);

      expect((await post('auth/user/axiom', { token })).status).toBe(404);
      expect((await post('auth/user/axiom/register', { token })).status).toBe(404);
    });

    it.each(['auth/token/refresh', 'auth/session'])(
      'is exchanged for a token that %s does not extend',
      async (path) => {
        const { token } = await signIn(await shop.issuer.signSession(session));

        expect((await post(path, {}, token)).status).toBe(401);
      },
    );
  });

  it('are refused while their sessions cannot be checked, even with an earlier token', async () => {
    const token = await shop.issuer.signSession(await shop.sessions.open(account, session.customer, 3_600));
    const { token: before } = await signIn(token);

    await shop.stopRedis();

    expect(await signIn(token)).toEqual(refused);
    const ask = async (path: string) => {
      const headers = {
        'x-publishable-api-key': shop.env.MEDUSA_PUBLISHABLE_KEY as string,
        authorization: `Bearer ${before}`,
      };
      const response = await fetch(`${shop.env.MEDUSA_URL}/store/${path}`, { headers });
      return [response.status, ((await response.json()) as { code?: string }).code];
    };
    expect(await ask('customers/me')).toEqual([503, 'BACKEND_UNAVAILABLE']);
    expect(await ask('products?limit=1')).toEqual([200, undefined]);
  });
}

function seconds(from: number): number {
  return Math.floor(Date.now() / 1000) + from;
}

async function signByStranger(session: CustomerSession, as: unknown): Promise<string> {
  const stranger = await openIssuer();
  await stranger.close();
  return stranger.signSession(session, {}, { kid: typeof as === 'string' ? as : 'unknown' });
}

function unsigned({ id, customer }: CustomerSession, { issuer }: Shop): string {
  return new UnsecuredJWT({ sid: id })
    .setSubject(customer)
    .setIssuer(issuer.env.AXIOM_TOKEN_ISSUER)
    .setAudience(issuer.env.AXIOM_TOKEN_AUDIENCE)
    .setExpirationTime('1m')
    .encode();
}
