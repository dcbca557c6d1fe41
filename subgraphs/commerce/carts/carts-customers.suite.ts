import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import type { As, Shop } from '../commerce.fixture.ts';
import { box, cartsAt } from './carts.fixture.ts';

/** What carts promise those who have signed in. */
export function aCartOfACustomer(shop: Shop): void {
  const { change, begin, read, fill, complete, codesOf } = cartsAt(shop);
  let [ada, eve] = [] as unknown as [As, As];
  beforeAll(async () => {
    [ada, eve] = [await shop.signUp('Ada buys'), await shop.signUp('Eve looks on')];
  });

  it('is theirs alone, to see and to change', async () => {
    const before = await begin(9, 1, ada);
    const changes = [
      ['cartLinesAdd', { lines: [{ variantId: box(8) }] }],
      ['cartLinesUpdate', { lines: [{ id: before.lines[0].id, quantity: 2 }] }],
      ['cartLinesRemove', { lineIds: [before.lines[0].id] }],
      ['cartMarketUpdate', { countryCode: 'JP' }],
      ['cartBuyerUpdate', { buyer: { email: 'eve@axiom.example' } }],
      ['cartDiscountCodesUpdate', { discountCodes: [] }],
      ['cartShippingMethodSet', { shippingOptionId: before.shippingOptions[0].id }],
      ['cartPaymentStart', { idempotencyKey: 'key-of-somebody' }],
      ['cartComplete', { idempotencyKey: 'key-of-somebody' }],
    ] as const;

    for (const other of [undefined, eve]) {
      expect(await read(before.id, other)).toBeNull();
      for (const [name, variables] of changes) {
        const result = await change(name, { cartId: before.id, ...variables }, other);
        expect([name, codesOf(result)]).toEqual([name, ['CART_NOT_FOUND']]);
      }
    }
    expect(await read(before.id, ada)).toEqual(before);
  });

  it('was nobody’s until they signed in and said who buys, each time anew', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { id: cartId } = await begin(9);
      const { cart } = await change('cartBuyerUpdate', { cartId, buyer: { email: 'ada@axiom.example' } }, ada);

      expect(cart.email).toBe('ada@axiom.example');
      expect(await read(cartId)).toBeNull();
    }
  });

  it('is an order that they find among theirs, and others with its token alone', async () => {
    const customer = await shop.signUp('Grace buys');
    const { order, accessToken } = await complete(await fill(12, customer), randomUUID(), customer);
    const orders = `... on Customer { orders { totalCount nodes { id } } }`;
    const representation = { __typename: 'Customer', id: (customer.viewer as { id: string }).id };
    const own = await shop.refer([representation], orders, customer);
    const find = async (token: string | null, as?: As) => {
      const query = 'query ($id: ID!, $token: String) { order(id: $id, accessToken: $token) { id } }';
      const { data, errors } = await shop.ask(query, { id: order.id, token }, {}, as);
      return errors?.[0]?.extensions.code ?? data.order?.id ?? null;
    };

    expect(own.data._entities).toEqual([
      { __typename: 'Customer', orders: { totalCount: 1, nodes: [{ id: order.id }] } },
    ]);
    expect([await find(null, customer), await find(accessToken)]).toEqual([order.id, order.id]);
    expect([await find(null, eve), await find('x'), await find(accessToken.toUpperCase()), await find(null)]).toEqual([
      null,
      null,
      null,
      'UNAUTHENTICATED',
    ]);
  });
}
