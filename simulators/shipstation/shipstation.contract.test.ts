import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractTarget, openTarget } from './contract-target.ts';

/** What the house relies on of ShipStation's API, version 1: https://www.shipstation.com/docs/api/ */
let target: ContractTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target?.close());

const ask = async (method: string, path: string, body?: object, authorization = target.authorization) => {
  const response = await fetch(`${target.url}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json().catch(() => undefined)) as never };
};
const address = { name: 'Ada Lovelace', street1: '1 rue', city: 'Paris', postalCode: '75002', country: 'FR' };
const newOrder = (change: object = {}) => {
  const id = randomUUID();
  return {
    orderNumber: id,
    orderKey: `order_${id}`,
    orderDate: new Date().toISOString(),
    orderStatus: 'awaiting_shipment',
    billTo: address,
    shipTo: address,
    items: [
      { lineItemKey: 'box', sku: 'BOX', name: 'Box', quantity: 2, unitPrice: 92.5 },
      { lineItemKey: 'pen', sku: 'PEN', name: 'Pen', quantity: 1, unitPrice: 40 },
    ],
    ...change,
  };
};
interface Order {
  orderId: number;
  orderStatus: string;
  items: unknown[];
}
const place = async (order: object) => (await ask('POST', '/orders/createorder', order)).answer as Order;
const ordersOf = async (number: string) =>
  (await ask('GET', `/orders?orderNumber=${number}`)).answer as { orders: Order[]; total: number; pages: number };

describe('The warehouse', () => {
  it('lets nobody in without the right credentials', async () => {
    for (const wrong of ['', `Basic ${btoa('contract:guessed')}`]) {
      expect((await ask('GET', '/orders', undefined, wrong)).status).toBe(401);
    }
  });

  it('takes an order, and has it from then on', async () => {
    const order = newOrder();
    const taken = await place(order);
    const { orders, total, pages } = await ordersOf(order.orderNumber);

    expect(taken).toMatchObject({
      orderId: expect.any(Number),
      orderKey: order.orderKey,
      orderStatus: 'awaiting_shipment',
    });
    expect([total, pages]).toEqual([1, 1]);
    expect(orders).toEqual([expect.objectContaining({ orderId: taken.orderId, orderKey: order.orderKey })]);
  });

  it('takes an order of the same key for the same order', async () => {
    const order = newOrder();
    const first = await place(order);
    const second = await place({ ...order, items: order.items.slice(0, 1) });
    const { orders } = await ordersOf(order.orderNumber);

    expect(second.orderId).toBe(first.orderId);
    expect(orders).toHaveLength(1);
    expect(orders[0]?.items).toHaveLength(1);
  });

  it.each(['orderNumber', 'orderDate', 'orderStatus', 'billTo', 'shipTo'])(
    'takes no order without %s',
    async (field) => {
      const order = newOrder();
      const { status } = await ask('POST', '/orders/createorder', { ...order, [field]: undefined });

      expect(status).toBe(400);
      expect((await ordersOf(order.orderNumber)).total).toBe(0);
    },
  );

  it('is told once where to call', async () => {
    const hook = { target_url: `https://hooks.axiom.example/${randomUUID()}`, event: 'SHIP_NOTIFY', store_id: null };
    const { status } = await ask('POST', '/webhooks/subscribe', hook);
    const { answer } = await ask('GET', '/webhooks');
    const known = (answer as { webhooks: { Url: string; HookType: string }[] }).webhooks;

    expect(status).toBe(201);
    expect(known.filter(({ Url }) => Url === hook.target_url)).toEqual([
      expect.objectContaining({ HookType: 'SHIP_NOTIFY' }),
    ]);
  });

  it('lists parcels page by page', async () => {
    const since = encodeURIComponent(new Date(Date.now() - 60_000).toISOString());
    const { status, answer } = await ask('GET', `/shipments?createDateStart=${since}&pageSize=1&page=1`);

    expect(status).toBe(200);
    expect(answer).toEqual({
      shipments: expect.any(Array),
      total: expect.any(Number),
      page: 1,
      pages: expect.any(Number),
    });
  });
});

/** A real warehouse has people who send parcels. */
const inSandbox = process.env.CONTRACT_SHIPSTATION_URL ? it.skip : it;

describe('A parcel', () => {
  const ship = (body: object) => ask('POST', '/sandbox/ship', body);
  const parcelsOf = async (number: string, query = '') =>
    (await ask('GET', `/shipments?orderNumber=${number}&includeShipmentItems=true${query}`)).answer as {
      shipments: { shipmentId: number; shipmentItems: unknown[] }[];
      pages: number;
    };

  inSandbox('is listed with its number and what is in it; an order is sent when all of it is', async () => {
    const order = newOrder();
    await place(order);
    const first = await ship({ ...order, trackingNumber: 'T-1', items: [{ lineItemKey: 'box', quantity: 2 }] });
    const between = (await ordersOf(order.orderNumber)).orders[0]?.orderStatus;
    await ship({ ...order, trackingNumber: 'T-2', items: [{ lineItemKey: 'pen', quantity: 1 }] });
    const after = (await ordersOf(order.orderNumber)).orders[0]?.orderStatus;
    const { shipments } = await parcelsOf(order.orderNumber);
    const { shipments: second, pages } = await parcelsOf(order.orderNumber, '&pageSize=1&page=2');

    expect(first.status).toBe(200);
    expect([between, after]).toEqual(['awaiting_shipment', 'shipped']);
    expect(shipments).toEqual([
      expect.objectContaining({
        orderKey: order.orderKey,
        trackingNumber: 'T-1',
        voided: false,
        shipmentItems: [expect.objectContaining({ lineItemKey: 'box', sku: 'BOX', quantity: 2 })],
      }),
      expect.objectContaining({ trackingNumber: 'T-2' }),
    ]);
    expect([second.map(({ shipmentId }) => shipmentId), pages]).toEqual([[shipments[1]?.shipmentId], 2]);
  });

  inSandbox('is none of an order that is not there, and needs a number', async () => {
    const order = newOrder();
    await place(order);

    expect((await ship({ orderKey: 'none', trackingNumber: 'T' })).status).toBe(404);
    expect((await ship({ orderKey: order.orderKey })).status).toBe(400);
    expect((await parcelsOf(order.orderNumber)).shipments).toEqual([]);
  });

  inSandbox('has left: its order stays as it was, though it comes again', async () => {
    const order = newOrder();
    const { orderId } = await place(order);
    await ship({ ...order, trackingNumber: 'T-1', items: undefined });

    expect(await place(order)).toMatchObject({ orderId, orderStatus: 'shipped' });
  });
});
