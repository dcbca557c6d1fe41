import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isAlive } from '#kit/process/children.ts';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start as startRedis } from '#simulators/redis/local.ts';
import { start as startSandbox } from '#simulators/shipstation/local.ts';
import { type FakeOutbox, startOutbox } from '#tests/support/backends/outbox.ts';
import { eventually } from '#tests/support/graph.ts';
import { type LocalWorker, startWorker } from '#tests/support/worker.ts';
import { openDeadLetters } from './dead-letters.ts';

/** Services are killed and started again. */
jest.setTimeout(60_000);

let folder: string;
let outbox: FakeOutbox;
let ports: number[];
let redis: LocalBackend;
let sandbox: LocalBackend;
let worker: LocalWorker;
let count = 0;

const webhookSecret = 'b2'.repeat(32);
const secret = (name: string) => `secret-of-${name}`;
const log = () => {};
const openRedis = () =>
  startRedis({ dataDir: folder, env: { PATH: process.env.PATH, REDIS_PORT: String(ports[0]) }, secret, log });
const openSandbox = () => startSandbox({ dataDir: folder, env: { SHIPSTATION_PORT: String(ports[1]) }, secret, log });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axiom-fulfilment-'));
  ports = await freePorts(3);
  [outbox, redis, sandbox] = await Promise.all([startOutbox(), openRedis(), openSandbox()]);
  worker = await openWorker();
});

beforeEach(() => {
  outbox.before = () => true;
});

afterAll(async () => {
  await worker?.kill();
  await Promise.all([redis?.stop(), sandbox?.stop(), outbox?.close()]);
  await rm(folder, { recursive: true, force: true });
});

const openWorker = () =>
  startWorker('workers/fulfilment/index.ts', ports[2] as number, {
    FULFILMENT_PORT: String(ports[2]),
    FULFILMENT_URL: `http://127.0.0.1:${ports[2]}`,
    FULFILMENT_INTERVAL_MS: '100',
    FULFILMENT_SWEEP_MS: '500',
    FULFILMENT_ATTEMPTS: '4',
    FULFILMENT_BACKOFF_MS: '100',
    FULFILMENT_LOCK_MS: '2000',
    MEDUSA_URL: outbox.url,
    MEDUSA_WORKER_TOKEN: 'worker',
    REDIS_URL: redis.env.REDIS_URL,
    SHIPSTATION_WEBHOOK_SECRET: webhookSecret,
    ...sandbox.env,
  });

/** Kills the processes of a backend, as `kill -9` does. */
async function kill({ pids }: LocalBackend): Promise<void> {
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await eventually(
    async () => pids.filter(isAlive),
    (alive) => alive.length === 0,
  );
}

const place = () => {
  const id = `order_${++count}`;
  outbox.waiting.add(id);
  return id;
};
const delivered = (id: string, milliseconds = 30_000) =>
  eventually(
    async () => outbox.delivered.get(id),
    (reference) => reference !== undefined,
    milliseconds,
  );

/** The orders of the warehouse with this key. */
async function ordersOf(id: string): Promise<{ orderId: number; shipTo: { name: string } }[]> {
  const { orders } = (await askSandbox('GET', '/orders')) as { orders: { orderKey: string }[] };
  return orders.filter(({ orderKey }) => orderKey === id) as never;
}

async function askSandbox(method: string, path: string, body?: object): Promise<unknown> {
  const { SHIPSTATION_URL, SHIPSTATION_KEY, SHIPSTATION_SECRET } = sandbox.env;
  const response = await fetch(`${SHIPSTATION_URL}${path}`, {
    method,
    headers: { authorization: `Basic ${btoa(`${SHIPSTATION_KEY}:${SHIPSTATION_SECRET}`)}` },
    body: body && JSON.stringify(body),
  });
  return response.json();
}

/** Does something at the first request of a kind, which then gets its response, or none. */
function atFirst(wanted: (path: string) => boolean, act: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  outbox.before = (path) => {
    if (!wanted(path)) return true;
    outbox.before = () => true;
    resolve();
    return act();
  };
  return promise;
}

describe('A waiting order', () => {
  it('is delivered to the warehouse once, with all its data', async () => {
    const id = place();
    const reference = await delivered(id);

    expect(await ordersOf(id)).toEqual([
      expect.objectContaining({
        orderId: Number(reference),
        orderNumber: '7',
        customerEmail: 'ada@axiom.example',
        shipTo: { name: 'Ada Lovelace', street1: '1 rue', city: 'Paris', postalCode: '75002', country: 'FR' },
        items: [{ lineItemKey: 'ordli_1', sku: 'BOX', name: 'Box', quantity: 2, unitPrice: 92.5 }],
      }),
    ]);
    expect(outbox.waiting.has(id)).toBe(false);
  });

  it('is found by the sweep without an event', async () => {
    outbox.missed.add('order_missed');

    expect(await delivered('order_missed')).toBeDefined();
    expect(await ordersOf('order_missed')).toHaveLength(1);
  });
});

