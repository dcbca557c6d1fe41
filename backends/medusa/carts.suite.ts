import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { makeCustomer, storeClient } from '#tests/support/backends/store-client.ts';
import { eventually } from '#tests/support/graph.ts';
import { placeOrder, stockPouch } from '#tests/support/place-order.ts';

const french = { 'x-axiom-language': 'FR' };

/** What Medusa's REST API lets clients write on carts, and how carts expire. */
export function cartSuite(open: () => Shop): void {
  let shop: Shop;
  let sql: Sql;
  beforeAll(async () => {
    shop = open();
    await stockPouch(shop);
    sql = postgres(shop.env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
  });
  afterAll(() => sql?.end());

  const ask = async (method: string, path: string, body: object = {}, token?: string) => {
    const response = await storeClient(shop)(method, `/store/${path}`, { body, token });
    return { status: response.status, body: response.body as { message?: string; cart: Cart } };
  };
  const signIn = async () => {
    const { email, password } = await makeCustomer(shop);
    const { body } = await storeClient(shop)('POST', '/auth/customer/emailpass', { body: { email, password } });
    return body.token as string;
  };
  const begin = async (body: object = {}, token?: string) => {
    const items = [{ variant_id: 'variant_clutch_small', quantity: 1 }];
    return (await ask('POST', 'carts', { region_id: 'reg_europe', items, ...body }, token)).body.cart;
  };
  const offer = (personalizations: unknown) =>
    shop.admin.client.fetch('/admin/products/prod_clutch', {
      method: 'POST',
      body: { metadata: { personalizations } },
    });

  it('take the attributes that the product offers only, as the graph does', async () => {
    const initials = { key: 'initials', label: 'Initials', maxLength: 2, allowedCharacters: 'A-Z' };
    await offer([initials, { key: 'wrong', label: 'Wrong', maxLength: 2, allowedCharacters: ']' }, 'wrong']);
    const { id, items } = await begin();
    const line = (key: string, value: string) => ({ metadata: { attributes: [{ key, value }] } });
    const item = { variant_id: 'variant_clutch_small', quantity: 1 };
    const refused = await Promise.all([
      ask('POST', 'carts', { region_id: 'reg_europe', items: [{ ...item, ...line('other', 'AB') }] }),
      ask('POST', `carts/${id}/line-items`, { ...item, ...line('initials', 'ABC') }),
      ask('POST', `carts/${id}/line-items`, { ...item, ...line('wrong', 'A') }),
      ask('POST', `carts/${id}/line-items`, { ...item, metadata: { price: 1 } }),
      ask('POST', `carts/${id}/line-items/${items[0]?.id}`, { quantity: 1, ...line('initials', 'é') }),
    ]);
    const added = await ask('POST', `carts/${id}/line-items`, { ...item, ...line('initials', ' AB') });
    await offer('');

    expect(refused.map(({ status, body }) => [status, body.message?.slice(0, 14)])).toEqual(
      refused.map(() => [400, 'Invalid parts:']),
    );
    expect(added.body.cart.items.map(({ metadata }) => metadata?.attributes)).toContainEqual([
      { key: 'initials', label: 'Initials', value: 'AB' },
    ]);
  });

  it('take a note and gift options within their limits, and keep what the application wrote', async () => {
    const token = await signIn();
    const forged = { owner: 'cus_other', expired_at: 'now', merged_into: 'cart_other' };
    const { id } = await begin({ metadata: { note: 'One', ...forged } }, token);
    const change = (metadata: object | null) => ask('POST', `carts/${id}`, { metadata }, token);
    const refused = [
      await change({ note: 'x'.repeat(1_001) }),
      await change({ gift: { message: 'x'.repeat(501) } }),
      await change({ gift: { price: 1 } }),
    ];
    await change(forged);
    await change(null);
    await change({ gift: { message: ' For you ' }, own: 1 });
    const { body } = await ask('GET', `carts/${id}`, {}, token);

    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(body.cart.metadata).toEqual({
      owner: expect.stringMatching(/^cus_/),
      note: 'One',
      gift: { message: 'For you', is_wrapped: false, hide_prices: false },
      own: 1,
    });
  });

  it('are changed although their language and names cannot be written', async () => {
    const { id } = await begin();
    const add = { variant_id: 'variant_clutch_small', quantity: 1 };
    await sql`alter function line_names(text[], text) rename to missing_line_names`;
    const answer = await storeClient(shop)('POST', `/store/carts/${id}/line-items`, { body: add, headers: french });
    await sql`alter function missing_line_names(text[], text) rename to line_names`;
    const { body } = await storeClient(shop)('GET', `/store/carts/${id}`, { headers: french });

    expect(answer).toMatchObject({ status: 200, body: { cart: { items: [{ quantity: 2 }] } } });
    expect(body).toMatchObject({
      cart: { items: [{ quantity: 2, names: { en: { variant_title: expect.any(String) } } }] },
    });
  });

  it('can be read and ordered where the rank of an option is no number', async () => {
    const { id } = await begin();
    const options = await sql`select id, metadata from product_option`;
    await sql`update product_option set metadata = coalesce(metadata, '{}') || '{"rank": "first"}'`;
    const { status, body } = await storeClient(shop)('GET', `/store/carts/${id}`, { headers: french });
    const order = await placeOrder(shop, 'rank@axiom.example');
    for (const { id, metadata } of options)
      await sql`update product_option set metadata = ${metadata} where id = ${id}`;

    expect([status, order]).toEqual([200, expect.stringMatching(/^order_/)]);
    expect(body).toMatchObject({ cart: { items: [{ names: { en: { options: expect.any(Array) } } }] } });
  });

  it('have at most 100 lines', async () => {
    await offer([{ key: 'initials', label: 'Initials', maxLength: 3, allowedCharacters: '0-9' }]);
    const item = (value: number) => ({
      ...{ variant_id: 'variant_clutch_small', quantity: 1 },
      metadata: { attributes: [{ key: 'initials', value: String(value) }] },
    });
    const { id } = await begin({ items: [item(0)] });
    await sql`
      insert into cart_line_item (id, cart_id, title, quantity, variant_id, unit_price, raw_unit_price, metadata)
      select id || number, cart_id, title, 1, variant_id, unit_price, raw_unit_price, jsonb_build_object('number', number)
      from cart_line_item, generate_series(1, 99) as number where cart_id = ${id}`;
    const refused = [
      await ask('POST', 'carts', {
        region_id: 'reg_europe',
        items: Array.from({ length: 101 }, (_, index) => item(index)),
      }),
      await ask('POST', `carts/${id}/line-items`, item(1)),
      await ask('POST', `carts/${id}/lines`, { items: [item(0), item(1)] }),
    ];
    const added = await ask('POST', `carts/${id}/line-items`, item(0));
    await sql`delete from cart where id = ${id}`;
    await offer('');

    expect(refused.map(({ status, body }) => [status, body.message])).toEqual(
      refused.map(() => [400, 'A cart has at most 100 lines.']),
    );
    expect([added.status, added.body.cart?.items.length]).toEqual([200, 100]);
  });

  it('get one payment collection from several requests at once', async () => {
    const { id } = await begin();
    const answers = await Promise.all([1, 2, 3].map(() => ask('POST', 'payment-collections', { cart_id: id })));
    const again = await ask('POST', 'payment-collections', { cart_id: id });
    const collections = [...answers, again].map(
      ({ body }) => (body as unknown as { payment_collection: Cart }).payment_collection,
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(collections.map((collection) => collection.id)).size).toBe(1);
    expect(collections[0]).toMatchObject({ id: expect.stringMatching(/^pay_col_/) });
  });

  it('cannot be paid once they are deleted: they do not exist', async () => {
    const { id } = await begin();
    const { body } = await ask('POST', 'payment-collections', { cart_id: id });
    const { payment_collection } = body as unknown as { payment_collection: { id: string } };
    await ask('DELETE', `carts/${id}`);
    const started = await ask('POST', `payment-collections/${payment_collection.id}/payment-sessions`, {
      provider_id: 'pp_system_default',
    });

    expect([started.status, started.body.message]).toEqual([404, `Cart id not found: ${id}`]);
  });

  it('are paid at known providers only: events of others are not found', async () => {
    const send = (provider: string) =>
      fetch(`${shop.env.MEDUSA_URL}/hooks/payment/${provider}`, { method: 'POST', body: '{}' });
    const [unknown, known] = [await send('nobody_nobody'), await send('system_default')];

    expect([unknown.status, known.status]).toEqual([404, 200]);
    expect(await unknown.json()).toEqual({
      type: 'not_found',
      message: 'There is no payment provider nobody_nobody.',
    });
  });

  it('expire without a change, those of customers later; those with an authorized payment stay', async () => {
    const token = await signIn();
    const pay = async (id: string) => {
      const { payment_collection } = (await ask('POST', 'payment-collections', { cart_id: id })).body as never;
      const path = `payment-collections/${(payment_collection as Cart).id}/payment-sessions`;
      await ask('POST', path, { provider_id: 'pp_system_default' });
    };
    const [abandoned, paid, authorized, changed, own] = [
      ...[await begin(), await begin(), await begin(), await begin()],
      await begin({}, token),
    ].map(({ id }) => id) as [string, string, string, string, string];
    await Promise.all([pay(paid), pay(authorized)]);
    const sessionOf = (id: string) => sql`
      select session.id from payment_session session
      join cart_payment_collection link on link.payment_collection_id = session.payment_collection_id
      where link.cart_id = ${id}`;
    await sql`update payment_session set status = 'authorized' where id in (${sessionOf(authorized)})`;
    for (const id of [abandoned, paid, authorized, changed, own]) {
      await sql`update payment_session set updated_at = now() - interval '31 days' where id in (${sessionOf(id)})`;
      if (id !== changed)
        await sql`update cart_line_item set updated_at = now() - interval '31 days' where cart_id = ${id}`;
      await sql`update cart set updated_at = now() - interval '31 days' where id = ${id}`;
    }
    const read = async (id: string) => {
      const { status, body } = await ask('GET', `carts/${id}`, {}, id === own ? token : undefined);
      return status === 200 ? 200 : body.message;
    };
    const gone = (id: string) =>
      eventually(
        () => read(id),
        (state) => state !== 200,
        30_000,
      );

    expect([await gone(abandoned), await gone(paid)]).toEqual([abandoned, paid].map((id) => `Cart has expired: ${id}`));
    expect([...(await sessionOf(paid))]).toEqual([]);
    expect(await Promise.all([authorized, changed, own].map(read))).toEqual([200, 200, 200]);
    expect((await ask('POST', `carts/${abandoned}`, { metadata: { note: randomUUID() } })).status).toBe(404);

    await sql`update cart set updated_at = now() - interval '181 days' where id = ${own}`;
    await sql`update cart_line_item set updated_at = now() - interval '181 days' where cart_id = ${own}`;
    await sql`update cart set deleted_at = now() - interval '31 days' where id = ${abandoned}`;
    expect(await gone(own)).toBe(`Cart has expired: ${own}`);
    await eventually(
      () =>
        sql`select id from cart where id = ${abandoned} union select id from cart_line_item where cart_id = ${abandoned}`,
      (rows) => rows.length === 0,
      30_000,
    );
  }, 120_000);
}

interface Cart {
  id: string;
  items: { id: string; metadata: { attributes?: object[] } | null }[];
  metadata: object | null;
}
