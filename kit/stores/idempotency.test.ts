import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestRedis } from '#tests/support/backends/redis.ts';
import { redisServers } from '#tests/support/backends/redis-servers.ts';
import { createLog } from '../process/log.ts';
import { createIdempotencyStore, type RunOnce } from './idempotency.ts';
import { openRedis, type RedisClient } from './redis.ts';

const attempt = { scope: 'order ada', key: 'key-1', input: { cart: 'c-1' } };

describe.each(redisServers)('A request with an idempotency key in $title', ({ startServer }) => {
  let server: TestRedis;
  let redis: RedisClient;
  let once: RunOnce;
  let done: number;

  const work = async () => ({ order: ++done });

  beforeAll(async () => {
    server = await startServer();
    redis = await server.connect();
    once = createIdempotencyStore(redis);
  });

  beforeEach(async () => {
    await server.flush();
    done = 0;
  });

  afterAll(async () => {
    redis?.disconnect();
    await server?.remove();
  });

  it('is executed once, and returns the same outcome for a day', async () => {
    expect([await once(attempt, work), await once(attempt, work)]).toEqual([
      { outcome: { order: 1 } },
      { outcome: { order: 1 } },
    ]);
    const [name] = await server.keys('attempt:*');
    expect(await redis.ttl(name as string)).toBeGreaterThan(86_000);
    expect(name).not.toContain('key-1');
  });

  it('is independent of other keys and scopes', async () => {
    await once(attempt, work);
    await once({ ...attempt, key: 'key-2' }, work);
    await once({ ...attempt, scope: 'order eve' }, work);

    expect(done).toBe(3);
  });

  it('is refused when its key was used with another input', async () => {
    await once(attempt, work);

    expect(await once({ ...attempt, input: { cart: 'c-2' } }, work)).toBe('REUSED');
    expect(done).toBe(1);
  });

  it('is in progress until it ends', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = once(attempt, async () => {
      await promise;
      return work();
    });
    const others = await Promise.all(Array.from({ length: 20 }, () => once(attempt, work)));
    resolve();

    expect(new Set(others)).toEqual(new Set(['IN_PROGRESS']));
    expect(await first).toEqual({ outcome: { order: 1 } });
    expect(await once(attempt, work)).toEqual({ outcome: { order: 1 } });
  });

  it('releases its key when it fails or changed nothing', async () => {
    const failing = once(attempt, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    const refused = await once(
      attempt,
      async () => 'refused',
      () => false,
    );

    expect(refused).toEqual({ outcome: 'refused' });
    expect(await once(attempt, work)).toEqual({ outcome: { order: 1 } });
  });

  it('does not replace the record of a later request', async () => {
    const taken = JSON.stringify({ digest: 'd', attempt: 'another' });
    await once(attempt, async () => {
      const [name] = await server.keys('attempt:*');
      await redis.set(name as string, taken);
      return work();
    });
    const [name] = await server.keys('attempt:*');

    expect(await redis.get(name as string)).toBe(taken);
  });

  it('is not executed while Redis is unavailable', async () => {
    const unavailable = openRedis('redis://127.0.0.1:1', 'attempts', createLog('test', 'silent'));

    await expect(createIdempotencyStore(unavailable)(attempt, work)).rejects.toMatchObject({
      extensions: { code: 'BACKEND_UNAVAILABLE' },
    });
    expect(done).toBe(0);
    unavailable.disconnect();
  });
});