describe('Exactly one order reaches the warehouse', () => {
  const steps: [string, (id: string) => (path: string) => boolean][] = [
    ['before it is in the queue', () => (path) => path === 'GET '],
    ['before the order is read', (id) => (path) => path === `GET /${id}`],
    [
      'after the warehouse has accepted it and before the outbox is updated',
      (id) => (path) => path === `POST /${id}/delivered`,
    ],
  ];

  it.each(steps)('when the worker is killed %s', async (_, wanted) => {
    const id = `order_${count + 1}`;
    const reached = atFirst(wanted(id), () => {
      void worker.kill();
      return false;
    });
    place();
    await reached;
    await worker.kill();
    worker = await openWorker();

    expect(await delivered(id)).toBeDefined();
    expect(await ordersOf(id)).toHaveLength(1);
  });

  it.each(steps)('when Redis is killed and loses its data %s', async (_, wanted) => {
    const id = `order_${count + 1}`;
    const reached = atFirst(wanted(id), () => {
      for (const pid of redis.pids) process.kill(pid, 'SIGKILL');
      return true;
    });
    place();
    await reached;
    await kill(redis);
    await rm(join(folder, 'appendonlydir'), { recursive: true, force: true });
    redis = await openRedis();

    expect(await delivered(id)).toBeDefined();
    expect(await ordersOf(id)).toHaveLength(1);
  });

  it.each(steps)('when Medusa closes the connection %s', async (_, wanted) => {
    const id = `order_${count + 1}`;
    let cut = 0;
    const matches = wanted(id);
    outbox.before = (path) => !matches(path) || ++cut > 2;
    place();

    expect(await delivered(id)).toBeDefined();
    expect(cut).toBeGreaterThanOrEqual(2);
    expect(await ordersOf(id)).toHaveLength(1);
  });

  it('when the warehouse is killed and restarted', async () => {
    await kill(sandbox);
    const id = place();
    await eventually(async () => outbox.failed.has(id), Boolean);
    sandbox = await openSandbox();
    const letters = openDeadLetters(redis.env.REDIS_URL as string);
    const dead = await letters.list();
    const replayed = await letters.replay([id]);
    await letters.close();

    expect(dead).toEqual([expect.objectContaining({ orderId: id, attempts: 4, reason: expect.any(String) })]);
    expect(replayed).toBe(1);
    expect(await delivered(id)).toBeDefined();
    expect(await ordersOf(id)).toHaveLength(1);
  });
});

describe('A shipment notice', () => {
  const post = async (path: string, resource_url: string) =>
    (
      await fetch(`${worker.url}${path}`, {
        method: 'POST',
        body: JSON.stringify({ resource_url, resource_type: 'SHIP_NOTIFY' }),
      })
    ).status;
  const webhook = `/webhooks/shipstation/${webhookSecret}`;

  it('becomes one parcel at Medusa, also when it is repeated', async () => {
    const id = place();
    await delivered(id);
    const { shipmentId } = (await askSandbox('POST', '/sandbox/ship', { orderKey: id, trackingNumber: 'T-1' })) as {
      shipmentId: number;
    };
    const address = `${sandbox.env.SHIPSTATION_URL}/shipments?shipmentId=${shipmentId}`;

    expect([await post(webhook, address), await post(webhook, address)]).toEqual([200, 200]);
    expect(outbox.parcels.filter(({ order }) => order === id)).toEqual([
      { order: id, id: String(shipmentId), tracking_number: 'T-1' },
    ]);
  });

  it.each([
    ['without the secret', '/webhooks/shipstation', 404],
    ['with another secret', `/webhooks/shipstation/${'b3'.repeat(32)}`, 404],
  ])('is refused %s', async (_, path, status) => {
    // The sweep may report earlier parcels at any time.
    const before = [...outbox.parcels];
    expect(await post(path, `${sandbox.env.SHIPSTATION_URL}/shipments`)).toBe(status);
    expect(outbox.parcels).toEqual(before);
  });

  it.each(['http://127.0.0.1:1/shipments', 'file:///etc/passwd', '', '/shipments'])(
    'leads nowhere but to the warehouse: %j',
    async (address) => {
      const before = [...outbox.parcels];
      expect(await post(webhook, address)).toBe(400);
      expect(outbox.parcels).toEqual(before);
    },
  );
});
