import { describe, expect, it } from '@jest/globals';
import { findCart, findOrder } from './purchases.ts';
import type { CartRow, OrderRow } from './rows.ts';

const order = { id: 'order_1', customerId: 'cus_ada' } as OrderRow;
const cart = { id: 'cart_1' } as CartRow;
const store = {
  asked: [] as string[],
  async order(id: string) {
    store.asked.push(id);
    return id === order.id ? order : null;
  },
  async cart(id: string) {
    store.asked.push(id);
    return id === cart.id ? cart : null;
  },
};
const customer = (id: string) => ({ kind: 'CUSTOMER' as const, id, scopes: [], session: 's' });

describe('An order', () => {
  it('is hidden from those who have not signed in', async () => {
    store.asked = [];

    await expect(findOrder('order_1', { kind: 'ANONYMOUS' }, store)).rejects.toMatchObject({
      extensions: { code: 'UNAUTHENTICATED' },
    });
    expect(store.asked).toEqual([]);
  });

  it('is shown to the customer who placed it and to no other', async () => {
    expect(await findOrder('order_1', customer('cus_ada'), store)).toBe(order);
    expect(await findOrder('order_1', customer('cus_eve'), store)).toBeNull();
    expect(await findOrder('order_2', customer('cus_ada'), store)).toBeNull();
  });
});

describe('An id that is none', () => {
  it.each(['', '.', '..', '../orders/order_1', 'cart_1?fields=*', 'cart_1/line-items'])(
    '%j is not asked for',
    async (id) => {
      store.asked = [];

      expect(await findCart(id, store)).toBeNull();
      expect(await findOrder(id, customer('cus_ada'), store)).toBeNull();
      expect(store.asked).toEqual([]);
    },
  );

  it('leaves a proper one to be found', async () => {
    expect(await findCart('cart_1', store)).toBe(cart);
  });
});
