import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Shop } from '#tests/support/backends/shop.ts';
import { makeCustomer, type StoreAnswer, storeClient } from '#tests/support/backends/store-client.ts';
import type { MedusaEvent, MedusaOrder } from '#workers/webhooks/medusa.ts';
import { toMessage } from '#workers/webhooks/message.ts';
import { routesOf } from './sign-in.suite.ts';

interface Buyer {
  email: string;
  token?: string;
}

/** A cart that can be completed, and its payment. */
interface Filled {
  cart: string;
  line: string;
  payment: string;
  option: string;
}

type Row = [method: string, route: string, body: object, anonymous: number, other: number, owner: number];

/** Routes of public data. */
const isPublic =
  /^\/store\/(collections|currencies|locales|payment-providers|product-\w+|products|regions|return-reasons|search)\b/;
/** Routes without an id: they create something, or return data of the token's customer. */
const withoutId = ['/store/carts', '/store/orders', '/store/customers', '/store/customers/me'];

/** Access to orders and carts by their id. */
export function accessSuite(open: () => Shop): void {
  let shop: Shop;
  let ask: ReturnType<typeof storeClient>;
  let [ada, eve]: Required<Buyer>[] = [];
  let filled: Filled;
  let own: { id: string; token: string };
  let guest: { id: string; token: string };
  let address: string;

  beforeAll(async () => {
    shop = open();
    // The suite sends more requests than one address may.
    ask = (...request) => storeClient(shop)(...request);
    [ada, eve] = [await signUp(), await signUp()];
    filled = await fill(ada as Buyer);
    own = await complete(await fill(ada as Buyer), ada as Buyer);
    guest = await complete(await fill({ email: 'guest@axiom.example' }), { email: 'guest@axiom.example' });
    const given = { body: { first_name: 'A', country_code: 'fr' }, token: (ada as Buyer).token };
    await ask('POST', '/store/customers/me/addresses', given);
    const { body } = await ask('GET', '/store/customers/me/addresses', given);
    [{ id: address }] = (body as { addresses: [{ id: string }] }).addresses;
  }, 60_000);

  const signUp = async () => {
    const { email, password } = await makeCustomer(shop);
    const { body } = await ask('POST', '/auth/customer/emailpass', { body: { email, password } });
    return { email, token: body.token as string };
  };
  const fill = async ({ email, token }: Buyer): Promise<Filled> => {
    const post = async <Answer>(path: string, body: object) =>
      (await ask('POST', `/store/${path}`, { body, token })).body as Answer;
    const { cart } = await post<{ cart: { id: string; items: { id: string }[] } }>('carts', {
      region_id: 'reg_europe',
      email,
      shipping_address: { first_name: 'A', last_name: 'B', address_1: '1', city: 'Paris', country_code: 'fr' },
      items: [{ variant_id: 'variant_clutch_small', quantity: 1 }],
    });
    const { body } = await ask('GET', `/store/shipping-options?cart_id=${cart.id}`, { token });
    const [option] = (body as { shipping_options: { id: string }[] }).shipping_options;
    await post(`carts/${cart.id}/shipping-methods`, { option_id: option?.id });
    const { payment_collection: payment } = await post<{ payment_collection: { id: string } }>('payment-collections', {
      cart_id: cart.id,
    });
    await post(`payment-collections/${payment.id}/payment-sessions`, { provider_id: 'pp_system_default' });
    return { cart: cart.id, line: String(cart.items[0]?.id), payment: payment.id, option: String(option?.id) };
  };
  const complete = async ({ cart }: Filled, { token }: Buyer) => {
    const { body } = await ask('POST', `/store/carts/${cart}/complete`, { token });
    const { order, access_token } = body as { order: { id: string }; access_token: string };
    return { id: order.id, token: access_token };
  };
  const place = (route: string) =>
    route
      .replace('orders/[id]', `orders/${own.id}`)
      .replace('carts/[id]', `carts/${filled.cart}`)
      .replace('payment-collections/[id]', `payment-collections/${filled.payment}`)
      .replace('shipping-options/[id]', `shipping-options/${filled.option}`)
      .replace('[line_id]', filled.line)
      .replace('[address_id]', address);

  const order = '/store/orders/[id]';
  const cart = '/store/carts/[id]';
  const me = '/store/customers/me/addresses/[address_id]';
  const rows = (): Row[] => [
    ['GET', `${order}?fields=email,*shipping_address`, {}, 401, 404, 200],
    ['POST', `${order}/transfer/request`, {}, 401, 404, 400],
    ['POST', `${order}/transfer/accept`, { token: 'x' }, 401, 404, 400],
    ['POST', `${order}/transfer/decline`, { token: 'x' }, 401, 404, 400],
    ['POST', `${order}/transfer/cancel`, {}, 401, 404, 400],
    ['POST', `${order}/cancel`, { reason: 1 }, 401, 404, 400],
    ['POST', `${order}/returns`, { key: 'request-1', lines: [] }, 401, 404, 400],
    ['POST', `${order}/returns/return_none/cancel`, {}, 401, 404, 404],
    ['POST', '/store/returns', { order_id: own.id, items: [] }, 404, 404, 404],
    ['GET', cart, {}, 404, 404, 200],
    ['POST', cart, { email: 'eve@axiom.example' }, 404, 404, 200],
    ['POST', `${cart}/customer`, {}, 404, 404, 200],
    ['POST', `${cart}/line-items`, { variant_id: 'variant_clutch_small', quantity: 1 }, 404, 404, 200],
    ['POST', `${cart}/line-items/[line_id]`, { quantity: 1 }, 404, 404, 200],
    ['POST', `${cart}/promotions`, { promo_codes: [] }, 404, 404, 200],
    ['DELETE', `${cart}/promotions`, { promo_codes: [] }, 404, 404, 200],
    ['POST', `${cart}/taxes`, {}, 404, 404, 200],
    ['POST', `${cart}/shipping-methods`, { option_id: filled.option }, 404, 404, 200],
    ['GET', `/store/shipping-options?cart_id=${filled.cart}`, {}, 404, 404, 200],
    ['POST', '/store/shipping-options/[id]/calculate', { cart_id: filled.cart }, 404, 404, 400],
    ['POST', '/store/payment-collections', { cart_id: filled.cart }, 404, 404, 200],
    ['POST', '/store/payment-collections/[id]/payment-sessions', { provider_id: 'pp_system_default' }, 404, 404, 200],
    ['GET', `${cart}/payment`, {}, 404, 404, 200],
    ['DELETE', `${cart}/line-items/[line_id]`, {}, 404, 404, 200],
    ['POST', `${cart}/complete`, {}, 404, 404, 400],
    ['POST', `${cart}/merge`, {}, 404, 404, 200],
    ['DELETE', cart, {}, 404, 404, 200],
    ['GET', me, {}, 401, 404, 200],
    ['POST', me, { first_name: 'Eve' }, 401, 404, 200],
    ['DELETE', me, {}, 401, 404, 200],
  ];

  it('Orders, carts and addresses can be read and changed by their owner only, on every route', async () => {
    const answered: Row[] = [];
    for (const [method, route, body] of rows()) {
      const statuses: number[] = [];
      for (const token of [undefined, eve?.token, ada?.token]) {
        statuses.push((await ask(method, place(route), { body, token })).status);
      }
      answered.push([method, route, body, ...(statuses as [number, number, number])]);
    }

    expect(answered).toEqual(rows());
  }, 90_000);

  it('Every route of the installed Medusa is covered', () => {
    const tried = new Set(rows().map(([, route]) => route.split('?')[0]));
    const routes = routesOf('store').filter((route) => !isPublic.test(route) && !withoutId.includes(route));

    expect(routes.filter((route) => !tried.has(route))).toEqual(['/store/customers/me/addresses']);
  });

  describe('The token of an order', () => {
    const see = (id: string, token: string): Promise<StoreAnswer> =>
      ask('GET', `/store/orders/${id}?fields=email`, { headers: { 'x-axiom-order-token': token } });
    const made = (text: string) =>
      createHmac('sha256', Buffer.from('a1'.repeat(32), 'hex'))
        .update(text)
        .digest('base64url');

    it('lets a guest read this order only', async () => {
      const [shown, other, none] = [
        await see(guest.id, guest.token),
        await see(own.id, guest.token),
        await ask('GET', `/store/orders/${guest.id}`),
      ];

      expect([shown.status, other.status, none.status]).toEqual([200, 404, 401]);
      expect(shown.body).toMatchObject({ order: { email: 'guest@axiom.example' } });
    });

    it('expires with an error code of its own', async () => {
      const expires = Math.floor(Date.now() / 1_000 - 1).toString(36);
      const { status, body } = await see(guest.id, `${expires}.${made(`order ${guest.id} ${expires}`)}`);

      expect([status, body.code]).toEqual([401, 'ORDER_TOKEN_EXPIRED']);
    });

    it('without expiry time is valid for the same number of days after the order', async () => {
      expect((await see(guest.id, made(`order ${guest.id}`))).status).toBe(200);
    });

    it.each(['', '.', 'x.y', 'zzzz.'])('is invalid as %j', async (token) => {
      expect((await see(guest.id, token)).status).toBe(404);
    });
  });

  it('No value in a webhook gives access to an order or a cart', async () => {
    const headers = { authorization: `Bearer ${shop.env.MEDUSA_WORKER_TOKEN}` };
    const { body } = await ask('GET', '/worker/order-events', { headers });
    const { events, orders } = body as { events: MedusaEvent[]; orders: MedusaOrder[] };
    const event = events.find(({ order_id }) => order_id === guest.id) as MedusaEvent;
    const placed = orders.find(({ id }) => id === guest.id) as MedusaOrder;
    const sent = textsIn(JSON.parse(toMessage(event, placed).body));
    const statuses = new Set<number>();
    for (const text of sent) {
      const name = encodeURIComponent(text);
      statuses.add((await ask('GET', `/store/orders/${name}`)).status);
      statuses.add((await ask('GET', `/store/orders/${name}`, { token: eve?.token })).status);
      statuses.add(
        (await ask('GET', `/store/orders/${guest.id}`, { headers: { 'x-axiom-order-token': text } })).status,
      );
      statuses.add((await ask('GET', `/store/carts/${name}`)).status);
      statuses.add((await ask('POST', `/store/orders/${name}/cancel`, { body: {} })).status);
    }

    expect(sent).toContain(guest.id);
    expect(sent.join()).not.toMatch(/@|^cart_/);
    expect([...statuses].sort()).toEqual([401, 404]);
  });

  it('A cart with the e-mail address of a customer contains no data of the customer for a guest', async () => {
    const { token, email } = ada as Required<Buyer>;
    await ask('POST', '/store/customers/me', { body: { first_name: 'Augusta', phone: '+33123456789' }, token });
    const { cart: id } = await fill({ email });
    const fields = ['*customer', 'customer.phone', '+customer.first_name', '*customer.addresses', '+-*customer.orders'];

    for (const asked of [...fields, fields.join()]) {
      const { status, body } = await ask('GET', `/store/carts/${id}?fields=${encodeURIComponent(`id,${asked}`)}`);
      expect([status, JSON.stringify(body)]).toEqual([200, expect.not.stringMatching(/Augusta|\+33123456789|order_/)]);
    }
  });

  it.each([
    '/store/customers/me?fields=id,*orders',
    '/store/customers/me?fields=%2B%2Borders.email,orders.id',
    '/store/products?fields=id,*orders',
    '/store/regions?fields=*orders',
  ])('No order is included in %s', async (path) => {
    const { body } = await ask('GET', path, { token: ada?.token as string });

    expect(JSON.stringify(body)).not.toMatch(/"orders"|order_/);
  });

  it.each<[string, object]>([
    ['/store/carts', { region_id: 'reg_europe', items: [{ variant_id: 'variant_clutch_small', quantity: 0.5 }] }],
    ['/store/carts', { region_id: 'reg_europe', email: 'a\0b@axiom.example' }],
    ['/store/carts/[id]/line-items', { variant_id: 'variant_clutch_small', quantity: 1.5 }],
    ['/store/carts/[id]/line-items', { variant_id: 'variant_clutch_small', quantity: -1 }],
    ['/store/carts/[id]/line-items', { variant_id: 'variant_clutch_small', quantity: 2 ** 31 }],
    ['/store/carts/[id]/lines', { items: [{ variant_id: 'variant_clutch_small', quantity: 101 }] }],
  ])('Invalid quantities and texts are refused: %s %j', async (route, body) => {
    expect((await ask('POST', place(route), { body, token: ada?.token as string })).status).toBe(400);
  });

  it.each(['limit=-1', 'created_at[$gte]=x'])(
    'A value that PostgreSQL refuses is refused with 400: %s',
    async (query) => {
      expect((await ask('GET', `/store/products?${query}`)).status).toBe(400);
    },
  );

  it('A text with U+0000 in an address is refused', async () => {
    expect((await ask('GET', '/store/products?handle=a%00b')).status).toBe(400);
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return value === null ? [] : [String(value)];
  return Object.values(value).flatMap(textsIn);
}
