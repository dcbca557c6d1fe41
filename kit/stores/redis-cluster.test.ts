import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hasRedisServer } from '#tests/support/backends/redis.ts';
import { startTestCluster, type TestCluster, type TestNode } from '#tests/support/backends/redis-cluster.ts';
import { until } from '#tests/support/until.ts';
import { openFollower } from './cache-follower.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { checkRedis, deleteMany, fromRedis, getMany, type RedisClient } from './redis.ts';

const unavailable = { extensions: { code: 'BACKEND_UNAVAILABLE', system: 'Redis' } };
const perDay = (name: string) => ({ name, burst: 10, perMinute: 1 / 1_440 });

(hasRedisServer ? describe : describe.skip)('A cluster of Redis', () => {
  let cluster: TestCluster;
  let redis: RedisClient;
  let nodes: [TestNode, TestNode, TestNode, TestNode];

  beforeAll(async () => {
    cluster = await startTestCluster({ replicaOf: 1 });
    nodes = cluster.nodes as typeof nodes;
  });
  beforeEach(async () => {
    redis = await cluster.connect();
  });
  afterEach(() => redis.disconnect());
  afterAll(() => cluster?.remove());

  it('reads and deletes keys of any slots together', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    await Promise.all(keys.slice(1).map((key, index) => redis.set(key, String(index))));

    expect(await getMany(redis, keys)).toEqual([null, ...keys.slice(1).map((_, index) => String(index))]);
    expect(await deleteMany(redis, keys)).toBe(19);
    expect(await getMany(redis, keys)).toEqual(keys.map(() => null));
    expect([await getMany(redis, []), await deleteMany(redis, [])]).toEqual([[], 0]);
  });

  it('refuses a script over keys of several slots', async () => {
    const buckets = createRateLimiter(redis, { whenUnavailable: 'refuse', prefix: 'untagged:' });

    const charged = buckets.consumeAll([
      { limit: perDay('a'), key: 'one' },
      { limit: perDay('b'), key: 'two' },
    ]);

    await expect(charged).rejects.toMatchObject(unavailable);
    expect(await cluster.keys('untagged:*')).toEqual([]);
  });

  describe('while a slot moves to another node', () => {
    const tag = '{moving}';
    const [one, two] = [`${tag}:a:one`, `${tag}:b:two`] as const;
    const migrate = async (from: TestNode, to: TestNode, key: string) => {
      const [host, port] = to.address.split(':') as [string, string];
      await from.admin.call('MIGRATE', host, port, key, 0, 5_000, 'AUTH', from.admin.options.password as string);
    };

    it('serves its keys and charges its buckets exactly', async () => {
      // The slot is of the third node.
      const [target, , owner] = nodes;
      const slot = Number(await owner.admin.cluster('KEYSLOT', tag));
      const buckets = createRateLimiter(redis, { whenUnavailable: 'refuse', prefix: `${tag}:` });
      const chargeBoth = () =>
        buckets.consumeAll([
          { limit: perDay('a'), key: 'one' },
          { limit: perDay('b'), key: 'two' },
        ]);
      await chargeBoth();
      await target.admin.cluster('SETSLOT', slot, 'IMPORTING', owner.id);
      await owner.admin.cluster('SETSLOT', slot, 'MIGRATING', target.id);
      await migrate(owner, target, one);

      // ASK for the key that has moved, and for a new one.
      expect(await redis.exists(one)).toBe(1);
      expect(await redis.exists(two)).toBe(1);
      expect(await redis.set(`${tag}:new`, 'here')).toBe('OK');
      expect(await target.admin.call('CLUSTER', 'COUNTKEYSINSLOT', slot)).toBe(2);
      // TRYAGAIN while the two buckets are at two nodes.
      const waiting = chargeBoth();
      await migrate(owner, target, two);
      expect(await waiting).toEqual({ allowed: true, remaining: 8 });

      for (const { admin } of nodes.slice(0, 3)) await admin.cluster('SETSLOT', slot, 'NODE', target.id);
      // MOVED.
      expect(await chargeBoth()).toEqual({ allowed: true, remaining: 7 });
      expect(await redis.get(`${tag}:new`)).toBe('here');
    });
  });

  it('fails commands for a failed master only, and serves them when a replica has replaced it', async () => {
    const [, master, , replica] = nodes;
    // Keys of the second and the first node.
    const [lost, kept] = ['{c}', '{b}'] as const;
    const dropped: string[] = [];
    const follower = openFollower(redis, 'gateway', { onEvents: () => {}, onReset: () => dropped.push('all') });
    await redis.set(lost, 'lost');
    await redis.set(kept, 'kept');
    await follower.step();
    await until(async () => (await replica.admin.dbsize()) === (await master.admin.dbsize()));

    await master.kill();

    await expect(fromRedis(redis.get(lost))).rejects.toMatchObject(unavailable);
    await expect(follower.step()).rejects.toThrow();
    expect(await replica.admin.info('replication')).toContain('role:slave');
    expect(await redis.get(kept)).toBe('kept');
    await expect(fromRedis(getMany(redis, [lost, kept]))).rejects.toMatchObject(unavailable);
    await checkRedis(redis);

    await until(async () => (await redis.get(lost).catch(() => null)) === 'lost');
    expect(await replica.admin.info('replication')).toContain('role:master');
    // A node that has not learned of the promotion yet may name the failed master once more.
    await until(async () => (await redis.set(lost, 'found').catch(() => null)) === 'OK');
    // The stream of invalidations is there too. Its last events may be lost.
    await until(async () => {
      await follower.step().catch(() => {});
      return dropped.length > 1;
    });
    expect(dropped).toEqual(['all', 'all']);
  });

  it('fails commands at once while no node is available, and does not send them later', async () => {
    const key = '{c}';
    await redis.set(key, 'before');
    await cluster.stop();

    const refused = [redis.set(key, 'later'), redis.eval('return 1', 1, key), redis.multi().set(key, 'later').exec()];
    for (const command of refused) await expect(fromRedis<unknown>(command)).rejects.toMatchObject(unavailable);
    await expect(checkRedis(redis)).rejects.toMatchObject(unavailable);

    await cluster.start();
    await until(async () => (await redis.get(key).catch(() => null)) !== null);
    expect(await redis.get(key)).toBe('before');
  });
});
