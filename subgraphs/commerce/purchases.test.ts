import { describe, expect, it } from '@jest/globals';
import type { SignedIn } from '#kit/viewer.ts';
import { findCart, findOrder } from './purchases.ts';
import type { CartRow, OrderRow } from './rows.ts';

const order = { id: 'order_1' } as OrderRow;
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
const someone = (kind: SignedIn['kind']) => ({ kind, id: 'cus_ada', scopes: [], session: 's' });

describe('An order', () => {
  it('is hidden from those who have not signed in', async () => {
    store.asked = [];

    await expect(findOrder('order_1', { kind: 'ANONYMOUS' }, store)).rejects.toMatchObject({
      extensions: { code: 'UNAUTHENTICATED' },
    });
    expect(store.asked).toEqual([]);
  });

  it.each(['CUSTOMER', 'ELITE'] as const)('of a viewer of kind %s is shown to them', async (kind) => {
    expect(await findOrder('order_1', someone(kind), store)).toBe(order);
    expect(await findOrder('order_2', someone(kind), store)).toBeNull();
  });

  it.each(['PARTNER', 'CURATOR'] as const)('is not asked for on behalf of a viewer of kind %s', async (kind) => {
    store.asked = [];

    expect(await findOrder('order_1', someone(kind), store)).toBeNull();
    expect(store.asked).toEqual([]);
  });
});

describe('An id that is none', () => {
  it.each(['', '.', '..', '../orders/order_1', 'cart_1?fields=*', 'cart_1/line-items'])(
    '%j is not asked for',
    async (id) => {
      store.asked = [];

      expect(await findCart(id, store)).toBeNull();
      expect(await findOrder(id, someone('ELITE'), store)).toBeNull();
      expect(store.asked).toEqual([]);
    },
  );

  it('leaves a proper one to be found', async () => {
    expect(await findCart('cart_1', store)).toBe(cart);
  });
});
