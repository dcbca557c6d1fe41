import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';

import postgres, { type Sql } from 'postgres';
import { encrypt } from '#kit/process/encryption.ts';
import { freePorts } from '#kit/process/port.ts';
import { cacheKeys, type EventId, type Invalidation } from '#kit/stores/cache-keys.ts';
import { openPublisher } from '#kit/stores/cache-publisher.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import { type FakeEvents, startEvents } from '#tests/support/backends/order-events.ts';
import { type PartnerServer, startPartnerServer, verified } from '#tests/support/backends/partner-server.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { startTestRedis, type TestRedis } from '#tests/support/backends/redis.ts';
import { eventually } from '#tests/support/graph.ts';
import { type LocalWorker, startWorker } from '#tests/support/worker.ts';
import { toMessages } from './changes.ts';
import { openStore } from './store.ts';

jest.setTimeout(60_000);

let database: TestPostgres;
let redis: TestRedis;
let client: RedisClient;
let owner: Sql;
let events: FakeEvents;
let partner: PartnerServer;
let worker: LocalWorker;
let port: number;
let count = 0;

const secretKey = 'd4'.repeat(32);
const signingSecret = `whsec_${randomBytes(32).toString('base64')}`;

beforeAll(async () => {
  [port] = (await freePorts(1)) as [number];
  [database, redis, events, partner] = await Promise.all([
    startPostgres(),
    startTestRedis(),
    startEvents(),
    startPartnerServer(),
  ]);
  owner = postgres(database.urls.IDENTITY_OWNER_URL, { max: 2, onnotice: () => {} });
  client = await redis.connect();
  worker = await openWorker();
});

beforeEach(async () => {
  count += 1;
  await owner`update webhook_endpoint set deleted_at = now() where deleted_at is null`;
});

afterAll(async () => {
  await worker?.kill();
  client?.disconnect();
  await Promise.all([owner?.end(), events?.close(), partner?.close()]);
  await Promise.all([database?.remove(), redis?.remove()]);
});

const openWorker = () =>
  startWorker('workers/webhooks/index.ts', port, {
    WEBHOOKS_PORT: String(port),
    WEBHOOKS_DATABASE_URL: database.urls.WEBHOOKS_DATABASE_URL,
    WEBHOOK_SECRET_KEY: secretKey,
    WEBHOOK_PRIVATE_TARGETS: partner.host,
    WEBHOOK_INTERVAL_MS: '50',
    WEBHOOK_CHANGES_MS: '50',
    REDIS_URL: redis.url,
    MEDUSA_URL: events.url,
    MEDUSA_WORKER_TOKEN: 'worker',
  });

/** Registers an endpoint for these events and resolves to its path. */
async function register(...eventTypes: string[]): Promise<string> {
  const path = `/${count}`;
  const jwe = await encrypt(signingSecret, Buffer.from(secretKey, 'hex'));
  const [made] = await owner`insert into partner (name) values (${`Partner ${count}`}) returning id`;
  await owner`
    insert into webhook_endpoint (partner_id, url, event_types, secret_jwe)
    values (${made?.id}, ${`http://${partner.host}${path}`}, ${eventTypes}, ${jwe})`;
  return path;
}

const publish = (...invalidations: Invalidation[]) => openPublisher(client).publish(invalidations);
const last = async () => (await client.xrevrange(cacheKeys.events, '+', '-', 'COUNT', 1))[0]?.[0];
const position = async () => (await owner`select position from webhook_cursor`)[0]?.position as string | undefined;
/** Waits until the worker has read the whole stream. */
const untilRead = async () => {
  const end = (await last()) ?? '0-0';
  expect(await eventually(position, (read) => read === end)).toBe(end);
};
const contents = async (path: string, number: number) =>
  (await partner.at(path, number)).map((message) => {
    const { type, data } = verified(message, signingSecret) as { type: string; data: object };
    return { type, data };
  });

