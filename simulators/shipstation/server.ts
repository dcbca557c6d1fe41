import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { readConfig } from '#kit/process/config.ts';
import { readJson, sendJson } from '#kit/process/http/json.ts';
import { createRouter, type Routes } from '#kit/process/http/router.ts';
import { listen } from '#kit/process/http/server.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { configShape } from './config.ts';
import { labelRoutes } from './labels.ts';
import { type Order, openState, type SandboxState, type Shipment } from './state.ts';

/** The largest body, in bytes. */
const bodyLimit = 4_194_304;

const NewOrder = z.looseObject({
  orderNumber: z.string().min(1),
  orderKey: z.string().min(1),
  orderDate: z.string().min(1),
  orderStatus: z.enum(['awaiting_payment', 'awaiting_shipment', 'on_hold', 'shipped', 'cancelled']),
  billTo: z.looseObject({ name: z.string() }),
  shipTo: z.looseObject({ name: z.string(), country: z.string().length(2) }),
  items: z.array(z.looseObject({ name: z.string(), quantity: z.number().int().min(1) })).default([]),
});

const NewParcel = z.object({
  orderKey: z.string(),
  trackingNumber: z.string().min(1),
  /** The contents; the whole order by default. */
  items: z.array(z.object({ lineItemKey: z.string(), quantity: z.number().int().min(1) })).optional(),
});

/**
 * Simulates the orders, shipments, labels and webhooks of ShipStation's API, version 1. In addition,
 * `POST /sandbox/ship { orderKey, trackingNumber, items? }` ships a parcel, as the staff of a warehouse would.
 */
export async function startSandbox(env: Readonly<Record<string, string | undefined>>) {
  const config = readConfig('ShipStation sandbox', configShape, env);
  const { state, save } = openState(config.SHIPSTATION_DATA_DIR);
  const expected = `Basic ${btoa(`${config.SHIPSTATION_KEY}:${config.SHIPSTATION_SECRET}`)}`;
  const address = `http://127.0.0.1:${config.SHIPSTATION_PORT}`;

  const announce = ({ shipmentId }: Shipment) =>
    void notify(state.webhookUrls, `${address}/shipments?shipmentId=${shipmentId}`);

  const routes: Routes = {
    ...labelRoutes(state, save, announce),
    'POST /orders/createorder': async (request, response) => {
      const order = NewOrder.safeParse(await read(request));
      if (!order.success) return sendJson(response, 400, { Message: 'The request is invalid.' });
      const stored = putOrder(state, order.data as Omit<Order, 'orderId'>);
      await save();
      sendJson(response, 200, stored);
    },
    'GET /orders': (request, response) => {
      const search = searchOf(request);
      const number = search.get('orderNumber');
      const orders = state.orders.filter(({ orderNumber }) => number === null || orderNumber === number);
      sendJson(response, 200, pageOf('orders', orders, search));
    },
    'GET /shipments': (request, response) => {
      const search = searchOf(request);
      sendJson(response, 200, pageOf('shipments', state.shipments.filter(shipmentFilter(search)), search));
    },
    'GET /webhooks': (_, response) => {
      const webhooks = state.webhookUrls.map((Url) => ({ Url, HookType: 'SHIP_NOTIFY', Active: true }));
      sendJson(response, 200, { webhooks });
    },
    'POST /webhooks/subscribe': async (request, response) => {
      const hook = z.object({ target_url: z.url() }).safeParse(await read(request));
      if (!hook.success) return sendJson(response, 400, { Message: 'The request is invalid.' });
      state.webhookUrls = [...new Set([...state.webhookUrls, hook.data.target_url])];
      await save();
      sendJson(response, 201, { id: state.webhookUrls.length });
    },
    'POST /sandbox/ship': async (request, response) => {
      const parcel = NewParcel.safeParse(await read(request));
      if (!parcel.success) return sendJson(response, 400, { Message: 'The request is invalid.' });
      const order = state.orders.find(({ orderKey }) => orderKey === parcel.data.orderKey);
      if (!order) return sendJson(response, 404, { Message: 'There is no such order.' });
      if (['on_hold', 'cancelled'].includes(order.orderStatus)) {
        return sendJson(response, 400, { Message: `The order is ${order.orderStatus}.` });
      }
      const shipment = ship(state, order, parcel.data);
      await save();
      announce(shipment);
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

/** Stores an order. It replaces an order with the same key, unless that one is shipped or canceled. */
function putOrder(state: SandboxState, order: Omit<Order, 'orderId'>): Order {
  const known = state.orders.find(({ orderKey }) => orderKey === order.orderKey);
  if (known && ['shipped', 'cancelled'].includes(known.orderStatus)) return known;
  const stored = { ...order, orderId: known?.orderId ?? 1_000 + state.orders.length } as Order;
  state.orders = [...state.orders.filter((other) => other !== known), stored];
  return stored;
}

/** Ships a parcel of an order. The order is shipped once all its items are. */
function ship(state: SandboxState, order: Order, { trackingNumber, items }: z.infer<typeof NewParcel>): Shipment {
  const { orderId, orderKey, orderNumber } = order;
  const inParcel = ({ lineItemKey, quantity }: Order['items'][number]) =>
    items ? (items.find((item) => item.lineItemKey === lineItemKey)?.quantity ?? 0) : quantity;
  const shipment: Shipment = {
    shipmentId: 5_000 + state.shipments.length,
    ...{ orderId, orderKey, orderNumber, trackingNumber },
    createDate: new Date().toISOString(),
    carrierCode: 'sandbox',
    voided: false,
    shipTo: order.shipTo,
    shipmentItems: order.items
      .filter((item) => inParcel(item) > 0)
      .map((item) => ({
        lineItemKey: item.lineItemKey ?? null,
        sku: item.sku ?? null,
        name: item.name,
        quantity: inParcel(item),
      })),
  };
  state.shipments.push(shipment);
  const sent = state.shipments.filter((one) => one.orderId === orderId).flatMap(({ shipmentItems }) => shipmentItems);
  const count = (lines: { quantity: number }[]) => lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (count(sent) >= count(order.items)) order.orderStatus = 'shipped';
  return shipment;
}

/** One page of a list: 100 rows by default, at most 500. */
function pageOf<Row>(name: string, rows: readonly Row[], search: URLSearchParams): Record<string, unknown> {
  const size = Math.min(500, Math.max(1, Number(search.get('pageSize')) || 100));
  const page = Math.max(1, Number(search.get('page')) || 1);
  const pages = Math.ceil(rows.length / size);
  return { [name]: rows.slice((page - 1) * size, page * size), total: rows.length, page, pages };
}

function shipmentFilter(search: URLSearchParams): (shipment: Shipment) => boolean {
  const names = ['shipmentId', 'orderNumber', 'createDateStart', 'recipientName'];
  const [id, number, since, recipient] = names.map((name) => search.get(name));
  return ({ shipmentId, orderNumber, createDate, shipTo }) =>
    (!id || String(shipmentId) === id) &&
    (!number || orderNumber === number) &&
    (!since || createDate >= since) &&
    (!recipient || shipTo?.name === recipient);
}

/** Sends the URL of the new shipments to all webhooks, without the shipments and without retries, as ShipStation does. */
async function notify(urls: readonly string[], resource: string): Promise<void> {
  const body = JSON.stringify({ resource_url: resource, resource_type: 'SHIP_NOTIFY' });
  const headers = { 'content-type': 'application/json' };
  await Promise.allSettled(
    urls.map((url) =>
      fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(10_000) }),
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
