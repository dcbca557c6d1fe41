import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '#kit/process/port.ts';
import { openFollower } from '#kit/stores/cache-follower.ts';
import { openPublisher, type Publisher } from '#kit/stores/cache-publisher.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import { startTestRedis, type TestRedis } from '#tests/support/backends/redis.ts';
import { until } from '#tests/support/until.ts';
import { startEdgePurges } from './index.ts';

let redis: TestRedis;
let edge: Server;
let worker: Awaited<ReturnType<typeof startEdgePurges>>;
let publisher: Publisher;
const connections: RedisClient[] = [];
/** The tags that the edge received, those of messages without tags left out. */
let purged: string[][] = [];
let heartbeats = 0;
let status = 200;

beforeAll(async () => {
  redis = await startTestRedis();
  edge = createServer(async (request, response) => {
    const { tags } = JSON.parse(await text(request)) as { tags: string[] };
    if (request.headers.authorization !== 'Bearer secret') response.statusCode = 401;
    else if (status !== 200) response.statusCode = status;
    else if (tags.length === 0) heartbeats += 1;
    else purged.push(tags);
    response.end();
  });
  await new Promise<void>((resolve) => edge.listen(0, '127.0.0.1', resolve));
  publisher = openPublisher(await connect());
  const [port] = await freePorts(1);
  worker = await startEdgePurges({
    EDGE_PURGES_PORT: String(port),
    LOG_LEVEL: 'silent',
    REDIS_URL: redis.url,
    EDGE_PURGE_URL: `http://127.0.0.1:${(edge.address() as AddressInfo).port}/edge/purge`,
    EDGE_PURGE_TOKEN: 'secret',
    EDGE_PURGE_INTERVAL_MS: '50',
  });
});
afterAll(async () => {
  await worker.close();
  for (const connection of connections) connection.disconnect();
  await redis.remove();
  edge.close();
});

async function connect(): Promise<RedisClient> {
  const connection = await redis.connect();
  connections.push(connection);
  return connection;
}

describe('The edge', () => {
  it('is purged as a whole when the worker starts, because it is unknown what has changed before', async () => {
    await until(async () => purged.length > 0);

    expect(purged).toEqual([['*']]);
  });

  it('hears that there is nothing to purge', async () => {
    const before = heartbeats;
    await until(async () => heartbeats > before + 1);
  });

  it('is purged after the gateways, by the tags of all subgraphs', async () => {
    const order: string[] = [];
    const gateway = openFollower(await connect(), 'gateway', {
      onEvents: () => order.push('gateway'),
      onReset: () => {},
    });
    await gateway.step();
    purged = [];
    await publisher.publish([
      { scope: 'commerce', tags: ['product:prod_1', 'products'] },
      { scope: 'search', tags: ['search', 'products'] },
    ]);
    const before = heartbeats;
    await gateway.step();
    await until(async () => {
      await gateway.step();
      if (purged.length > 0) order.push('edge');
      return purged.length > 0;
    });
    await gateway.leave();

    expect(order[0]).toBe('gateway');
    expect(order.at(-1)).toBe('edge');
    expect(purged.flat().sort()).toEqual(['product:prod_1', 'products', 'search']);
    expect(heartbeats).toBeGreaterThanOrEqual(before);
  });

  it('is purged later if it cannot be reached, and hears nothing before', async () => {
    purged = [];
    status = 500;
    await publisher.publish([{ scope: 'commerce', tags: ['product:prod_1'] }]);
    await publisher.publish([{ scope: 'journal', tags: ['article:a'] }]);
    status = 200;
    await until(async () => purged.flat().length >= 2);

    expect(new Set(purged.flat())).toEqual(new Set(['product:prod_1', 'article:a']));
  });
});
