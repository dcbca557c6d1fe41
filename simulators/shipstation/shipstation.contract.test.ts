import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractTarget, openTarget } from './contract-target.ts';

/** How this system uses ShipStation's API, version 1: https://www.shipstation.com/docs/api/ */
let target: ContractTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target?.close());

const send = async (method: string, path: string, body?: object, authorization = target.authorization) => {
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
const place = async (order: object) => (await send('POST', '/orders/createorder', order)).answer as Order;
const ordersOf = async (number: string) =>
  (await send('GET', `/orders?orderNumber=${number}`)).answer as { orders: Order[]; total: number; pages: number };

describe('The warehouse', () => {
  it('refuses requests without valid credentials', async () => {
    for (const wrong of ['', `Basic ${btoa('contract:guessed')}`]) {
      expect((await send('GET', '/orders', undefined, wrong)).status).toBe(401);
    }
  });

  it('stores an order', async () => {
    const order = newOrder();
    const created = await place(order);
    const { orders, total, pages } = await ordersOf(order.orderNumber);

    expect(created).toMatchObject({
      orderId: expect.any(Number),
      orderKey: order.orderKey,
      orderStatus: 'awaiting_shipment',
    });
    expect([total, pages]).toEqual([1, 1]);
    expect(orders).toEqual([expect.objectContaining({ orderId: created.orderId, orderKey: order.orderKey })]);
  });

  it('keeps the notes, the gift message, and the options of the items', async () => {
    const notes = { customerNotes: 'Ring twice.', internalNotes: 'Wrap.', gift: true, giftMessage: 'For you' };
    const order = newOrder(notes);
    const [item, ...others] = order.items;
    const options = [{ name: 'Initials', value: 'AL' }];
    await place({ ...order, items: [{ ...item, options }, ...others] });
    const { orders } = await ordersOf(order.orderNumber);

    expect(orders).toMatchObject([{ ...notes, items: [{ lineItemKey: 'box', options }, { lineItemKey: 'pen' }] }]);
  });

  it('treats an order with the same key as the same order', async () => {
    const order = newOrder();
    const first = await place(order);
    const second = await place({ ...order, items: order.items.slice(0, 1) });
    const { orders } = await ordersOf(order.orderNumber);

    expect(second.orderId).toBe(first.orderId);
    expect(orders).toHaveLength(1);
    expect(orders[0]?.items).toHaveLength(1);
  });

  it('changes the status of an order; a canceled order does not change any more', async () => {
    const order = newOrder();
    await place(order);
    const states: (string | undefined)[] = [];
    for (const orderStatus of ['on_hold', 'awaiting_shipment', 'cancelled', 'awaiting_shipment']) {
      await place({ ...order, orderStatus });
      states.push((await ordersOf(order.orderNumber)).orders[0]?.orderStatus);
    }

    expect(states).toEqual(['on_hold', 'awaiting_shipment', 'cancelled', 'cancelled']);
  });

  it('keeps a canceled order under its key also where it comes before the order', async () => {
    const order = newOrder({ orderStatus: 'cancelled' });
    await place(order);
    await place({ ...order, orderStatus: 'awaiting_shipment' });
    const { orders, total } = await ordersOf(order.orderNumber);

    expect([total, orders[0]?.orderStatus]).toEqual([1, 'cancelled']);
  });

  it.each(['orderNumber', 'orderDate', 'orderStatus', 'billTo', 'shipTo'])(
    'refuses an order without %s',
    async (field) => {
      const order = newOrder();
      const { status } = await send('POST', '/orders/createorder', { ...order, [field]: undefined });

      expect(status).toBe(400);
      expect((await ordersOf(order.orderNumber)).total).toBe(0);
    },
  );

  it('subscribes a webhook once', async () => {
    const hook = { target_url: `https://hooks.axiom.example/${randomUUID()}`, event: 'SHIP_NOTIFY', store_id: null };
    const { status } = await send('POST', '/webhooks/subscribe', hook);
    const { answer } = await send('GET', '/webhooks');
    const known = (answer as { webhooks: { Url: string; HookType: string }[] }).webhooks;

    expect(status).toBe(201);
    expect(known.filter(({ Url }) => Url === hook.target_url)).toEqual([
      expect.objectContaining({ HookType: 'SHIP_NOTIFY' }),
    ]);
  });

  it('lists shipments in pages', async () => {
    const since = encodeURIComponent(new Date(Date.now() - 60_000).toISOString());
    const { status, answer } = await send('GET', `/shipments?createDateStart=${since}&pageSize=1&page=1`);

    expect(status).toBe(200);
    expect(answer).toEqual({
      shipments: expect.any(Array),
      total: expect.any(Number),
      page: 1,
      pages: expect.any(Number),
    });
  });
});

/** Only the simulator can ship parcels on request. */
const inSandbox = process.env.CONTRACT_SHIPSTATION_URL ? it.skip : it;

describe('A parcel', () => {
  const ship = (body: object) => send('POST', '/sandbox/ship', body);
  const parcelsOf = async (number: string, query = '') =>
    (await send('GET', `/shipments?orderNumber=${number}&includeShipmentItems=true${query}`)).answer as {
      shipments: { shipmentId: number; shipmentItems: unknown[] }[];
      pages: number;
    };

  inSandbox('is listed with its number and contents; an order is shipped once all its items are', async () => {
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

  inSandbox('needs an existing order and a tracking number', async () => {
    const order = newOrder();
    await place(order);

    expect((await ship({ orderKey: 'none', trackingNumber: 'T' })).status).toBe(404);
    expect((await ship({ orderKey: order.orderKey })).status).toBe(400);
    expect((await parcelsOf(order.orderNumber)).shipments).toEqual([]);
  });

  inSandbox.each(['on_hold', 'cancelled'])('does not leave while its order is %s', async (orderStatus) => {
    const order = newOrder({ orderStatus });
    await place(order);

    expect((await ship({ ...order, trackingNumber: 'T-1', items: undefined })).status).toBe(400);
    expect((await parcelsOf(order.orderNumber)).shipments).toEqual([]);
  });

  inSandbox('prevents later changes to its order', async () => {
    const order = newOrder();
    const { orderId } = await place(order);
    await ship({ ...order, trackingNumber: 'T-1', items: undefined });

    expect(await place(order)).toMatchObject({ orderId, orderStatus: 'shipped' });
  });
});
