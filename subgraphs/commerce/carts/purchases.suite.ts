import { describe, expect, it } from '@jest/globals';
import type { Requester, Shop } from '../commerce.fixture.ts';
import { cartsAt, mutations } from './carts.fixture.ts';

/** Carts, orders and the log of changes. */
export function purchaseSuite(shop: Shop): void {
  describe('A cart', () => {
    it('returns its lines and the parts of its cost', async () => {
      const cartId = await fillCart(shop);
      const { data, errors } = await shop.ask(
        `query ($id: ID!) { cart(id: $id) {
          id email completedAt totalQuantity region { name currencyCode }
          lines { quantity unitPrice { amount } total { amount currencyCode } variant { sku product { title } } }
          cost {
            subtotal { amount } discountTotal { amount } shippingTotal { amount } taxTotal { amount }
            total { amount currencyCode }
          }
        } }`,
        { id: cartId },
      );

      expect(errors).toBeUndefined();
      expect(data.cart).toEqual({
        id: cartId,
        email: 'ada@axiom.example',
        completedAt: null,
        totalQuantity: 3,
        region: { name: 'Europe', currencyCode: 'EUR' },
        lines: [
          {
            quantity: 2,
            unitPrice: { amount: '1250.50' },
            total: { amount: '2250.90', currencyCode: 'EUR' },
            variant: { sku: 'TOTE-S', product: { title: 'Ember Tote' } },
          },
          {
            quantity: 1,
            unitPrice: { amount: '105.00' },
            total: { amount: '94.50', currencyCode: 'EUR' },
            variant: { sku: 'BOX-5-One', product: { title: 'Box 05' } },
          },
        ],
        cost: {
          subtotal: { amount: '2171.67' },
          discountTotal: { amount: '217.17' },
          shippingTotal: { amount: '12.50' },
          taxTotal: { amount: '393.40' },
          total: { amount: '2360.40', currencyCode: 'EUR' },
        },
      });
      expect(shop.calls()).toHaveLength(2);
    });

    it('is null when there is none', async () => {
      expect(await shop.ask('{ cart(id: "cart_none") { id } }')).toEqual({ data: { cart: null } });
    });
  });

  describe('An order', () => {
    it('is read as it was placed, and its pieces are removed from stock immediately', async () => {
      const stock = '{ product(id: "prod_tote") { variants(first: 1) { nodes { availableQuantity } } } }';
      const before = await shop.ask(stock);
      const customer = await shop.signUp('Ada');
      const token = await shop.medusa.exchange(customer.token as string);
      const owner = { authorization: `Bearer ${token}` };
      const cartId = await fillCart(shop, owner);
      const { payment_collection: collection } = (await shop.callMedusa(
        'store/payment-collections',
        { cart_id: cartId },
        owner,
      )) as Made<'payment_collection'>;
      const provider = { provider_id: 'pp_system_default' };
      await shop.callMedusa(`store/payment-collections/${collection.id}/payment-sessions`, provider, owner);
      const placed = (await shop.callMedusa(`store/carts/${cartId}/complete`, {}, owner)) as Made<'order'>;
      const after = await shop.ask(stock);

      shop.resetCalls();
      const read = (as: Requester) => shop.ask(order, { id: placed.order.id }, {}, as);
      const { data, errors } = await read(customer);

      expect(errors).toBeUndefined();
      // Medusa creates all lines of an order at the same time, so their order is undefined.
      expect({ ...data.order, lines: data.order.lines.toSorted(byQuantity) }).toEqual({
        id: placed.order.id,
        number: expect.any(Number),
        email: 'ada@axiom.example',
        status: 'PENDING',
        lines: [
          expect.objectContaining({ title: 'Box 05', quantity: 1 }),
          {
            title: 'Ember Tote',
            quantity: 2,
            unitPrice: { amount: '1250.50', currencyCode: 'EUR' },
            total: { amount: '2250.90', currencyCode: 'EUR' },
          },
        ],
        total: { amount: '2360.40', currencyCode: 'EUR' },
        placedAt: expect.stringMatching(/Z$/),
      });
      expect(shop.calls().map((call) => call.split('?')[0])).toEqual(['/auth/customer/axiom', '/store/orders']);
      expect(await read(await shop.signUp('Eve'))).toEqual({ data: { order: null } });
      const left = [before, after].map(({ data }) => data.product.variants.nodes[0].availableQuantity as number);
      expect(left).toEqual([5, 3]);
    });

    it('is hidden from an anonymous viewer', async () => {
      const { data, errors } = await shop.ask('{ order(id: "order_none") { id } }');

      expect(data).toEqual({ order: null });
      expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['order'], 'UNAUTHENTICATED']]);
      expect(shop.calls()).toEqual([]);
    });
  });

  describe('A buyer who completes a cart', () => {
    it('reads the remaining stock next, and the response names the product', async () => {
      const { fill } = cartsAt(shop);
      const stock = async () => {
        const { data } = await shop.ask(
          '{ product(id: "prod_box_11") { variants(first: 1) { nodes { availableQuantity } } } }',
        );
        return data.product.variants.nodes[0].availableQuantity as number;
      };
      const cartId = await fill(11);
      // Medusa caches the result.
      const before = await stock();
      const variables = { cartId, idempotencyKey: 'key-of-a-reservation' };
      const answers = [await shop.ask(mutations.cartComplete, variables)];
      const after = await stock();
      answers.push(await shop.ask(mutations.cartComplete, variables));

      expect(answers.map(({ data }) => data.cartComplete.userErrors)).toEqual([[], []]);
      expect(after).toBe(before - 1);
      // A retry too: the first response may have been lost.
      for (const { extensions } of answers) expect(extensions?.invalidates).toEqual(['product:prod_box_11']);
    });
  });

  describe('The log of changes', () => {
    it('names what else has changed, which the next read returns', async () => {
      const place = async () => {
        const { data } = await shop.ask(
          '{ product(id: "prod_tote") { variants(first: 1) { nodes { inventory { location { id name } } } } } }',
        );
        return data.product.variants.nodes[0].inventory[0].location as { id: string; name: string };
      };
      const read = async (after: string) => {
        const text = 'query ($after: String) { commerceChanges(after: $after, wait: 4000) { tags cursor } }';
        return (await shop.ask(text, { after })).data.commerceChanges as { tags: string[]; cursor: string };
      };
      const { id, name } = await place();
      const { cursor } = await read('');
      await shop.callMedusa(`admin/stock-locations/${id}`, { name: 'Elsewhere' });
      const { tags } = await read(cursor);
      const renamed = await place();
      await shop.callMedusa(`admin/stock-locations/${id}`, { name });

      expect(tags).toEqual(expect.arrayContaining(['localization', 'product:prod_tote']));
      expect(renamed).toEqual({ id, name: 'Elsewhere' });
    });

    it('starts at the current time and returns a changed product once', async () => {
      const changes = async (after: string) => {
        const { data } = await shop.ask(
          'query ($after: String) { commerceChanges(after: $after) { productIds cursor hasMore } }',
          { after },
        );
        return data.commerceChanges as { productIds: string[]; cursor: string; hasMore: boolean };
      };

      const start = await changes('');
      await shop.callMedusa('admin/products/prod_box_7', { title: 'Casket' });
      const next = await changes(start.cursor);
      const last = await changes(next.cursor);

      expect([start.productIds, next.productIds, last.productIds]).toEqual([[], ['prod_box_7'], []]);
      expect([start.hasMore, next.hasMore, last.hasMore]).toEqual([false, false, false]);
    });
  });
}

