import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RedisClient } from '#kit/stores/redis.ts';
import type { TestRedis } from '#tests/support/backends/redis.ts';
import { redisServers } from '#tests/support/backends/redis-servers.ts';
import { openCostAccount } from './cost-account.ts';
import { sizes } from './quota.fixture.ts';
import { openQuota, type Quota } from './quota.ts';

/** Points that are restored each second: practically none during a test. */
const never = 1 / 86_400;

describe.each(redisServers)('Points in $title', ({ startServer }) => {
  let server: TestRedis;
  let redises: RedisClient[];
  /** Milliseconds by which the gateways' clock was advanced. */
  let elapsed = 0;

  beforeAll(async () => {
    server = await startServer();
    redises = await Promise.all([server.connect(), server.connect()]);
    // The gateway's timeout for Redis is a second; a busy machine may need longer for 300 concurrent commands.
    const servers = redises.flatMap((redis) => ('nodes' in redis ? redis.nodes() : [redis]));
    for (const one of servers) one.options.commandTimeout = 20_000;
  });
  afterAll(async () => {
    for (const redis of redises ?? []) redis.disconnect();
    await server?.remove();
  });

  /** Two gateways over one Redis. */
  const gateways = (burst: number, more: Partial<Parameters<typeof openQuota>[1]> = {}) =>
    redises.map((redis) => openQuota(redis, { ...sizes(burst, never), ...more })) as [Quota, Quota];

  it('are one bucket for several gateways, exact under concurrent requests', async () => {
    const both = gateways(1_000);
    const rateLimitKey = { kind: 'PARTNER', id: 'parallel' } as const;

    const takings = await Promise.all(
      Array.from({ length: 300 }, (_, index) => (both[index % 2] as Quota).consume(rateLimitKey, 1 + (index % 9))),
    );

    const taken = takings.reduce((sum, { retryAfterMs }, index) => sum + (retryAfterMs === 0 ? 1 + (index % 9) : 0), 0);
    expect(1_000 - taken).toBe((await both[0].consume(rateLimitKey, 1_000)).available);
    expect(taken).toBeGreaterThan(1_000 - 9);
    expect(taken).toBeLessThanOrEqual(1_000);
  });

  it('are refunded for all gateways when an operation costs less than its estimate', async () => {
    const [one, other] = gateways(1_000);
    const rateLimitKey = { kind: 'ANONYMOUS', id: 'refund' } as const;
    const accounts = Array.from({ length: 10 }, () => openCostAccount(one, rateLimitKey, 1_000));
    await Promise.all(accounts.map((costAccount) => costAccount.reserve(90)));
    for (const [index, costAccount] of accounts.entries()) costAccount.settle(index + 1);
    await one.close();

    expect((await other.consume(rateLimitKey, 1_000)).available).toBe(1_000 - 55);
  });

  it('are limited for all sessions of one address in total', async () => {
    const [quota] = gateways(100, { address: { burst: 250, perSecond: never } });
    const take = (id: string, network: string) => quota.consume({ kind: 'CUSTOMER', id, network }, 100);

    const waits = [];
    for (const key of ['s-1', 's-2', 's-3', 's-4']) waits.push((await take(key, '192.0.2.1')).retryAfterMs);

    expect(waits.map((wait) => wait === 0)).toEqual([true, true, false, false]);
    expect((await take('s-5', '192.0.2.2')).retryAfterMs).toBe(0);
  });

  it('are local to each gateway while Redis is unavailable, and shared again when it recovers', async () => {
    const now = () => performance.now() + elapsed;
    const ceilings = { ANONYMOUS: 300, CUSTOMER: 0, PARTNER: 0, CURATOR: 0 };
    const [one, other] = gateways(1_000, { localShare: 0.25, ceilings, now });
    const partner = { kind: 'PARTNER', id: 'outage' } as const;
    const visitor = { kind: 'ANONYMOUS', id: 'outage' } as const;
    await one.consume(partner, 900);

    await server.stop();
    const duringOutage = await one.consume(partner, 200);
    expect(duringOutage).toMatchObject({ retryAfterMs: 0, available: 50, size: { burst: 250 } });
    expect((await one.consume(partner, 51)).retryAfterMs).toBeGreaterThan(0);
    expect(await other.consume(partner, 250)).toMatchObject({ retryAfterMs: 0, available: 0 });
    // A bucket is never smaller than the maximum cost of one operation.
    expect(await one.consume(visitor, 300)).toMatchObject({ retryAfterMs: 0, size: { burst: 300 } });

    await server.start();
    await Promise.all(
      redises.map((redis) => redis.status === 'ready' || new Promise((resolve) => redis.once('ready', resolve))),
    );
    elapsed += 1_001;
    expect(await one.consume(partner, 1)).toMatchObject({ retryAfterMs: 0, size: { burst: 1_000 } });
  });
});
