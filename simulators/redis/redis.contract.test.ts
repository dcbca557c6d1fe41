import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { findProgram } from '#kit/process/program.ts';
import { start } from './local.ts';

/**
 * How this system uses Redis, through its client. Tests the simulator, `redis-server` when it is on the PATH, and the
 * server at CONTRACT_REDIS_URL.
 */
const servers: { title: string; env: Record<string, string | undefined> }[] = [
  { title: 'The Redis simulator', env: { PATH: '' } },
  ...((await findProgram('redis-server', process.env.PATH))
    ? [{ title: 'redis-server', env: { PATH: process.env.PATH } }]
    : []),
  ...(process.env.CONTRACT_REDIS_URL
    ? [{ title: 'The server at CONTRACT_REDIS_URL', env: { REDIS_URL: process.env.CONTRACT_REDIS_URL } }]
    : []),
];

describe.each(servers)('$title', ({ env }) => {
  const prefix = `contract:${randomUUID()}:`;
  let dataDir: string;
  let backend: LocalBackend;
  let redis: Redis;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'redis-'));
    const [port] = await freePorts(1);
    const secret = () => 'a'.repeat(64);
    backend = await start({ dataDir, env: { ...env, REDIS_PORT: String(port) }, secret, log: () => {} });
    redis = new Redis(backend.env.REDIS_URL as string, { keyPrefix: prefix });
  });
  afterAll(async () => {
    const keys = await redis.keys(`${prefix}*`);
    if (keys.length > 0) await redis.del(keys.map((key) => key.slice(prefix.length)));
    redis.disconnect();
    await backend.stop();
    await rm(dataDir, { recursive: true });
  });

  it('reports its version, and its address has no password', () => {
    expect(backend.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(new URL(backend.address).password).toBe('');
  });

  it('refuses clients without the password', async () => {
    const url = new URL(backend.env.REDIS_URL as string);
    if (!url.password) return expect(env.REDIS_URL).toBeDefined();
    url.password = '';
    const stranger = new Redis(url.href, { retryStrategy: () => null });
    stranger.on('error', () => {});

    const asked = stranger.get('anything');

    await expect(asked).rejects.toThrow('NOAUTH');
    stranger.disconnect();
  });

  it('stores strings, and with NX only when the key is free', async () => {
    const answers = [
      await redis.set('string', 'first', 'EX', 60, 'NX'),
      await redis.set('string', 'second', 'PX', 60_000, 'NX'),
      await redis.get('string'),
      await redis.incrby('count', 3),
    ];

    expect(answers).toEqual(['OK', null, 'first', 3]);
  });

  it('returns a value once and deletes it', async () => {
    await redis.set('challenge', 'once', 'EX', 60);

    const answers = [await redis.getdel('challenge'), await redis.getdel('challenge')];

    expect(answers).toEqual(['once', null]);
  });

  it('deletes expired keys', async () => {
    await redis.set('brief', 'here', 'PX', 40);
    await redis.set('lasting', 'here', 'EX', 60);
    await redis.pexpire('lasting', 30_000);

    const before = await redis.exists('brief');
    await sleep(120);

    expect([before, await redis.get('brief'), await redis.exists('brief')]).toEqual([1, null, 0]);
    expect(await redis.pttl('lasting')).toBeGreaterThan(20_000);
    expect(await redis.ttl('brief')).toBe(-2);
  });

  it('stores hashes', async () => {
    await redis.hset('hash', { name: 'Aurelia', visits: 1 });
    await redis.hincrby('hash', 'visits', 2);

    expect(await redis.hgetall('hash')).toEqual({ name: 'Aurelia', visits: '3' });
    expect(await redis.hmget('hash', 'name', 'none')).toEqual(['Aurelia', null]);
  });

  it('stores sets', async () => {
    await redis.sadd('set', 'a', 'b', 'b', 'c');
    await redis.srem('set', 'c');

    expect((await redis.smembers('set')).sort()).toEqual(['a', 'b']);
    expect([await redis.sismember('set', 'a'), await redis.sismember('set', 'c')]).toEqual([1, 0]);
  });

  it('stores sorted sets', async () => {
    await redis.zadd('ranks', 3, 'c', 1, 'a', 2, 'b');
    await redis.zremrangebyscore('ranks', '-inf', '1');

    expect(await redis.zrange('ranks', '0', '-1', 'WITHSCORES')).toEqual(['b', '2', 'c', '3']);
    expect(await redis.zrangebyscore('ranks', '(2', '+inf')).toEqual(['c']);
  });

  it('stores lists, and wakes clients that wait for an item', async () => {
    const waiting = redis.duplicate();

    const item = waiting.blpop('list', 2);
    await redis.rpush('list', 'x');

    expect(await item).toEqual([`${prefix}list`, 'x']);
    waiting.disconnect();
  });

  it('applies a transaction as a whole, and not at all when a watched key has changed', async () => {
    const done = await redis.multi().set('one', '1').incr('one').get('one').exec();
    const other = redis.duplicate();
    await other.watch('one');
    await redis.set('one', 'changed');
    const refused = await other.multi().set('one', 'overwritten').exec();

    expect(done).toEqual([
      [null, 'OK'],
      [null, 2],
      [null, '2'],
    ]);
    expect(refused).toBeNull();
    expect(await redis.get('one')).toBe('changed');
    other.disconnect();
  });

  it('returns the results of a pipeline in order, including errors', async () => {
    await redis.set('text', 'not a number');

    const answers = await redis.pipeline().set('p', '1').incr('text').get('p').exec();

    expect(answers?.map(([error, value]) => error?.message ?? value)).toEqual([
      'OK',
      expect.stringContaining('not an integer'),
      '1',
    ]);
  });

  it('delivers messages to subscribers', async () => {
    const subscriber = redis.duplicate();
    const channel = `${prefix}news`;
    await subscriber.subscribe(channel);
    const heard = new Promise((resolve) => subscriber.once('message', (...message) => resolve(message)));

    await redis.publish(channel, 'hello');

    expect(await heard).toEqual([channel, 'hello']);
    subscriber.disconnect();
  });

  it('delivers a stream to a consumer group until each entry is acknowledged', async () => {
    await redis.xgroup('CREATE', 'orders', 'couriers', '$', 'MKSTREAM');
    const id = (await redis.xadd('orders', '*', 'order', '1')) as string;

    const taken = await redis.xreadgroup('GROUP', 'couriers', 'me', 'COUNT', 10, 'STREAMS', 'orders', '>');
    const [count, first, last] = await redis.xpending('orders', 'couriers');
    const acknowledged = await redis.xack('orders', 'couriers', id);

    expect(taken).toEqual([[`${prefix}orders`, [[id, ['order', '1']]]]]);
    expect([count, first, last]).toEqual([1, id, id]);
    expect(acknowledged).toBe(1);
    expect((await redis.xpending('orders', 'couriers'))[0]).toBe(0);
  });

  it('runs a script by its digest, with the clock of the server', async () => {
    redis.defineCommand('stamp', {
      numberOfKeys: 1,
      lua: `local time = redis.call('TIME')
        redis.call('SET', KEYS[1], time[1], 'PX', ARGV[1])
        return { redis.call('GET', KEYS[1]), tostring(1.5), redis.call('PTTL', KEYS[1]) > 0 }`,
    });
    const { stamp } = redis as unknown as { stamp(key: string, ttl: number): Promise<[string, string, number]> };

    const [seconds, fraction, expires] = await stamp.call(redis, 'stamp', 60_000);

    expect(Math.abs(Number(seconds) - Date.now() / 1_000)).toBeLessThan(60);
    expect([fraction, expires]).toEqual(['1.5', 1]);
    expect(await redis.get('stamp')).toBe(seconds);
  });

  it('scans keys by pattern', async () => {
    await redis.mset('walk:1', 'a', 'walk:2', 'b', 'walked', 'c');
    const found: string[] = [];

    for await (const keys of redis.scanStream({ match: `${prefix}walk:*` })) found.push(...(keys as string[]));

    expect(found.sort()).toEqual([`${prefix}walk:1`, `${prefix}walk:2`]);
  });
});
