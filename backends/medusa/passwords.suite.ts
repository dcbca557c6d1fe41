import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { openIssuer } from '#subgraphs/commerce/customers/issuer.fixture.ts';
import type { Customers, KnownCustomer } from '#subgraphs/identity/customers/customers.ts';
import type { Shop } from '#tests/support/backends/shop.ts';
import { placeOrder, stockPouch } from '#tests/support/place-order.ts';
import { until } from '#tests/support/until.ts';
import { customerRequests } from './customers.fixture.ts';

/** Customers with an e-mail address and a password, and the verification of the address. */
export function passwordSuite(open: () => Shop): void {
  let shop: Shop;
  let customers: Customers;
  const { connect, signIn, post } = customerRequests(open);

  beforeAll(async () => {
    shop = open();
    await stockPouch(shop);
    customers = connect();
  });

  const password = 'correct horse battery';
  const someone = () => ({ email: `${randomUUID()}@axiom.example`, password, firstName: 'Ada', lastName: 'L' });
  const signUp = async (given = someone()) => ({ ...given, ...((await customers.signUp(given)) as KnownCustomer) });
  const throughGraph = async (id: string, customer: string) => {
    const { token = '' } = await signIn(await shop.issuer.signSession(await shop.sessions.open(id, customer)));
    return token && decodeJwt(token).actor_id;
  };

  it('is signed up once', async () => {
    const given = someone();
    const [first, second] = [await customers.signUp(given), await customers.signUp(given)];

    const { customers: found } = await shop.admin.admin.customer.list({ email: given.email });
    expect(second).toBe('TAKEN');
    expect(found).toEqual([
      expect.objectContaining({
        id: (first as KnownCustomer).id,
        first_name: 'Ada',
        last_name: 'L',
        has_account: true,
      }),
    ]);
  });

  it('is signed up once, even with parallel requests', async () => {
    const given = someone();
    const made = await Promise.all(Array.from({ length: 4 }, () => customers.signUp(given)));

    const { customers: found } = await shop.admin.admin.customer.list({ email: given.email });
    expect(found).toHaveLength(1);
    const ids = made.flatMap((one) => (one === 'TAKEN' ? [] : one.id));
    expect(new Set(ids)).toEqual(new Set([found[0]?.id]));
  });

  it('is signed up where an earlier attempt left only the password', async () => {
    const given = someone();
    const { status } = await post('auth/customer/emailpass/register', { email: given.email, password });

    const before = await customers.find(given.email, password);
    const { id } = await signUp(given);

    expect([status, before]).toEqual([200, undefined]);
    expect((await customers.find(given.email, password))?.id).toBe(id);
  });

  it('is signed up in place of a password that another person left for the address, which then becomes useless', async () => {
    const given = someone();
    const left = 'a password left by a stranger';
    const stranger = await post('auth/customer/emailpass/register', { email: given.email, password: left });
    const { id } = await signUp(given);
    const again = [
      await post('auth/token/refresh', {}, stranger.token),
      await post('store/customers', { email: given.email }, stranger.token),
    ];

    expect((await customers.find(given.email, password))?.id).toBe(id);
    expect(await customers.find(given.email, left)).toBeUndefined();
    expect([stranger.status, ...again.map(({ status }) => status)]).toEqual([200, 401, 401]);
  });

  it('is created with the registered e-mail address only', async () => {
    const [own, victim] = [someone(), someone()];
    const { token } = await post('auth/customer/emailpass/register', { email: own.email, password });
    const refused = await post('store/customers', { email: victim.email }, token);
    const made = await post('store/customers', { email: own.email.toUpperCase() }, token);

    expect([refused.status, made.status]).toEqual([400, 200]);
    expect(await customers.lookUp(victim.email)).toBeUndefined();
  });

  it('cannot be signed in to with another address after the owner of the e-mail address has set the password', async () => {
    const [stranger, owner] = [someone(), someone()];
    const { id } = await signUp(stranger);
    await shop.admin.admin.customer.update(id, { email: owner.email });
    const before = await customers.find(stranger.email, password);
    await customers.resetPassword(randomUUID(), owner.email, 'another long password');

    expect(before?.id).toBe(id);
    expect(await customers.find(stranger.email, password)).toBeUndefined();
    expect((await customers.find(owner.email, 'another long password'))?.id).toBe(id);
  });

  it('signs up and in with Medusa’s own client, and is the same customer', async () => {
    const { email } = someone();
    const { auth, store } = shop.connect();
    await auth.register('customer', 'emailpass', { email, password });
    const { customer: made } = await store.customer.create({ email });
    await auth.login('customer', 'emailpass', { email: email.toUpperCase(), password });
    const { customer } = await store.customer.retrieve();

    expect(customer).toMatchObject({ id: made.id, email });
    expect((await customers.find(email, password))?.id).toBe(made.id);
  });

  it.each([11, 129])('is not signed up through the store’s REST with a password of %s characters', async (length) => {
    const credentials = { email: someone().email, password: 'p'.repeat(length) };

    expect((await post('auth/customer/emailpass/register', credentials)).status).toBe(400);
    expect((await post('auth/customer/emailpass', credentials)).status).toBe(401);
  });

  it('is found by the password alone', async () => {
    const { id, email } = await signUp();

    expect((await customers.find(email, password))?.id).toBe(id);
    expect(await customers.find(email, `${password}!`)).toBeUndefined();
    expect(await customers.find('unknown@axiom.example', password)).toBeUndefined();
    expect(await customers.find(email, '')).toBeUndefined();
    expect(await customers.find('', password)).toBeUndefined();
  });

  it('is signed in by sessions of the linked account only', async () => {
    const [own, eve] = [await signUp(), await signUp()];
    const [mine, hers] = [randomUUID(), randomUUID()];
    const before = await throughGraph(mine, own.id);
    await customers.linkAccount(mine, own);
    await customers.linkAccount(mine, own);
    await customers.linkAccount(hers, eve);

    expect([before, await throughGraph(mine, own.id)]).toEqual(['', own.id]);
    await expect(customers.linkAccount(mine, eve)).rejects.toMatchObject({
      extensions: { code: 'BACKEND_UNAVAILABLE' },
    });
    expect([await throughGraph(mine, own.id), await throughGraph(mine, eve.id)]).toEqual([own.id, '']);
  });

  it('gets a new password with the current password only', async () => {
    const own = await signUp();
    const id = randomUUID();
    const before = await customers.changePassword(id, password, 'another long password');
    await customers.linkAccount(id, own);
    const wrong = await customers.changePassword(id, `${password}!`, 'another long password');
    const right = await customers.changePassword(id, password, 'another long password');

    expect([before, wrong, right]).toEqual([false, false, true]);
    expect(await customers.find(own.email, password)).toBeUndefined();
    expect((await customers.find(own.email, 'another long password'))?.id).toBe(own.id);
  });

  it('is not linked to an account without its registration', async () => {
    const { token } = await signUp();
    const stranger = await openIssuer();
    const forged = await stranger.signRegistration(randomUUID());
    await stranger.close();

    expect((await post('store/customers/me/account', { token: forged }, token)).status).toBe(401);
    expect(
      (await post('store/customers/me/account', { token: await shop.issuer.signRegistration(randomUUID()) })).status,
    ).toBe(401);
  });

  describe('who verifies the e-mail address', () => {
    const ordersOf = async (token: string, query = '') =>
      shop.store.client.fetch<{ orders: { id: string }[]; count: number }>(`/store/orders?order=-created_at&${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
    const idsOf = async (token: string, query?: string) => (await ordersOf(token, query)).orders.map(({ id }) => id);

    it('can list the orders of guests with it, from before and after the verification, and no other customer can', async () => {
      const [own, eve] = [await signUp(), await signUp()];
      const [account, hers] = [randomUUID(), randomUUID()];
      await customers.linkAccount(account, own);
      await customers.linkAccount(hers, eve);
      const guests = await placeOrder(shop, own.email.toUpperCase());
      const signedIn = await placeOrder(shop, own.email, own.token);
      const others = await placeOrder(shop, own.email, eve.token);
      const before = await idsOf(own.token);
      const refused = await customers.verify(hers, own.email);
      const done = [await customers.verify(account, own.email), await customers.verify(account, own.email)];
      const later = await placeOrder(shop, own.email);

      expect([before, refused, done]).toEqual([[signedIn], false, [true, true]]);
      await until(async () => (await ordersOf(own.token)).count === 3);
      expect(await idsOf(own.token)).toEqual([later, signedIn, guests]);
      expect(await idsOf(own.token, 'limit=1&offset=2')).toEqual([guests]);
      expect(await idsOf(eve.token)).toEqual([others]);
      const known = await customers.ofAccount(account);
      expect(known).toEqual({ id: own.id, email: own.email, verifiedAt: expect.any(Date) });
      expect((await customers.lookUp(eve.email))?.verifiedAt).toBeUndefined();
    });

    it('can read when they verified it; the verification of an earlier address does not count', async () => {
      const own = await signUp();
      const account = randomUUID();
      await customers.linkAccount(account, own);
      const readAccount = () =>
        shop.store.client.fetch('/store/customers/me/account', { headers: { authorization: `Bearer ${own.token}` } });
      const before = await readAccount();
      await customers.verify(account, own.email);
      const after = await readAccount();
      const moved = `${randomUUID()}@axiom.example`;
      await shop.admin.client.fetch(`/admin/customers/${own.id}`, { method: 'POST', body: { email: moved } });

      expect([before, after]).toEqual([{ email_proved_at: null }, { email_proved_at: expect.stringMatching(/Z$/) }]);
      expect(await readAccount()).toEqual({ email_proved_at: null });
      expect((await customers.ofAccount(account))?.verifiedAt).toBeUndefined();
    });
  });

  it('gets a new password by verifying the address, which links the account and reports an earlier verification', async () => {
    const own = await signUp();
    const account = randomUUID();
    const resets = [
      await customers.resetPassword(account, own.email, 'another long password'),
      await customers.resetPassword(account, own.email, 'a third long password'),
    ];

    expect(resets).toEqual([{ wasVerified: false }, { wasVerified: true }]);
    expect(await customers.find(own.email, password)).toBeUndefined();
    expect((await customers.find(own.email, 'a third long password'))?.id).toBe(own.id);
    expect(await throughGraph(account, own.id)).toBe(own.id);
  });

  it.each(['find', 'proof', 'reset', 'leftover'])('has routes for identity only: %s', async (what) => {
    const own = await signUp();
    const stranger = await openIssuer();
    const forged = await stranger.signRegistration(randomUUID());
    await stranger.close();
    const body = { email: own.email, password: 'a stranger chooses this' };
    const statuses = await Promise.all(
      [{}, { token: own.token }, { token: forged }].map(
        async (more) => (await post(`store/accounts/${what}`, { ...body, ...more })).status,
      ),
    );

    expect(statuses).toEqual([401, 401, 401]);
    expect((await customers.find(own.email, password))?.id).toBe(own.id);
    expect((await customers.lookUp(own.email))?.verifiedAt).toBeUndefined();
  });

  it('can try a password five times, in any case of the e-mail address, and then must wait', async () => {
    const email = `${randomUUID()}@axiom.example`;
    const attempt = (typed: string) =>
      fetch(`${shop.env.MEDUSA_URL}/auth/customer/emailpass`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: typed, password: 'guessed' }),
      });
    const answers = [];
    for (let i = 0; i < 6; i += 1) answers.push(await attempt(i % 2 ? email.toUpperCase() : email));

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(Number(answers[5]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
}
