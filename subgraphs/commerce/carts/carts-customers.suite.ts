import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from '@jest/globals';
import type { Requester, Shop } from '../commerce.fixture.ts';
import { box, cartsAt } from './carts.fixture.ts';

/** Carts of signed-in customers. */
export function customerCartSuite(shop: Shop): void {
  const { change, begin, read, fill, complete, codesOf } = cartsAt(shop);
  let [ada, eve] = [] as unknown as [Requester, Requester];
  beforeAll(async () => {
    [ada, eve] = [await shop.signUp('Ada'), await shop.signUp('Eve')];
  });

  it('can be read and changed by them alone', async () => {
    const before = await begin(9, 1, ada);
    const changes = [
      ['cartLinesAdd', { lines: [{ variantId: box(8) }] }],
      ['cartLinesUpdate', { lines: [{ id: before.lines[0].id, quantity: 2 }] }],
      ['cartLinesRemove', { lineIds: [before.lines[0].id] }],
      ['cartMarketUpdate', { countryCode: 'JP' }],
      ['cartBuyerUpdate', { buyer: { email: 'eve@axiom.example' } }],
      ['cartDiscountCodesUpdate', { discountCodes: [] }],
      ['cartShippingMethodSet', { shippingOptionId: before.shippingOptions[0].id }],
      ['cartPaymentStart', { idempotencyKey: 'key-of-another' }],
      ['cartComplete', { idempotencyKey: 'key-of-another' }],
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

  it('that began anonymous becomes theirs when they set the buyer, every time', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { id: cartId } = await begin(9);
      const { cart } = await change('cartBuyerUpdate', { cartId, buyer: { email: 'ada@axiom.example' } }, ada);

      expect(cart.email).toBe('ada@axiom.example');
      expect(await read(cartId)).toBeNull();
    }
  });

  it('becomes an order that they can list, and that others can read with its token only', async () => {
    const customer = await shop.signUp('Grace');
    const { order, accessToken } = await complete(await fill(12, customer), randomUUID(), customer);
    const orders = `... on Customer { orders { totalCount nodes { id } } }`;
    const representation = { __typename: 'Customer', id: (customer.viewer as { id: string }).id };
    const own = await shop.queryEntities([representation], orders, customer);
    const find = async (token: string | null, as?: Requester) => {
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
