import { describe, expect, it } from '@jest/globals';
import { cartsAt } from '../carts/carts.fixture.ts';
import type { Shop } from '../commerce.fixture.ts';

const orderPayments = `order(id: $id, accessToken: $accessToken) {
  paymentStatus
  payments { id providerId status amount { amount currencyCode } method { type } authorizedAt canceledAt
    captures { amount { amount } } refunds { amount { amount } } } }`;

/** Payments without a payment provider: Medusa's own one authorizes everything. */
export function paymentSuite(shop: Shop): void {
  const { change, complete, fill, read } = cartsAt(shop);
  const paths = () => shop.calls().map((call) => call.split('?')[0]);

  describe('A cart', () => {
    it('lists the payment providers of its region, which are read once a minute for all carts', async () => {
      const cartId = await fill(21);
      const providers = () =>
        shop.ask('query ($id: ID!) { cart(id: $id) { paymentProviders { providerId kind methods { code } } } }', {
          id: cartId,
        });
      const { data } = await providers();
      shop.resetCalls();
      await providers();

      expect(data.cart.paymentProviders).toEqual([{ providerId: 'pp_system_default', kind: 'MANUAL', methods: [] }]);
      expect(shop.allCalls().map((call) => call.split('?')[0])).toEqual([`/store/carts/${cartId}`]);
    });

    it('reads what its buyer has to do with one call, and only when it is requested', async () => {
      const cartId = await fill(21);
      const ask = (fields: string) =>
        shop.ask(`query ($id: ID!) { cart(id: $id) { payment { ${fields} } } }`, { id: cartId });
      shop.resetCalls();
      await ask('id status');
      const { data } = await ask('action { __typename } declineReason method { type }');

      expect(data.cart.payment).toEqual({ action: null, declineReason: null, method: null });
      expect(paths()).toEqual([`/store/carts/${cartId}`, `/store/carts/${cartId}`, `/store/carts/${cartId}/payment`]);
    });

    it('has another payment after another start, and none after a change of its total', async () => {
      const cartId = await fill(21);
      const first = await read(cartId);
      await change('cartPaymentStart', { cartId, idempotencyKey: 'another-payment' });
      const second = await read(cartId);
      await change('cartLinesUpdate', { cartId, lines: [{ id: first.lines[0].id, quantity: 2 }] });
      const refused = await complete(cartId);

      expect(second.payment).toEqual(first.payment);
      expect((await read(cartId)).payment).toBeNull();
      expect(refused.userErrors).toMatchObject([{ code: 'PAYMENT_REQUIRED' }]);
    });

    it('is not paid again once it is an order, which another call returns', async () => {
      const cartId = await fill(21);
      const placed = await complete(cartId);
      const again = await complete(cartId);
      const { userErrors } = await change('cartPaymentStart', { cartId, idempotencyKey: 'payment-of-an-order' });

      expect(again.order.id).toBe(placed.order.id);
      expect(again.accessToken).toBe(placed.accessToken);
      expect(userErrors).toMatchObject([{ code: 'CART_COMPLETED' }]);
    });
  });

  describe('An order', () => {
    it('shows its payment', async () => {
      const { order, accessToken } = await complete(await fill(21));
      const query = `query ($id: ID!, $accessToken: String) { ${orderPayments} }`;
      const { data } = await shop.ask(query, { id: order.id, accessToken });

      expect(data.order).toEqual({
        paymentStatus: 'AUTHORIZED',
        payments: [
          {
            id: expect.stringMatching(/^pay_/),
            providerId: 'pp_system_default',
            status: 'AUTHORIZED',
            amount: order.total,
            method: null,
            authorizedAt: expect.stringMatching(/Z$/),
            canceledAt: null,
            captures: [],
            refunds: [],
          },
        ],
      });
    });

    it('reads the payments of all orders of a list with one call', async () => {
      const customer = await shop.signUp('Ada who pays');
      const buy = async (number: number) => complete(await fill(number, customer), undefined, customer);
      await Promise.all([22, 23].map(buy));
      const { id } = customer.viewer as { id: string };
      shop.resetCalls();
      const { data } = await shop.queryEntities(
        [{ __typename: 'Customer', id }],
        '... on Customer { orders(first: 10) { nodes { paymentStatus payments { id } } } }',
        customer,
      );

      expect(data._entities[0].orders.nodes).toHaveLength(2);
      expect(paths().filter((path) => path === '/store/order-payments')).toHaveLength(1);
    });
  });

  describe('Medusa’s own API', () => {
    it('shows the payments of orders to AXIOM services only', async () => {
      const { order } = await complete(await fill(24));
      const ask = (headers: Record<string, string>) =>
        fetch(`${shop.medusaUrl}/store/order-payments?order_id=${order.id}`, {
          headers: { 'x-publishable-api-key': shop.publishableKey, ...headers },
        });

      expect((await ask({})).status).toBe(404);
      expect((await ask({ 'x-axiom-service': 'guessed' })).status).toBe(404);
    });

    it('does not let a buyer choose parameters of the provider', async () => {
      const cartId = await fill(24);
      const { payment_collection } = (await shop.callMedusa('store/payment-collections', { cart_id: cartId })) as {
        payment_collection: { id: string };
      };
      const path = `store/payment-collections/${payment_collection.id}/payment-sessions`;
      const start = shop.callMedusa(path, { provider_id: 'pp_system_default', data: { capture_method: 'automatic' } });

      await expect(start).rejects.toThrow(/400/);
      expect((await read(cartId)).payment).not.toBeNull();
    });
  });
}
