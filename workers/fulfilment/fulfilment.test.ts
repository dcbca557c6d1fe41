import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isAlive } from '#kit/process/children.ts';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start as startRedis } from '#simulators/redis/local.ts';
import { start as startSandbox } from '#simulators/shipstation/local.ts';
import { startTestBucket } from '#tests/support/backends/bucket.ts';
import { type FakeOutbox, startOutbox } from '#tests/support/backends/outbox.ts';
import { eventually } from '#tests/support/graph.ts';
import { type LocalWorker, startWorker } from '#tests/support/worker.ts';
import { openDeadLetters } from './dead-letters.ts';

/** Services are killed and started again. */
jest.setTimeout(60_000);

let folder: string;
let outbox: FakeOutbox;
let bucket: Awaited<ReturnType<typeof startTestBucket>>;
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
  [outbox, redis, sandbox, bucket] = await Promise.all([startOutbox(), openRedis(), openSandbox(), startTestBucket()]);
  worker = await openWorker();
});

beforeEach(() => {
  outbox.before = () => true;
});

afterAll(async () => {
  await worker?.kill();
  await Promise.all([redis?.stop(), sandbox?.stop(), outbox?.close(), bucket?.remove()]);
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
    ...bucket.env,
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
        customerNotes: 'Ring twice.',
        internalNotes: 'Wrap as a gift. Enclose no document with prices.',
        ...{ gift: true, giftMessage: 'For you' },
        items: [
          {
            ...{ lineItemKey: 'ordli_1', sku: 'BOX', name: 'Box', quantity: 2, unitPrice: 92.5 },
            options: [
              { name: 'Initials', value: 'AL' },
              { name: 'Edition', value: '7 of 50' },
            ],
          },
        ],
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

describe('An order that its buyer cancels', () => {
  const answerFor = (id: string) =>
    eventually(
      async () => outbox.answers.get(id),
      (answer) => answer !== undefined,
    );
  const statusOf = async (id: string) => {
    const { orders } = (await askSandbox('GET', '/orders')) as { orders: { orderKey: string; orderStatus: string }[] };
    return orders.filter(({ orderKey }) => orderKey === id).map(({ orderStatus }) => orderStatus);
  };

  it('is stopped at the warehouse, also before it was delivered, and is not revived by a late delivery', async () => {
    const [known, unknown] = [place(), `order_${++count}`];
    await delivered(known);
    outbox.canceling.add(known).add(unknown);
    const answers = [await answerFor(known), await answerFor(unknown)];
    outbox.waiting.add(unknown);
    await delivered(unknown);

    expect(answers).toEqual(['stopped', 'stopped']);
    expect([await statusOf(known), await statusOf(unknown)]).toEqual([['cancelled'], ['cancelled']]);
  });

  it('stays as it is once a parcel of it has left', async () => {
    const [whole, part] = [place(), place()];
    await Promise.all([delivered(whole), delivered(part)]);
    await askSandbox('POST', '/sandbox/ship', { orderKey: whole, trackingNumber: 'T-1' });
    const items = [{ lineItemKey: 'ordli_1', quantity: 1 }];
    await askSandbox('POST', '/sandbox/ship', { orderKey: part, trackingNumber: 'T-2', items });
    outbox.canceling.add(whole).add(part);

    expect([await answerFor(whole), await answerFor(part)]).toEqual(['left', 'left']);
    expect([await statusOf(whole), await statusOf(part)]).toEqual([['shipped'], ['awaiting_shipment']]);
  });

  it('is asked about again where the worker is killed before Medusa has the answer', async () => {
    const id = place();
    await delivered(id);
    const reached = atFirst(
      (path) => path === `POST /worker/cancellations/${id}`,
      () => {
        void worker.kill();
        return false;
      },
    );
    outbox.canceling.add(id);
    await reached;
    await worker.kill();
    worker = await openWorker();

    expect(await answerFor(id)).toBe('stopped');
    expect(await statusOf(id)).toEqual(['cancelled']);
  });
});

describe('The label of a return', () => {
  interface Label {
    shipmentId: number;
    voided: boolean;
    trackingNumber: string;
  }
  const labelsAt = async (id: string) =>
    ((await askSandbox('GET', `/shipments?recipientName=${id}`)) as { shipments: Label[] }).shipments;
  const request = () => {
    const id = `return_${++count}`;
    outbox.labeling.set(id, 'create');
    return id;
  };
  const ended = (id: string) =>
    eventually(
      async () => outbox.labeling.has(id),
      (isWaiting) => !isWaiting,
      30_000,
    );
  const validAt = async (id: string) =>
    (await labelsAt(id)).filter(({ voided }) => !voided).map(({ shipmentId }) => String(shipmentId));

  it('is bought once, and its PDF file is in the bucket', async () => {
    const id = request();
    await ended(id);
    const [bought, ...others] = await labelsAt(id);
    const label = outbox.labels.get(id);
    const { Body, ContentType } = await bucket.client.send(
      new GetObjectCommand({ Bucket: 'invoices', Key: label?.file }),
    );

    expect(others).toEqual([]);
    expect(label).toEqual({
      shipment_id: String(bought?.shipmentId),
      file: `return-labels/${id}/${bought?.shipmentId}.pdf`,
      tracking_number: bought?.trackingNumber,
      tracking_url: `https://carrier.axiom.example/parcels/${bought?.trackingNumber}`,
      carrier: 'sandbox',
      created_at: expect.any(String),
    });
    expect(ContentType).toBe('application/pdf');
    expect((await Body?.transformToString())?.slice(0, 5)).toBe('%PDF-');
    // A label without an order is no parcel of one.
    expect(outbox.parcels.some((parcel) => parcel.id === label?.shipment_id)).toBe(false);
  });

  it('is the only valid one where the worker is killed before Medusa has recorded it', async () => {
    const reached = atFirst(
      (path) => path.startsWith('POST /worker/return-labels/'),
      () => {
        void worker.kill();
        return false;
      },
    );
    const id = request();
    await reached;
    await worker.kill();
    worker = await openWorker();
    await ended(id);

    expect(await labelsAt(id)).toHaveLength(2);
    expect(await validAt(id)).toEqual([outbox.labels.get(id)?.shipment_id]);
  });

  it('is voided where another worker has recorded one in the meantime', async () => {
    const reached = atFirst(
      (path) => path.startsWith('POST /worker/return-labels/'),
      () => {
        outbox.claims.set(id, { token: 'of another worker', until: Number.POSITIVE_INFINITY });
        outbox.labeling.delete(id);
        return true;
      },
    );
    const id = request();
    await reached;
    const valid = await eventually(
      () => validAt(id),
      (labels) => labels.length === 0,
    );

    expect(valid).toEqual([]);
    expect(await labelsAt(id)).toHaveLength(1);
    expect(outbox.labels.has(id)).toBe(false);
  });

  it('is voided when the return is canceled', async () => {
    const id = request();
    await ended(id);
    const before = await validAt(id);
    outbox.labeling.set(id, 'void');
    await ended(id);

    expect([before.length, await validAt(id)]).toEqual([1, []]);
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
      { order: id, id: String(shipmentId), tracking_number: 'T-1', carrier: 'sandbox' },
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
