import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { readConfig } from '#kit/process/config.ts';
import { readJson, sendJson } from '#kit/process/http/json.ts';
import { createRouter, type Routes } from '#kit/process/http/router.ts';
import { listen } from '#kit/process/http/server.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { type Books, type Order, openBooks, type Shipment } from './state.ts';

const settings = z.object({
  SHIPSTATION_PORT: z.coerce.number().int(),
  SHIPSTATION_DATA_DIR: z.string(),
  SHIPSTATION_KEY: z.string(),
  SHIPSTATION_SECRET: z.string(),
});

/** The largest body, in bytes. */
const bodyLimit = 4_194_304;

const NewOrder = z.looseObject({
  orderNumber: z.string().min(1),
  orderKey: z.string().min(1),
  orderDate: z.string().min(1),
  orderStatus: z.string(),
  billTo: z.looseObject({ name: z.string() }),
  shipTo: z.looseObject({ name: z.string(), country: z.string().length(2) }),
  items: z.array(z.looseObject({ name: z.string(), quantity: z.number().int().min(1) })).default([]),
});

const NewParcel = z.object({
  orderKey: z.string(),
  trackingNumber: z.string().min(1),
  /** What is in it; the whole order where it is not said. */
  items: z.array(z.object({ lineItemKey: z.string(), quantity: z.number().int().min(1) })).optional(),
});

/**
 * A sandbox in the shape of ShipStation's API, version 1, as far as orders, shipments and webhooks go. Beside it,
 * `POST /sandbox/ship { orderKey, trackingNumber, items? }` does what people in a warehouse do.
 */
export async function startSandbox(env: Readonly<Record<string, string | undefined>>) {
  const config = readConfig('ShipStation sandbox', settings, env);
  const { books, write } = openBooks(join(config.SHIPSTATION_DATA_DIR, 'books.json'));
  const expected = `Basic ${btoa(`${config.SHIPSTATION_KEY}:${config.SHIPSTATION_SECRET}`)}`;
  const address = `http://127.0.0.1:${config.SHIPSTATION_PORT}`;

  const routes: Routes = {
    'POST /orders/createorder': async (request, response) => {
      const order = NewOrder.safeParse(await read(request));
      if (!order.success) return sendJson(response, 400, { Message: 'The request is invalid.' });
      const kept = take(books, order.data as Omit<Order, 'orderId'>);
      await write();
      sendJson(response, 200, kept);
    },
    'GET /orders': (request, response) => {
      const search = searchOf(request);
      const number = search.get('orderNumber');
      const orders = books.orders.filter(({ orderNumber }) => number === null || orderNumber === number);
      sendJson(response, 200, pageOf('orders', orders, search));
    },
    'GET /shipments': (request, response) => {
      const search = searchOf(request);
      sendJson(response, 200, pageOf('shipments', books.shipments.filter(isAskedFor(search)), search));
    },
    'GET /webhooks': (_, response) => {
      const webhooks = books.targets.map((Url) => ({ Url, HookType: 'SHIP_NOTIFY', Active: true }));
      sendJson(response, 200, { webhooks });
    },
    'POST /webhooks/subscribe': async (request, response) => {
      const hook = z.object({ target_url: z.url() }).safeParse(await read(request));
      if (!hook.success) return sendJson(response, 400, { Message: 'The request is invalid.' });
      books.targets = [...new Set([...books.targets, hook.data.target_url])];
      await write();
      sendJson(response, 201, { id: books.targets.length });
    },
    'POST /sandbox/ship': async (request, response) => {
      const parcel = NewParcel.safeParse(await read(request));
      if (!parcel.success) return sendJson(response, 400, { Message: 'The request is invalid.' });
      const order = books.orders.find(({ orderKey }) => orderKey === parcel.data.orderKey);
      if (!order) return sendJson(response, 404, { Message: 'There is no such order.' });
      const shipment = ship(books, order, parcel.data);
      await write();
      void tell(books.targets, `${address}/shipments?shipmentId=${shipment.shipmentId}`);
      sendJson(response, 200, shipment);
    },
  };
  const route = createRouter(routes, (_, response) =>
    sendJson(response, 404, { Message: 'No HTTP resource was found.' }),
  );
  return listen(
    (request, response) => {
      if (timingSafeEqualText(request.headers.authorization ?? '', expected)) return route(request, response);
      sendJson(response, 401, { Message: 'Authorization has been denied for this request.' });
    },
    config.SHIPSTATION_PORT,
    '127.0.0.1',
  );
}

