import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { SignedIn, Viewer } from '#kit/graph/viewer.ts';
import { createOrderTokens } from './order-tokens.ts';
import { createOrders } from './orders.ts';
import type { OrderRow } from './rows.ts';

const placedAt = new Date();
const order = { id: 'order_1', placedAt: placedAt.toISOString() } as OrderRow;
const secret = Buffer.alloc(32, 1);
const tokens = createOrderTokens(secret, 180);
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
/** A token from before tokens had an expiry time. */
const undated = createHmac('sha256', secret).update('order order_1').digest('base64url');
const someone = (kind: SignedIn['kind']): Viewer => ({ kind, id: 'cus_ada', scopes: [], session: 's' });

/** Orders for a viewer, with a fake Medusa that records its calls. */
function openOrders(viewer: Viewer) {
  const asked: string[] = [];
  const find = async (id: string) => {
    asked.push(id);
    return id === order.id ? order : null;
  };
  const medusa = {
    order: find,
    ownOrders: async (ids: readonly string[]) => (await Promise.all(ids.map(find))).filter((order) => order !== null),
    orders: async () => ({ rows: [order], totalCount: 1 }),
  };
  return { asked, orders: createOrders(viewer, medusa, async () => 'token', tokens) };
}

describe('An order', () => {
  it('is hidden from an anonymous viewer', async () => {
    const { orders, asked } = openOrders({ kind: 'ANONYMOUS' });

    await expect(orders.find('order_1')).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    expect(asked).toEqual([]);
  });

  it.each(['CUSTOMER', 'ELITE'] as const)('can be read by its customer, a viewer of kind %s', async (kind) => {
    const { orders } = openOrders(someone(kind));

    expect([await orders.find('order_1'), await orders.find('order_2')]).toEqual([order, null]);
  });

  it.each(['PARTNER', 'CURATOR'] as const)('is not requested for a viewer of kind %s', async (kind) => {
    const { orders, asked } = openOrders(someone(kind));

    expect(await orders.find('order_1')).toBeNull();
    expect(asked).toEqual([]);
  });

  it('can be read with its own token and no other', async () => {
    const { orders, asked } = openOrders({ kind: 'ANONYMOUS' });
    const token = tokens.issue('order_1', placedAt);
    const forged = createOrderTokens(Buffer.alloc(32, 2), 180).issue('order_1', placedAt);
    const prolonged = token.replace(/^\w+/, Math.floor(Date.now() / 100).toString(36));
    const others = ['', 'x', '.', `${token}.x`.slice(1), tokens.issue('order_2', placedAt), forged, prolonged];

    expect(await orders.find('order_1', token)).toBe(order);
    for (const token of others) expect(await orders.find('order_1', token)).toBeNull();
    expect(asked).toEqual(['order_1']);
  });

  it('has a specific error for its expired token, but not for the token of another order', async () => {
    const { orders, asked } = openOrders({ kind: 'ANONYMOUS' });

    await expect(orders.find('order_1', tokens.issue('order_1', daysAgo(181)))).rejects.toMatchObject({
      extensions: { code: 'ORDER_TOKEN_EXPIRED' },
    });
    expect(await orders.find('order_1', tokens.issue('order_2', daysAgo(181)))).toBeNull();
    expect(await orders.find('order_1', tokens.issue('order_1', daysAgo(179)))).toBe(order);
    expect(asked).toEqual(['order_1']);
  });

  it('can be read with a token without expiry time for the same number of days', async () => {
    const { orders } = openOrders({ kind: 'ANONYMOUS' });
    const old = { ...order, placedAt: daysAgo(181).toISOString() };
    const medusa = {
      order: async () => old,
      ownOrders: async () => [],
      orders: async () => ({ rows: [], totalCount: 0 }),
    };
    const later = createOrders({ kind: 'ANONYMOUS' }, medusa, async () => 'token', tokens);

    expect(await orders.find('order_1', undated)).toBe(order);
    await expect(later.find('order_1', undated)).rejects.toMatchObject({ extensions: { code: 'ORDER_TOKEN_EXPIRED' } });
  });

  it.each(['', '.', '../..', '../carts/cart_1', 'order_1?fields=*'])(
    'is not requested by the invalid id %j',
    async (id) => {
      const { orders, asked } = openOrders(someone('ELITE'));

      expect([await orders.find(id), await orders.find(id, tokens.issue(id, placedAt))]).toEqual([null, null]);
      expect(asked).toEqual([]);
    },
  );
});

describe('An order that `node` refers to', () => {
  it.each(['CUSTOMER', 'ELITE'] as const)(
    'is found for its customer, of the kind %s, all in one call',
    async (kind) => {
      const calls: (readonly string[])[] = [];
      const medusa = {
        order: async () => null,
        ownOrders: async (ids: readonly string[]) => {
          calls.push(ids);
          return ids.includes(order.id) ? [order] : [];
        },
        orders: async () => ({ rows: [], totalCount: 0 }),
      };
      const orders = createOrders(someone(kind), medusa, async () => 'token', tokens);

      expect(await Promise.all(['order_1', 'order_2', 'no order'].map(orders.findOwn))).toEqual([order, null, null]);
      expect(calls).toEqual([['order_1', 'order_2']]);
    },
  );

  it.each([{ kind: 'ANONYMOUS' }, someone('PARTNER'), someone('CURATOR')] as Viewer[])(
    'is null for anyone else: %j',
    async (viewer) => {
      const { orders, asked } = openOrders(viewer);

      expect(await orders.findOwn('order_1')).toBeNull();
      expect(asked).toEqual([]);
    },
  );

  it('is an error when Medusa issues no token for the customer', async () => {
    const { orders } = openOrders({ kind: 'ANONYMOUS', unchecked: true });

    await expect(orders.findOwn('order_1')).rejects.toMatchObject({ extensions: { code: 'BACKEND_UNAVAILABLE' } });
  });
});

describe('The orders of a customer', () => {
  it('are paged without gaps and duplicates while new orders are placed', async () => {
    let ids = ['order_4', 'order_3', 'order_2', 'order_1'];
    const medusa = {
      order: async () => null,
      ownOrders: async () => [],
      orders: async ({ offset, limit }: { offset: number; limit: number }) => ({
        rows: ids.slice(offset, offset + limit).map((id) => ({ id }) as OrderRow),
        totalCount: ids.length,
      }),
    };
    const { listOwn } = createOrders(someone('ELITE'), medusa, async () => 'token', tokens);

    const first = await listOwn({ first: 2 });
    ids = ['order_6', 'order_5', ...ids];
    const second = await listOwn({ first: 2, after: first.pageInfo.endCursor });
    const third = await listOwn({ first: 2, after: second.edges[0]?.cursor ?? null });

    const idsOf = ({ nodes }: { nodes: OrderRow[] }) => nodes.map(({ id }) => id);
    expect([first, second, third].map(idsOf)).toEqual([['order_4', 'order_3'], ['order_2', 'order_1'], ['order_1']]);
    expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
  });
});
