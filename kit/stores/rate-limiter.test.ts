import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestRedis } from '#tests/support/backends/redis.ts';
import { redisServers } from '#tests/support/backends/redis-servers.ts';
import { randomFrom } from '#tests/support/random.ts';
import { createLog } from '../process/log.ts';
import { freePorts } from '../process/port.ts';
import {
  type CellCharge,
  type CellResult,
  consumeCells,
  createRateLimiter,
  type Limit,
  type RateLimiter,
  rateLimiterLua,
  throttled,
} from './rate-limiter.ts';
import { openRedis, type RedisClient } from './redis.ts';

const silent = createLog('test', 'silent');

/** Nothing drains during a test: one unit per day. */
const perDay = (name: string, burst: number): Limit => ({ name, burst, perMinute: 1 / 1_440 });

describe.each(redisServers)('Leaky buckets in $title', ({ startServer }) => {
  let server: TestRedis;
  let redis: RedisClient;
  let buckets: RateLimiter;

  beforeAll(async () => {
    server = await startServer();
    redis = await server.connect();
    buckets = createRateLimiter(redis, { whenUnavailable: 'refuse' });
  });
  afterAll(async () => {
    redis?.disconnect();
    await server?.remove();
  });

  it('accept the burst and no more, with any number of concurrent charges', async () => {
    const limit = perDay('parallel', 10);

    const charges = await Promise.all(Array.from({ length: 100 }, () => buckets.consume(limit, 'one')));

    const remaining = charges.flatMap((consumed) => (consumed.allowed ? consumed.remaining : []));
    expect(remaining).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('are separate for each key and each limit', async () => {
    const [limit, other] = [perDay('apart', 1), perDay('apart-too', 1)];
    await buckets.consume(limit, 'one');

    const charges = [
      await buckets.consume(limit, 'one'),
      await buckets.consume(limit, 'two'),
      await buckets.consume(other, 'one'),
    ];

    expect(charges.map(({ allowed }) => allowed)).toEqual([false, true, true]);
  });

  it('are charged the cost, and always refuse a cost above the burst', async () => {
    const limit = perDay('cost', 10);

    const charges = [
      await buckets.consume(limit, 'one', 11),
      await buckets.consume(limit, 'one', 7),
      await buckets.consume(limit, 'one', 4),
      await buckets.consume(limit, 'one', 3),
    ];

    expect(charges).toEqual([
      { allowed: false, retryAfterMs: Number.POSITIVE_INFINITY, missing: 1 },
      { allowed: true, remaining: 3 },
      { allowed: false, retryAfterMs: expect.any(Number), missing: 1 },
      { allowed: true, remaining: 0 },
    ]);
  });

  it('are charged all or none, for several buckets', async () => {
    const [address, account] = [perDay('address', 5), perDay('account', 1)];
    const both = () =>
      buckets.consumeAll([
        { limit: address, key: 'a' },
        { limit: account, key: 'b' },
      ]);

    const charges = [await both(), await both(), await both(), await buckets.consume(address, 'a')];

    expect(charges).toEqual([
      { allowed: true, remaining: 0 },
      { allowed: false, retryAfterMs: expect.any(Number), missing: 1 },
      { allowed: false, retryAfterMs: expect.any(Number), missing: 1 },
      { allowed: true, remaining: 3 },
    ]);
  });

  it('are charged twice when named twice', async () => {
    const consume = { limit: perDay('twice', 3), key: 'one' };

    const charges = [
      await buckets.consumeAll([consume, consume]),
      await buckets.consumeAll([consume, consume]),
      await buckets.consumeAll([consume]),
    ];

    expect(charges.map(({ allowed }) => allowed)).toEqual([true, false, true]);
  });

  it('are refunded, and never below zero', async () => {
    const [limit, other] = [perDay('given', 10), perDay('given-too', 10)];
    await buckets.consumeAll([
      { limit, key: 'one', cost: 8 },
      { limit: other, key: 'one', cost: 3 },
    ]);
    await buckets.refundAll([
      { limit, key: 'one', cost: 5 },
      { limit: other, key: 'one', cost: 7 },
      { limit, key: 'never used', cost: 5 },
    ]);

    const charges = [
      await buckets.consume(limit, 'one', 8),
      await buckets.consume(limit, 'one', 7),
      await buckets.consume(other, 'one', 11),
      await buckets.consume(other, 'one', 10),
    ];

    expect(charges.map(({ allowed }) => allowed)).toEqual([false, true, false, true]);
    expect(await redis.exists('bucket:{attempts}:given:never used')).toBe(0);
  });

  it('expire when they are empty', async () => {
    await buckets.consume({ name: 'brief', burst: 10, perMinute: 6 }, 'one', 3);

    const left = await redis.pttl('bucket:{attempts}:brief:one');

    expect(left).toBeLessThanOrEqual(30_000);
    expect(left).toBeGreaterThan(20_000);
  });

  it('work after Redis has lost the script', async () => {
    const limit = perDay('forgotten', 2);
    await buckets.consume(limit, 'one');
    await redis.script('FLUSH');

    expect(await buckets.consume(limit, 'one')).toEqual({ allowed: true, remaining: 0 });
  });

  describe('at given times', () => {
    const start = 1_790_000_000_123_457;
    const lua = `local now = tonumber(ARGV[#ARGV]) ${rateLimiterLua}`;
    const pourThere = (cellCharges: CellCharge[], now: number) => {
      const numbers = cellCharges.flatMap(({ interval, burst, cost }) => [interval, burst, cost]);
      return redis.eval(
        lua,
        cellCharges.length,
        ...cellCharges.map(({ key }) => key),
        ...numbers,
        now,
      ) as Promise<CellResult>;
    };

    it('accept after the wait and not a millisecond before', async () => {
      const consume = (key: string, cost: number) => [{ key, interval: 8_571_429, burst: 10, cost }];
      await pourThere(consume('wait', 9), start);

      const [wait] = await pourThere(consume('wait', 4), start + 1_000_001);
      const wholeMilliseconds = Math.ceil(wait / 1_000) * 1_000;

      expect(wait).toBe(3 * 8_571_429 - 1_000_001);
      const early = await pourThere(consume('wait', 4), start + 1_000_001 + wholeMilliseconds - 1_000);
      const inTime = await pourThere(consume('wait', 4), start + 1_000_001 + wholeMilliseconds);
      expect([early[0] > 0, inTime]).toEqual([true, [0, 0]]);
    });

    it('compute the same as the buckets of the process', async () => {
      const next = randomFrom(7);
      const random = (bound: number) => Math.floor(next() * bound);
      const here = new Map<string, number>();
      let now = start;
      for (let round = 0; round < 300; round++) {
        // The clock is set back sometimes, and limits change.
        now += random(20) === 0 ? -random(900_000_000) : random(40_000_000);
        const cellCharges = Array.from({ length: 1 + random(3) }, () => ({
          key: `{same}:${random(4)}`,
          interval: 10_000_000 + random(20_000_000),
          burst: 1 + random(12),
          // Some are refunds.
          cost: random(4) === 0 ? -1 - random(5) : 1 + random(3),
        }));

        const there = await pourThere(cellCharges, now);

        expect(there).toEqual(consumeCells(here, cellCharges, now));
        const keys = Array.from({ length: 4 }, (_, index) => `{same}:${index}`);
        // They must expire by the given time only.
        await Promise.all(keys.map((key) => redis.persist(key)));
        expect(await redis.mget(keys)).toEqual(keys.map((key) => here.get(key)?.toString() ?? null));
      }
    });
  });
});

describe('Leaky buckets without Redis', () => {
  let redis: RedisClient;

  beforeAll(async () => {
    const [port] = await freePorts(1);
    redis = openRedis(`redis://127.0.0.1:${port}`, 'test', silent);
  });
  afterAll(() => redis.disconnect());

  it('reject with refuse', async () => {
    const buckets = createRateLimiter(redis, { whenUnavailable: 'refuse' });

    const consumed = buckets.consume(perDay('sign-in', 1), 'one');

    await expect(consumed).rejects.toMatchObject({ extensions: { code: 'BACKEND_UNAVAILABLE', system: 'Redis' } });
  });

  it('use buckets of the process with local', async () => {
    const buckets = createRateLimiter(redis, { whenUnavailable: 'local' });

    const charges = await Promise.all(Array.from({ length: 5 }, () => buckets.consume(perDay('read', 2), 'one')));

    expect(charges.map(({ allowed }) => allowed)).toEqual([true, true, false, false, false]);
  });

  it('keep the ten thousand of the process that were used last', () => {
    const here = new Map<string, number>();
    const drop = (key: string) => [{ key, interval: 1_000_000, burst: 1, cost: 1 }];

    for (let address = 0; address < 10_002; address++) consumeCells(here, drop(String(address)), 0);

    expect([here.size, here.has('1'), here.has('2')]).toEqual([10_000, false, true]);
  });
});

describe('A refusal', () => {
  it('reports how long to wait', () => {
    expect(throttled({ allowed: false, retryAfterMs: 1_250 }).toJSON()).toEqual({
      message: 'Too many attempts; try again later.',
      extensions: { code: 'THROTTLED', retryAfterMs: 1_250 },
    });
  });

  it('reports no wait when waiting does not help', () => {
    expect(throttled({ allowed: false, retryAfterMs: Number.POSITIVE_INFINITY }).extensions).toEqual({
      code: 'THROTTLED',
    });
  });
});