describe('Messages about changes', () => {
  it('are sent once for several events, signed, to endpoints that want their type', async () => {
    await publish({ tags: [] });
    await untilRead();
    const path = await register('PRICE_CHANGED', 'STOCK_CHANGED', 'ARTICLE_PUBLISHED', 'CACHE_INVALIDATED');
    await publish(
      { scope: 'commerce', tags: ['product:1', 'products'], changes: [{ kind: 'PRICE', id: '1' }] },
      { scope: 'provenance', tags: ['product:1'], changes: [{ kind: 'PRODUCT', id: '1' }] },
      { scope: 'commerce', tags: ['product:2'], changes: [{ kind: 'PRICE', id: '2' }] },
      { scope: 'journal', tags: ['article:a'], changes: [{ kind: 'ARTICLE', id: 'a' }] },
    );

    const messages = await contents(path, 3);
    expect(messages.sort((one, other) => (one.type < other.type ? -1 : 1))).toEqual([
      { type: 'article.published', data: { articleIds: ['a'] } },
      { type: 'cache.invalidated', data: { tags: ['product:1', 'products', 'product:2', 'article:a'] } },
      { type: 'price.changed', data: { productIds: ['1', '2'] } },
    ]);
  });

  it('wait for the gateways', async () => {
    const path = await register('CACHE_INVALIDATED');
    await untilRead();
    // A gateway that has not yet dropped anything. After three seconds it has, or it has no contact and keeps nothing.
    await client.hset(cacheKeys.gateways, 'slow', 'generation 0-0 1');
    await publish({ tags: ['product:3'] });
    const early = await eventually(
      async () => partner.received.filter((message) => message.path === path),
      (messages) => messages.length > 0,
      1_000,
    );
    const messages = await contents(path, 1);
    await client.del(cacheKeys.gateways);

    expect(early).toEqual([]);
    expect(messages).toEqual([{ type: 'cache.invalidated', data: { tags: ['product:3'] } }]);
  });

  it('survive a restart of the worker', async () => {
    const path = await register('STOCK_CHANGED');
    await untilRead();
    await worker.kill();
    await publish({ scope: 'commerce', tags: ['product:4'], changes: [{ kind: 'STOCK', id: '4' }] });
    worker = await openWorker();

    expect(await contents(path, 1)).toEqual([{ type: 'stock.changed', data: { productIds: ['4'] } }]);
  });

  it('say that everything is invalidated when events were lost', async () => {
    const path = await register('CACHE_INVALIDATED');
    await untilRead();
    await worker.kill();
    await client.del(cacheKeys.events);
    await publish({ tags: ['product:5'] });
    worker = await openWorker();

    expect(await contents(path, 1)).toEqual([{ type: 'cache.invalidated', data: { tags: ['*'] } }]);
  });

  it('are due a second apart, so that a large import does not flood an endpoint', async () => {
    await untilRead();
    await worker.kill();
    await register('CACHE_INVALIDATED');
    const store = openStore(database.urls.WEBHOOKS_DATABASE_URL, Buffer.from(secretKey, 'hex'));
    const before = (await store.position()) as EventId;
    const importOf = (id: EventId) =>
      toMessages(id, [{ tags: Array.from({ length: 1_200 }, (_, index) => `product:${index}`) }]);
    await store.receiveChanges(importOf('1790000000000-1'), before, '1790000000000-1');
    // Another worker has read on.
    await store.receiveChanges(importOf('1790000000000-2'), before, '1790000000000-2');
    await store.receiveChanges(importOf('1790000000000-3'), '1790000000000-1', before);
    await store.close();
    const due = await owner<{ due: number }[]>`
      select extract(epoch from next_attempt_at - min(next_attempt_at) over ())::float8 as due
      from webhook_delivery join webhook_endpoint as endpoint on endpoint.id = endpoint_id
      where endpoint.deleted_at is null order by next_attempt_at`;
    worker = await openWorker();

    expect(due.map(({ due }) => due)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('are not stored when no endpoint wants them', async () => {
    await publish({ tags: ['product:unwanted'], changes: [{ kind: 'PRODUCT', id: 'unwanted' }] });
    await untilRead();

    expect([...(await owner`select from webhook_event where body like '%unwanted%'`)]).toEqual([]);
  });
});

describe('A message about changes', () => {
  it('has each id once and at most 500, and the time of the last event', () => {
    const ids = Array.from({ length: 1_001 }, (_, index) => `prod_${index}`);
    const changes = [...ids, ...ids].map((id) => ({ kind: 'PRODUCT', id }));
    const messages = toMessages('1790000000000-3', [{ tags: ['product:prod_1', '*'], changes }]);

    const bodies = messages.map(({ body }) => JSON.parse(body));
    expect(messages.map(({ id }) => id)).toEqual([
      'evt_1790000000000-3_product.changed_0',
      'evt_1790000000000-3_product.changed_1',
      'evt_1790000000000-3_product.changed_2',
      'evt_1790000000000-3_cache.invalidated_0',
    ]);
    expect(bodies.slice(0, 3).flatMap(({ data }) => data.productIds)).toEqual(ids);
    expect(bodies[3]).toEqual({
      type: 'cache.invalidated',
      timestamp: new Date(1_790_000_000_000).toISOString(),
      data: { tags: ['*'] },
    });
  });
});
