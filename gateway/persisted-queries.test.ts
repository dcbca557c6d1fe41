import { hash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RedisClient } from '#kit/stores/redis.ts';
import type { TestRedis } from '#tests/support/backends/redis.ts';
import { redisServers } from '#tests/support/backends/redis-servers.ts';
import { type Reply, startTestGateway, type TestGateway } from './gateway.fixture.ts';
import { persistedQueryKey, sharePersistedQueries } from './persisted-queries.ts';

describe.each(redisServers)('With $title', ({ startServer }) => {
  let server: TestRedis;
  let redis: RedisClient;
  let gateways: TestGateway[];
  beforeAll(async () => {
    server = await startServer();
    redis = await server.connect();
    gateways = await Promise.all([0, 1].map(() => startTestGateway({ REDIS_URL: server.url })));
  });
  afterEach(() => server.flush());
  afterAll(async () => {
    redis.disconnect();
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await server.remove();
  });

  /** Sends a document by its hash, with its text where `query` is given. */
  async function send(gateway: number, sha256Hash: string, query?: string): Promise<Reply['body']> {
    const response = await fetch((gateways[gateway] as TestGateway).url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
    });
    return (await response.json()) as Reply['body'];
  }

  const codes = ({ errors = [] }: Reply['body']) => errors.map(({ extensions }) => extensions.code);
  const sha = (query: string) => hash('sha256', query);

  /** Resolves when the document is in Redis. */
  async function stored(query: string): Promise<void> {
    while ((await redis.exists(persistedQueryKey(sha(query)))) === 0) await new Promise(setImmediate);
  }

  describe('A persisted query', () => {
    it('that a client registered at one gateway is known to the other', async () => {
      const query = '{ product(id: "p1") { title } }';
      expect(codes(await send(0, sha(query)))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
      await send(0, sha(query), query);
      await stored(query);

      expect((await send(1, sha(query))).data).toEqual({ product: { title: 'Title of p1' } });
      expect(await redis.ttl(persistedQueryKey(sha(query)))).toBeGreaterThan(86_000);
    });

    it('is not shared if it is invalid', async () => {
      const query = '{ product(id: "p1") { unknown } }';
      await send(0, sha(query), query);
      const valid = '{ product(id: "p2") { id } }';
      await send(0, sha(valid), valid);
      await stored(valid);

      expect(await server.keys('persisted-query:*')).toEqual([persistedQueryKey(sha(valid))]);
      expect(codes(await send(1, sha(query)))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    });

    it('is not executed if Redis returns another text', async () => {
      await redis.set(persistedQueryKey(sha('{ products { id } }')), '{ secret }');

      expect(codes(await send(1, sha('{ products { id } }')))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    });

    it('is known to its gateway alone while Redis is unavailable', async () => {
      const query = '{ products { title } }';
      await server.stop();
      try {
        await send(0, sha(query), query);

        expect((await send(0, sha(query))).errors).toBeUndefined();
        expect(codes(await send(1, sha(query)))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
      } finally {
        await server.start();
        while ((await redis.ping().catch(() => '')) !== 'PONG') await new Promise(setImmediate);
      }
    });
  });

  describe('The documents in Redis', () => {
    const client = (id: string) => ({ kind: 'ANONYMOUS', id }) as const;
    const documents = (first: number, count: number) =>
      Array.from({ length: count }, (_, index) => `{ a${first + index} } #${'x'.repeat(32_000)}`);
    const share = async (queries: string[], key = client('1.2.3.4')) => {
      const { share } = sharePersistedQueries(redis);
      for (const query of queries) await share(sha(query), query, key);
      return (await server.keys('persisted-query:*')).length;
    };

    it('are limited in bytes for each client', async () => {
      expect(await share(documents(0, 6))).toBe(4);
      expect(await share(documents(10, 6), client('5.6.7.8'))).toBe(8);
    });

    it('are limited in bytes for all clients together', async () => {
      const { share } = sharePersistedQueries(redis);
      for (const [index, query] of documents(0, 300).entries()) await share(sha(query), query, client(`${index}`));

      // 8 MiB of documents of 32,210 bytes, and what is restored while they are stored.
      expect((await server.keys('persisted-query:*')).length).toBeGreaterThanOrEqual(260);
      expect((await server.keys('persisted-query:*')).length).toBeLessThan(270);
    });

    it('have at most 32,768 characters', async () => {
      expect(await share([`{ a } #${'x'.repeat(32_768)}`])).toBe(0);
    });
  });
});
