import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLog } from '#kit/process/log.ts';
import type { TestRedis } from '#tests/support/backends/redis.ts';
import { redisServers } from '#tests/support/backends/redis-servers.ts';
import { until } from '#tests/support/until.ts';
import { type Follower, type FollowerHandlers, follow, openFollower } from './cache-follower.ts';
import { cacheKeys, type Invalidation, retainedEvents } from './cache-keys.ts';
import { openPublisher, type Publisher } from './cache-publisher.ts';
import type { RedisClient } from './redis.ts';

const change: Invalidation = { scope: 'commerce', tags: ['product:prod_1', 'products'] };

describe.each(redisServers)('The stream of invalidations in $title', ({ startServer }) => {
  let server: TestRedis;
  let connections: RedisClient[];
  let publisher: Publisher;
  /** What was added to the clocks of this process. */
  let later = 0;
  const advance = (milliseconds: number) => {
    later += milliseconds;
  };

  const connect = async () => {
    const redis = await server.connect();
    connections.push(redis);
    return redis;
  };

  /** A gateway that steps when the test calls it. */
  const gateway = async (name: string) => {
    const seen: string[] = [];
    const handlers: FollowerHandlers = {
      onEvents: (events) => seen.push(...events.flatMap(({ invalidation }) => invalidation.tags)),
      onReset: (_, retained) => seen.push(`reset ${retained.flatMap(({ invalidation }) => invalidation.tags)}`),
    };
    const follower = openFollower(await connect(), name, handlers, { wait: 10 });
    return Object.assign(follower, { seen });
  };

  /** A gateway with contact. */
  const followingGateway = async (name: string) => {
    const opened = await gateway(name);
    await opened.step();
    opened.seen.length = 0;
    return opened;
  };

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    connections = [];
    const [now, wall] = [performance.now.bind(performance), Date.now];
    jest.spyOn(performance, 'now').mockImplementation(() => now() + later);
    jest.spyOn(Date, 'now').mockImplementation(() => wall() + later);
    publisher = openPublisher(await connect());
    // A reply after that of the publisher's first question.
    await publisher.gateways();
    // A registry that was just created may be incomplete.
    advance(21_000);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await server.flush();
    for (const each of connections) each.disconnect();
  });

  it('is acknowledged when every gateway has dropped what changed', async () => {
    const [one, two] = [await followingGateway('one'), await followingGateway('two')];
    const published = await publisher.publish([change]);

    await one.step();
    expect(await publisher.acknowledged(published, 0)).toBe(false);
    await two.step();
    expect(await publisher.acknowledged(published, 0)).toBe(true);
    expect([one.seen, two.seen]).toEqual([change.tags, change.tags]);
  });

  it('is acknowledged 3 seconds later when a gateway is silent, which has no contact by then', async () => {
    const silent = await followingGateway('silent');
    const published = await publisher.publish([change]);

    advance(2_900);
    expect(await publisher.acknowledged(published, 0)).toBe(false);
    advance(200);
    expect(await publisher.acknowledged(published, 0)).toBe(true);
    expect(silent.silence()).toBeGreaterThan(3_000);
  });

  it('is not acknowledged by a gateway that left, nor waits for it', async () => {
    const [one, two] = [await followingGateway('one'), await followingGateway('two')];
    await two.leave();
    const published = await publisher.publish([change]);
    await one.step();

    expect(await publisher.acknowledged(published, 0)).toBe(true);
    expect((await publisher.gateways()).map(({ name, behind }) => [name, behind])).toEqual([['one', 0]]);
  });

  it('does not believe a registry that may be incomplete', async () => {
    const newcomer = openPublisher(await connect());
    const published = await newcomer.publish([change]);

    expect(await newcomer.acknowledged(published, 0)).toBe(false);
    advance(3_100);
    expect(await newcomer.acknowledged(published, 0)).toBe(true);
  });

  it('publishes again what Redis has lost', async () => {
    const published = await publisher.publish([change]);
    await server.flush();
    advance(10_000);

    expect(await publisher.acknowledged(published, 0)).toBe(false);
    const newcomer = await gateway('newcomer');
    await newcomer.step();
    expect(newcomer.seen).toEqual([`reset ${change.tags}`]);
  });

  it('is not acknowledged while Redis is unavailable', async () => {
    const published = await publisher.publish([change]);
    connections[0]?.disconnect();
    advance(10_000);

    expect(await publisher.acknowledged(published, 0)).toBe(false);
    await expect(publisher.publish([change])).rejects.toMatchObject({ extensions: { code: 'BACKEND_UNAVAILABLE' } });
  });

  it('moves the cursors of feeds together with their events', async () => {
    const before = await publisher.cursors();
    await publisher.publish([change, { tags: ['*'] }], { commerce: '41', journal: 'a' });
    const gateway = await followingGateway('one');
    await publisher.publish([change], { commerce: '42' });
    await gateway.step();

    expect(before).toEqual({});
    expect(await publisher.cursors()).toEqual({ commerce: '42', journal: 'a' });
    expect(gateway.seen).toEqual(change.tags);
  });

  it('is resumed where a gateway without contact stopped', async () => {
    const gateway = await followingGateway('one');
    await publisher.publish([change]);
    advance(60_000);
    expect(gateway.silence()).toBeGreaterThan(60_000);

    await gateway.step();

    expect(gateway.seen).toEqual(change.tags);
    expect(gateway.silence()).toBeLessThan(10_000);
  });

  it('gives no contact to a gateway that has not read to its end', async () => {
    const lagging = await followingGateway('one');
    await publisher.publish(Array.from({ length: 501 }, () => change));
    advance(60_000);

    await lagging.step();
    expect(lagging.silence()).toBeGreaterThan(60_000);
    await lagging.step();
    expect(lagging.silence()).toBeLessThan(10_000);
    expect(lagging.seen).toHaveLength(1_002);
  });

  it('gives no contact to a gateway that was registered after an event that it has not read', async () => {
    const starting = await gateway('one');
    const redis = connections.at(-1) as RedisClient;
    const read = redis.xread.bind(redis) as (...args: unknown[]) => Promise<never>;
    jest.spyOn(redis, 'xread').mockImplementationOnce(async (...args: unknown[]) => {
      const reply = await read(...args);
      expect(await publisher.acknowledged(await publisher.publish([change]), 1_000)).toBe(true);
      return reply;
    });

    await starting.step();
    expect(starting.silence()).toBe(Number.POSITIVE_INFINITY);
    await starting.step();
    expect(starting.seen).toEqual(['reset ', ...change.tags]);
    expect(starting.silence()).toBeLessThan(10_000);
  });

  it.each([
    ['the data of Redis is gone', () => server.flush()],
    ['the stream is gone', async (redis: RedisClient) => void (await redis.del(cacheKeys.events))],
    ['the registry is gone', async (redis: RedisClient) => void (await redis.del(cacheKeys.gateways))],
    [
      'its registration was rolled back',
      async (redis: RedisClient) => void (await redis.hset(cacheKeys.gateways, 'one', 'x 0-1 1')),
    ],
    ['another Redis took over', async (redis: RedisClient) => void (await redis.set(cacheKeys.identity, 'other'))],
    [
      'the stream was trimmed beyond its position',
      async (redis: RedisClient) => void (await redis.xtrim(cacheKeys.events, 'MAXLEN', 0)),
    ],
  ])('makes a gateway drop everything when %s', async (_, lose) => {
    const gateway = await followingGateway('one');
    await lose(connections[0] as RedisClient);
    await publisher.publish([change]);

    await gateway.step();
    expect(gateway.silence()).toBe(Number.POSITIVE_INFINITY);
    await gateway.step();
    expect(gateway.seen.at(-1)).toContain('reset');
    expect(gateway.silence()).toBeLessThan(10_000);
  });

  it('makes a gateway drop everything when the clock of Redis was set back after a loss', async () => {
    const gateway = await followingGateway('one');
    const redis = connections[0] as RedisClient;
    await server.flush();
    await redis.xadd(cacheKeys.events, '5-1', 'event', JSON.stringify(change));

    await gateway.step();
    await gateway.step();

    expect(gateway.seen).toEqual([`reset ${change.tags}`]);
  });

  it('retains a bounded number of events', async () => {
    const redis = connections[0] as RedisClient;
    for (let index = 0; index < retainedEvents; index += 500) {
      const filling = redis.pipeline();
      for (let event = 0; event < 500; event += 1) filling.xadd(cacheKeys.events, '*', 'event', '{"tags":[]}');
      await filling.exec();
    }
    for (let index = 0; index < 20; index += 1) await publishWhenReady(Array.from({ length: 10 }, () => change));
    const length = await redis.xlen(cacheKeys.events);

    expect(length).toBeGreaterThanOrEqual(retainedEvents);
    expect(length).toBeLessThanOrEqual(retainedEvents + 150);
  });

  it('forgets a gateway that ended without leaving, and makes it drop everything when it returns', async () => {
    const [one, gone] = [await followingGateway('one'), await followingGateway('gone')];
    await one.step();
    advance(19_000);
    await one.step();
    expect(await publisher.gateways()).toHaveLength(2);
    advance(2_000);
    await one.step();
    expect((await publisher.gateways()).map(({ name }) => name)).toEqual(['one']);

    await gone.step();
    await gone.step();
    expect(gone.seen).toEqual([expect.stringContaining('reset')]);
  });

  it('is followed again after Redis was stopped, restarted or suspended', async () => {
    const gateway = await gatewayThatRuns();
    for (const pid of server.pids()) process.kill(pid, 'SIGSTOP');
    await until(async () => gateway.silence() > 600);
    for (const pid of server.pids()) process.kill(pid, 'SIGCONT');
    await until(async () => gateway.silence() < 300);
    await server.stop();
    await until(async () => gateway.silence() > 600);
    await server.start();
    await until(async () => gateway.silence() < 300);

    const id = await publishWhenReady([change]);
    await until(async () => gateway.seen.includes('product:prod_1'));
    await until(async () => (await publisher.gateways()).some(({ position }) => position === id));
    await gateway.stop();
    expect(await publisher.gateways()).toEqual([]);
  });

  /** Publishes, again and again while Redis is busy or restarting: a command has one second. Returns the id of the event. */
  async function publishWhenReady(changes: Parameters<typeof publisher.publish>[0]): Promise<string | undefined> {
    let id: string | undefined;
    await until(async () => {
      id = await publisher.publish(changes).then(
        (published) => published.id,
        () => undefined,
      );
      return id !== undefined;
    });
    return id;
  }

  async function gatewayThatRuns(): Promise<Follower & { seen: string[]; stop(): Promise<void> }> {
    const opened = await gateway('one');
    const stop = new AbortController();
    const following = follow(opened, createLog('test', 'silent'), stop.signal);
    await until(async () => opened.silence() < 300);
    return Object.assign(opened, {
      stop: async () => {
        stop.abort();
        await following;
        await opened.leave();
      },
    });
  }
});
