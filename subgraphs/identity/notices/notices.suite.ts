import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { cacheKeys, type Invalidation } from '#kit/stores/cache-keys.ts';
import { mailsTo, nextMail, tokenIn } from '#tests/support/backends/mailbox.ts';
import type { TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { until } from '#tests/support/until.ts';
import { createMailSteps } from '../customers/mail-steps.fixture.ts';

const request = `mutation ($variantId: ID!, $email: String!) { stockNoticeCreate(input: { variantId: $variantId, email: $email }) {
  isRequested userErrors { field code } } }`;
const confirm = `mutation ($token: String!) { stockNoticeConfirm(token: $token) { variant { __typename } userErrors { code } } }`;
const turnOff = 'mutation ($token: String!) { mailUnsubscribe(token: $token) { list userErrors { code } } }';
const keep = `mutation ($input: WishlistAddInput!) { wishlistAdd(input: $input) { item { id } userErrors { code } } }`;
const accepted = { isRequested: true, userErrors: [] };

export function noticeSuite(getIdentity: () => TestIdentity): void {
  const { someone, verified } = createMailSteps(getIdentity);
  const address = () => `${randomUUID()}@guest.example`;
  const sell = (id: string, isAvailable: boolean, amount = '2950.00') => {
    const variants = [{ id: `${id}_v`, isAvailable, prices: { EUR: amount, JPY: amount.replace('.', '') } }];
    getIdentity().catalogue.products.set(id, { title: `Title ${id}`, variants });
  };
  const publish = (event: Invalidation) =>
    getIdentity().redis.xadd(cacheKeys.events, '*', 'event', JSON.stringify(event));
  /** Changes a product and reports it as commerce does. */
  const change = (...[id, isAvailable, amount]: Parameters<typeof sell>) => {
    sell(id, isAvailable, amount);
    return publish({ scope: 'commerce', tags: [`product:${id}`] });
  };
  const ask = async (variantId: string, email: string, market = {}) =>
    (await getIdentity().execute(request, { variantId, email }, { market })).data.stockNoticeCreate;
  const confirmed = async (variantId: string, email: string, market = {}) => {
    const known = (await mailsTo(getIdentity().mailbox, email)).length;
    await ask(variantId, email, market);
    const token = tokenIn(await getIdentity().mail(email, known));
    return (await getIdentity().execute(confirm, { token })).data.stockNoticeConfirm;
  };
  const isIdle = async () =>
    (await getIdentity().sql`select from notice_task union all select from mail where next_attempt_at is not null`)
      .length === 0;
  const isRead = async (event: Promise<string | null>) => {
    const id = await event;
    await until(async () => {
      const [row] = await getIdentity().sql`select position from notice_cursor`;
      const [time, number] = String(row?.position).split('-').map(Number) as [number, number];
      const [wantedTime, wantedNumber] = String(id).split('-').map(Number) as [number, number];
      return time > wantedTime || (time === wantedTime && number >= wantedNumber);
    });
    await until(isIdle);
  };
  const subjectsTo = async (email: string) =>
    (await mailsTo(getIdentity().mailbox, email)).map(({ subject }) => subject);

  describe('A notice to a guest', () => {
    it('is sent once, after the address was confirmed and the variant is back in stock', async () => {
      const email = address();
      sell('prod_n1', false);
      const result = await confirmed('prod_n1_v', email);
      await isRead(change('prod_n1', false));
      const before = await subjectsTo(email);
      await isRead(change('prod_n1', true));
      await isRead(change('prod_n1', false));
      await isRead(change('prod_n1', true));
      const mails = await mailsTo(getIdentity().mailbox, email);

      expect(result).toEqual({ variant: { __typename: 'ProductVariant' }, userErrors: [] });
      expect(before).toEqual(['Confirm your request at AXIOM']);
      expect(mails.map(({ subject }) => subject)).toEqual([...before, 'Back in stock: Title prod_n1']);
      expect(mails[1]?.text).toContain('http://localhost:4000/products/title-prod_n1');
      expect(await getIdentity().sql`select from stock_notice where product_id = 'prod_n1'`).toHaveLength(0);
    });

    it('is in the language of the request for it, with the title in that language', async () => {
      const [french, japanese] = [address(), address()];
      sell('prod_n8', false);
      await confirmed('prod_n8_v', french, { language: 'FR' });
      await confirmed('prod_n8_v', japanese, { language: 'JA' });
      const variants = [{ id: 'prod_n8_v', isAvailable: true, prices: { EUR: '10.00' } }];
      getIdentity().catalogue.products.set('prod_n8', { title: 'Tote', titles: { FR: 'Cabas' }, variants });
      await isRead(publish({ scope: 'commerce', tags: ['product:prod_n8'] }));

      expect(await subjectsTo(french)).toEqual(['Confirmez votre demande chez AXIOM', 'De nouveau disponible : Cabas']);
      expect(await subjectsTo(japanese)).toEqual(['AXIOM：お申し込みの確認', '再入荷：Tote']);
    });

    it('is sent at once where the variant is back by the time of the confirmation', async () => {
      const email = address();
      sell('prod_n2', true);
      await confirmed('prod_n2_v', email);

      expect((await getIdentity().mail(email, 1)).subject).toBe('Back in stock: Title prod_n2');
    });

    it('is not sent without a confirmation, and the link works once', async () => {
      const email = address();
      sell('prod_n3', false);
      await ask('prod_n3_v', email);
      const token = tokenIn(await getIdentity().mail(email));
      await isRead(change('prod_n3', true));
      const unconfirmed = await subjectsTo(email);
      sell('prod_n3', false);
      const results = [
        await getIdentity().execute(confirm, { token }),
        await getIdentity().execute(confirm, { token }),
        await getIdentity().execute(confirm, { token: 'x' }),
      ];

      expect(unconfirmed).toHaveLength(1);
      expect(results.map(({ data }) => data.stockNoticeConfirm.userErrors)).toEqual([
        [],
        [{ code: 'NOT_ACCEPTED' }],
        [{ code: 'NOT_ACCEPTED' }],
      ]);
    });

    it('gets the same response for an address that has it, and no second mail', async () => {
      const email = address();
      sell('prod_n4', false);
      await confirmed('prod_n4_v', email);
      const again = [await ask('prod_n4_v', email.toUpperCase()), await ask('prod_n4_v', address())];
      await until(isIdle);

      expect(again).toEqual([accepted, accepted]);
      expect(await mailsTo(getIdentity().mailbox, email)).toHaveLength(1);
    });

    it('cannot be used to flood a mailbox: an address gets three links before it confirms one', async () => {
      const email = address();
      for (const id of ['prod_f1', 'prod_f2', 'prod_f3', 'prod_f4']) sell(id, false);
      const results = [];
      for (const id of ['prod_f1', 'prod_f2', 'prod_f3', 'prod_f4']) results.push(await ask(`${id}_v`, email));
      await until(isIdle);

      expect(results).toEqual([accepted, accepted, accepted, accepted]);
      expect(await mailsTo(getIdentity().mailbox, email)).toHaveLength(3);
    });

    it('does not reveal the address in the database', async () => {
      const email = address();
      sell('prod_n5', false);
      await confirmed('prod_n5_v', email);
      const rows = await getIdentity().sql`select * from stock_notice where product_id = 'prod_n5'`;

      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain(email);
    });

    it.each([
      ['an invalid address', 'prod_n6_v', 'no-address', 'email', 'INVALID'],
      ['a variant that does not exist', 'none', 'a@guest.example', 'variantId', 'NOT_FOUND'],
    ])('is refused for %s', async (_, variantId, email, field, code) => {
      sell('prod_n6', false);

      expect(await ask(variantId, email)).toEqual({
        isRequested: false,
        userErrors: [{ field: ['input', field], code }],
      });
    });

    it('is ended by the link in any of its mails, with all others to the address', async () => {
      const email = address();
      for (const id of ['prod_u1', 'prod_u2']) sell(id, false);
      await confirmed('prod_u1_v', email);
      await confirmed('prod_u2_v', email);
      const [{ text = '' } = {}] = await mailsTo(getIdentity().mailbox, email);
      const token = /unsubscribe#token=(\S+)/.exec(text)?.[1];
      const { data } = await getIdentity().execute(turnOff, { token });
      await isRead(change('prod_u1', true));

      expect(data.mailUnsubscribe).toEqual({ list: 'STOCK', userErrors: [] });
      expect(await mailsTo(getIdentity().mailbox, email)).toHaveLength(2);
    });

    it('is sent once when the catalogue was unavailable and another process had begun', async () => {
      const email = address();
      sell('prod_n7', false);
      await confirmed('prod_n7_v', email);
      await until(isIdle);
      getIdentity().catalogue.state.isDown = true;
      await change('prod_n7', true);
      await until(
        async () => (await getIdentity().sql`select from notice_task where claimed_until is not null`).length > 0,
      );
      getIdentity().catalogue.state.isDown = false;
      // As if the process had ended: its lease is over.
      await getIdentity().sql`update notice_task set claimed_until = now() - interval '1 second'`;
      await nextMail(getIdentity().mailbox, email, 1);
      await until(isIdle);

      expect(await subjectsTo(email)).toEqual(['Confirm your request at AXIOM', 'Back in stock: Title prod_n7']);
    });

    it('is sent for changes whose events were lost', async () => {
      const email = address();
      sell('prod_n8', false);
      await confirmed('prod_n8_v', email);
      await isRead(change('prod_n8', false));
      sell('prod_n8', true);
      await getIdentity().redis.xtrim(cacheKeys.events, 'MAXLEN', 0);
      await publish({ scope: 'journal', tags: ['articles'] });

      expect((await nextMail(getIdentity().mailbox, email, 1)).subject).toBe('Back in stock: Title prod_n8');
    });
  });

  describe('A notice about a wishlist', () => {
    const owner = async () => {
      const credentials = someone();
      return { email: credentials.email, viewer: await verified(credentials) };
    };
    const keepAs = async ({ viewer }: Awaited<ReturnType<typeof owner>>, productId: string, more = {}, market = {}) =>
      (await getIdentity().execute(keep, { input: { productId, notify: true, ...more } }, { viewer, market })).data
        .wishlistAdd;
    const newsTo = async (email: string) =>
      (await mailsTo(getIdentity().mailbox, email)).filter(({ text }) => /wishlist/.test(text));

    it('collects what is reduced and back in stock into one mail', async () => {
      const ada = await owner();
      sell('prod_k1', true, '2950.00');
      sell('prod_k2', false, '100.00');
      await keepAs(ada, 'prod_k1');
      await keepAs(ada, 'prod_k2', { variantId: 'prod_k2_v' });
      await change('prod_k1', true, '2500.00');
      await isRead(change('prod_k2', true, '100.00'));
      const [mail, ...more] = await newsTo(ada.email);

      expect(more).toEqual([]);
      expect(mail?.subject).toBe('News of 2 items in your wishlist');
      expect(mail?.text).toContain('Reduced: Title prod_k1, EUR 2,500.00 instead of EUR 2,950.00\n');
      expect(mail?.text).toContain('Back in stock: Title prod_k2, EUR 100.00\n');
    });

    it('is sent only for prices that are lower than all before', async () => {
      const ada = await owner();
      sell('prod_k3', true, '100.00');
      await keepAs(ada, 'prod_k3');
      for (const amount of ['90.00', '95.00', '90.00', '120.00', '90.00'])
        await isRead(change('prod_k3', true, amount));
      await isRead(change('prod_k3', true, '89.99'));

      expect((await newsTo(ada.email)).map(({ subject }) => subject)).toEqual([
        'Reduced: Title prod_k3, EUR 90.00 instead of EUR 100.00',
        'Reduced: Title prod_k3, EUR 89.99 instead of EUR 90.00',
      ]);
    });

    it('has the price of the market in which the item was added', async () => {
      const ada = await owner();
      sell('prod_k4', true, '5000.00');
      await keepAs(ada, 'prod_k4', {}, { currency: 'JPY' });
      await isRead(change('prod_k4', true, '4000.00'));

      expect((await newsTo(ada.email)).map(({ subject }) => subject)).toEqual([
        'Reduced: Title prod_k4, JPY 400,000 instead of JPY 500,000',
      ]);
    });

    it('is not sent to those who did not ask for it, or turned it off by the link', async () => {
      const [quiet, ada] = [await owner(), await owner()];
      sell('prod_k5', true, '100.00');
      await keepAs(quiet, 'prod_k5', { notify: false });
      await keepAs(ada, 'prod_k5');
      await isRead(change('prod_k5', true, '90.00'));
      const [mail] = await newsTo(ada.email);
      const token = /unsubscribe#token=(\S+)/.exec(mail?.text ?? '')?.[1];
      const { data } = await getIdentity().execute(turnOff, { token });
      await isRead(change('prod_k5', true, '80.00'));

      expect(data.mailUnsubscribe.list).toBe('WISHLIST');
      expect(await newsTo(ada.email)).toHaveLength(1);
      expect(await newsTo(quiet.email)).toEqual([]);
    });

    it('looks products up once for all who wait for them in one market', async () => {
      const owners = [await owner(), await owner(), await owner()];
      sell('prod_k6', false, '100.00');
      for (const ada of owners) await keepAs(ada, 'prod_k6');
      await until(isIdle);
      const before = getIdentity().catalogue.state.calls;
      await isRead(change('prod_k6', true, '100.00'));
      const after = getIdentity().catalogue.state.calls;

      expect(after - before).toBe(1);
      for (const { email } of owners) expect(await newsTo(email)).toHaveLength(1);
    });
  });
}