const order = `query ($id: ID!) { order(id: $id) {
  id number email status placedAt total { amount currencyCode }
  lines { title quantity unitPrice { amount currencyCode } total { amount currencyCode } }
} }`;

const byQuantity = (one: { quantity: number }, other: { quantity: number }) => one.quantity - other.quantity;

type Made<Name extends string> = Record<Name, { id: string }>;

/** Creates a cart through the store API: three pieces, 10 % discount, standard shipping. Returns its id. */
async function fillCart(shop: Shop, headers?: Record<string, string>): Promise<string> {
  const code = `TENTH${Date.now()}`;
  await shop.callMedusa('admin/promotions', {
    code,
    type: 'standard',
    status: 'active',
    application_method: { type: 'percentage', target_type: 'items', allocation: 'across', value: 10 },
  });
  const { cart } = (await shop.callMedusa(
    'store/carts',
    {
      region_id: 'reg_europe',
      email: 'ada@axiom.example',
      items: [{ variant_id: 'variant_tote_small', quantity: 2 }],
      promo_codes: [code],
      shipping_address: {
        first_name: 'Ada',
        address_1: '1 rue',
        city: 'Paris',
        postal_code: '75001',
        country_code: 'fr',
      },
    },
    headers,
  )) as Made<'cart'>;
  await shop.callMedusa(`store/carts/${cart.id}/line-items`, { variant_id: 'variant_box_5_One', quantity: 1 }, headers);
  const { shipping_options: options } = (await shop.callMedusa(
    `store/shipping-options?cart_id=${cart.id}`,
    undefined,
    headers,
  )) as {
    shipping_options: { id: string; amount: number | null }[];
  };
  const standard = options.find(({ amount }) => amount === 15);
  await shop.callMedusa(`store/carts/${cart.id}/shipping-methods`, { option_id: standard?.id }, headers);
  return cart.id;
}
