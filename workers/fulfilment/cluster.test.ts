import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start as startSandbox } from '#simulators/shipstation/local.ts';
import { type FakeOutbox, startOutbox } from '#tests/support/backends/outbox.ts';
import { hasRedisServer, type TestRedis } from '#tests/support/backends/redis.ts';
import { startTestCluster } from '#tests/support/backends/redis-cluster.ts';
import { until } from '#tests/support/until.ts';
import { type LocalWorker, startWorker } from '#tests/support/worker.ts';
import { openDeadLetters } from './dead-letters.ts';

(hasRedisServer ? describe : describe.skip)('The queue of orders in a cluster of Redis', () => {
  let folder: string;
  let outbox: FakeOutbox;
  let redis: TestRedis;
  let sandbox: LocalBackend;
  let worker: LocalWorker;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'axiom-fulfilment-'));
    const [port, sandboxPort] = (await freePorts(2)) as [number, number];
    const secret = (name: string) => `secret-of-${name}`;
    const env = { SHIPSTATION_PORT: String(sandboxPort) };
    [outbox, redis, sandbox] = await Promise.all([
      startOutbox(),
      startTestCluster(),
      startSandbox({ dataDir: folder, env, secret, log: () => {} }),
    ]);
    worker = await startWorker('workers/fulfilment/index.ts', port, {
      FULFILMENT_PORT: String(port),
      FULFILMENT_URL: `http://127.0.0.1:${port}`,
      FULFILMENT_INTERVAL_MS: '100',
      FULFILMENT_ATTEMPTS: '2',
      FULFILMENT_BACKOFF_MS: '50',
      MEDUSA_URL: outbox.url,
      MEDUSA_WORKER_TOKEN: 'worker',
      REDIS_URL: redis.url,
      SHIPSTATION_WEBHOOK_SECRET: 'b2'.repeat(32),
      INVOICES_BUCKET: 'labels',
      ...sandbox.env,
    });
  });
  afterAll(async () => {
    await worker?.kill();
    await Promise.all([redis?.remove(), sandbox?.stop(), outbox?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  it('delivers an order, and keeps one that cannot be delivered until it is replayed', async () => {
    outbox.before = (path) => path !== 'GET /order_lost';
    outbox.waiting.add('order_1').add('order_lost');

    await until(async () => outbox.delivered.has('order_1') && outbox.failed.has('order_lost'));
    const letters = openDeadLetters(redis.url);
    expect(await letters.list()).toEqual([expect.objectContaining({ orderId: 'order_lost', attempts: 2 })]);
    outbox.before = () => true;
    expect(await letters.replay('all')).toBe(1);
    await until(async () => outbox.delivered.has('order_lost'));
    await letters.close();
    expect((await redis.keys('*bull*')).every((key) => key.startsWith('{bull}:'))).toBe(true);
  });
});
