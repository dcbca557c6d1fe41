import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testKey } from '#kit/graph/request-token.fixture.ts';
import { freePorts } from '#kit/process/port.ts';
import { cacheKeys, type Invalidation } from '#kit/stores/cache-keys.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import { startTestRedis, type TestRedis } from '#tests/support/backends/redis.ts';
import { eventually } from '#tests/support/graph.ts';
import { startInvalidation } from './index.ts';

const names = ['commerce', 'provenance', 'journal', 'search'] as const;
type Name = (typeof names)[number];

/** The feeds of four subgraphs over HTTP. A cursor is the number of tags before it. */
const feeds = {
  logs: new Map<string, string[]>(),
  /** Feeds whose subgraph is unavailable. */
  down: new Set<string>(),
  /** The cursors that each feed was asked for. */
  asked: [] as [name: string, after: string | null][],
};
const server = createServer(async (request, response) => {
  const name = request.url?.slice(1) as Name;
  const { after } = JSON.parse(Buffer.concat(await request.toArray()).toString()).variables;
  feeds.asked.push([name, after]);
  if (feeds.down.has(name)) return response.destroy();
  const log = feeds.logs.get(name) ?? [];
  const isWrong = after !== null && Number(after) > log.length;
  const tags = after === null ? [] : log.slice(Number(after), Number(after) + 2);
  // A moment, as a subgraph that waits for a change.
  if (tags.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const cursor = String(after === null ? log.length : Number(after) + tags.length);
  const page = { tags, changes: [], cursor, hasMore: Number(cursor) < log.length };
  const answer = isWrong
    ? { errors: [{ message: 'no cursor', extensions: { code: 'BAD_USER_INPUT' } }] }
    : { data: { page } };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
});

let redis: TestRedis;
let client: RedisClient;
let workers: { url: string; close(): Promise<void> }[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
  client = await redis.connect();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(async () => {
  await client.flushall();
  feeds.logs = new Map(names.map((name) => [name, []]));
  feeds.down.clear();
  feeds.asked = [];
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  workers = [];
});
afterAll(async () => {
  client.disconnect();
  server.close();
  server.closeAllConnections();
  await redis.remove();
});

async function start() {
  const [port] = await freePorts(1);
  const { port: at } = server.address() as AddressInfo;
  const env = Object.fromEntries(
    names.flatMap((name) => [
      [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${at}/${name}`],
      [`${name.toUpperCase()}_REQUEST_TOKEN_KEY`, testKey],
    ]),
  );
  const worker = await startInvalidation({
    ...env,
    ...{ INVALIDATION_PORT: String(port), REDIS_URL: redis.url, LOG_LEVEL: 'silent' },
  });
  workers.push(worker);
  return worker;
}

const happen = (name: Name, ...tags: string[]) => feeds.logs.get(name)?.push(...tags);
const published = async (): Promise<Invalidation[]> =>
  (await client.xrange(cacheKeys.events, '-', '+')).map(([, [, text = '{}']]) => JSON.parse(text));
/** The events of a scope, each as its tags. */
const publishedBy = async (name: Name) =>
  (await published()).filter(({ scope }) => scope === name).map(({ tags }) => tags.join());
const until = (name: Name, ...tags: string[]) =>
  eventually(
    () => publishedBy(name),
    (all) => tags.every((tag) => all.some((event) => event.split(',').includes(tag))),
  );
const cursors = () => client.hgetall(cacheKeys.cursors);

describe('The invalidation worker', () => {
  it('begins with everything, and publishes what each feed reports, in order, with the subgraph as scope', async () => {
    happen('commerce', 'product:before');
    await start();
    for (const name of names) await until(name, '*');
    happen('commerce', 'product:1', 'products', 'product:2');
    happen('journal', 'article:1');

    expect(await until('commerce', 'product:2')).toEqual(['*', 'product:1,products', 'product:2']);
    expect(await until('journal', 'article:1')).toEqual(['*', 'article:1']);
    expect([await publishedBy('provenance'), await publishedBy('search')]).toEqual([['*'], ['*']]);
    expect(await cursors()).toMatchObject({ commerce: '4', journal: '1' });
  });

  it('continues after a restart where the last event was published', async () => {
    const first = await start();
    for (const name of names) await until(name, '*');
    await first.close();
    workers = [];
    happen('provenance', 'material:1');
    await start();

    expect(await until('provenance', 'material:1')).toEqual(['*', 'material:1']);
    expect(await publishedBy('commerce')).toEqual(['*']);
  });

  it('invalidates everything when the cursors were lost, and does not go back', async () => {
    const first = await start();
    for (const name of names) await until(name, '*');
    await first.close();
    workers = [];
    happen('search', 'search');
    await client.del(cacheKeys.cursors);
    await start();
    const all = await eventually(
      () => publishedBy('search'),
      (events) => events.length === 2,
    );

    expect(all).toEqual(['*', '*']);
    expect(await cursors()).toMatchObject({ search: '1' });
  });

  it('invalidates everything of a subgraph that rejects its cursor', async () => {
    await client.hset(cacheKeys.cursors, { commerce: '7', provenance: '0', journal: '0', search: '0' });
    await start();

    expect(await until('commerce', '*')).toEqual(['*']);
    happen('journal', 'article:1');
    expect(await until('journal', 'article:1')).toEqual(['article:1']);
  });

  it('delays only the feed of an unavailable subgraph', async () => {
    await client.hset(cacheKeys.cursors, { commerce: '0', provenance: '0', journal: '0', search: '0' });
    feeds.down.add('commerce');
    const { url } = await start();
    happen('commerce', 'product:1');
    happen('provenance', 'material:1');
    await until('provenance', 'material:1');
    const health = await fetch(`${url}/health/ready`);
    const { feeds: times } = (await health.json()) as { feeds: Record<string, string | null> };
    const during = await publishedBy('commerce');
    feeds.down.clear();

    expect([health.status, during, times.commerce]).toEqual([200, [], null]);
    expect(Date.parse(times.provenance ?? '')).not.toBeNaN();
    expect(await until('commerce', 'product:1')).toEqual(['product:1']);
  });

  it('publishes what happened while Redis was unavailable', async () => {
    const { url } = await start();
    for (const name of names) await until(name, '*');
    await redis.stop();
    happen('commerce', 'product:1');
    const unready = await eventually(
      async () => (await fetch(`${url}/health/ready`)).status,
      (status) => status === 503,
    );
    await redis.start();
    client.disconnect();
    client = await redis.connect();

    expect(unready).toBe(503);
    expect(await until('commerce', 'product:1')).toContain('product:1');
  });

  it('may run twice', async () => {
    await Promise.all([start(), start()]);
    for (const name of names) await until(name, '*');
    happen('commerce', 'product:1', 'product:2', 'product:3');
    const events = await until('commerce', 'product:3');

    expect(new Set(events)).toEqual(new Set(['*', 'product:1,product:2', 'product:3']));
    expect(await eventually(cursors, ({ commerce }) => commerce === '3')).toMatchObject({ commerce: '3' });
  });
});