/** Keeps an order: under a key that is known, in the place of the other, unless that was sent already. */
function take(books: Books, order: Omit<Order, 'orderId'>): Order {
  const known = books.orders.find(({ orderKey }) => orderKey === order.orderKey);
  if (known?.orderStatus === 'shipped') return known;
  const kept = { ...order, orderId: known?.orderId ?? 1_000 + books.orders.length } as Order;
  books.orders = [...books.orders.filter((other) => other !== known), kept];
  return kept;
}

/** Sends a parcel of an order, which has been shipped when all of it has. */
function ship(books: Books, order: Order, { trackingNumber, items }: z.infer<typeof NewParcel>): Shipment {
  const { orderId, orderKey, orderNumber } = order;
  const inParcel = ({ lineItemKey, quantity }: Order['items'][number]) =>
    items ? (items.find((item) => item.lineItemKey === lineItemKey)?.quantity ?? 0) : quantity;
  const shipment: Shipment = {
    shipmentId: 5_000 + books.shipments.length,
    ...{ orderId, orderKey, orderNumber, trackingNumber },
    createDate: new Date().toISOString(),
    carrierCode: 'sandbox',
    voided: false,
    shipmentItems: order.items
      .filter((item) => inParcel(item) > 0)
      .map((item) => ({
        lineItemKey: item.lineItemKey ?? null,
        sku: item.sku ?? null,
        name: item.name,
        quantity: inParcel(item),
      })),
  };
  books.shipments.push(shipment);
  const sent = books.shipments.filter((one) => one.orderId === orderId).flatMap(({ shipmentItems }) => shipmentItems);
  const count = (lines: { quantity: number }[]) => lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (count(sent) >= count(order.items)) order.orderStatus = 'shipped';
  return shipment;
}

/** One page of a list, of 100 rows unless asked for up to 500. */
function pageOf<Row>(name: string, rows: readonly Row[], search: URLSearchParams): Record<string, unknown> {
  const size = Math.min(500, Math.max(1, Number(search.get('pageSize')) || 100));
  const page = Math.max(1, Number(search.get('page')) || 1);
  const pages = Math.ceil(rows.length / size);
  return { [name]: rows.slice((page - 1) * size, page * size), total: rows.length, page, pages };
}

function isAskedFor(search: URLSearchParams): (shipment: Shipment) => boolean {
  const [id, number, since] = ['shipmentId', 'orderNumber', 'createDateStart'].map((name) => search.get(name));
  return ({ shipmentId, orderNumber, createDate }) =>
    (!id || String(shipmentId) === id) && (!number || orderNumber === number) && (!since || createDate >= since);
}

/** ShipStation tells where to look, and nothing else; who does not listen finds out by looking. */
async function tell(targets: readonly string[], resource: string): Promise<void> {
  const body = JSON.stringify({ resource_url: resource, resource_type: 'SHIP_NOTIFY' });
  const headers = { 'content-type': 'application/json' };
  await Promise.allSettled(
    targets.map((target) =>
      fetch(target, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(10_000) }),
    ),
  );
}

function searchOf({ url = '/' }: IncomingMessage): URLSearchParams {
  return new URL(url, 'http://shipstation').searchParams;
}

/** The JSON body; undefined, which no shape accepts, when it is invalid. */
async function read(request: IncomingMessage): Promise<unknown> {
  return readJson(request, bodyLimit).catch(() => undefined);
}

if (import.meta.main) await runProcess(() => startSandbox(process.env));
