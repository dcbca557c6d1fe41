import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RedisClient } from '#kit/stores/redis.ts';
import type { TestRedis } from '#tests/support/backends/redis.ts';
import { redisServers } from '#tests/support/backends/redis-servers.ts';
import { createSearchCounts, type SearchCounts, type SearchResult, weekOf } from './search-counts.ts';

const hour = 3_600_000;

/** The beginning of a week that has not ended for Redis, which deletes what is past. */
const week = weekOf(Date.now(), -1).getTime();

describe('A week', () => {
  it('begins on Monday at midnight', () => {
    expect(weekOf(Date.parse('2026-11-29T23:59:59.999Z')).toISOString()).toBe('2026-11-23T00:00:00.000Z');
    expect(weekOf(Date.parse('2026-11-30T00:00:00.000Z')).toISOString()).toBe('2026-11-30T00:00:00.000Z');
    expect(weekOf(Date.parse('2026-11-30T00:00:00.000Z'), 12).toISOString()).toBe('2026-09-07T00:00:00.000Z');
  });
});

describe.each(redisServers)('Counts of searches in $title', ({ startServer }) => {
  let server: TestRedis;
  let redis: RedisClient;
  let time = week;
  let counts: SearchCounts;

  beforeAll(async () => {
    server = await startServer();
    redis = await server.connect();
    counts = createSearchCounts(redis, 'secret', { now: () => time, mostTexts: 20 });
  });
  beforeEach(() => server.flush());
  afterAll(async () => {
    redis?.disconnect();
    await server?.remove();
  });

  async function search(text: string, hours: readonly number[], result: SearchResult = 'whole') {
    for (const after of hours) {
      time = week + after * hour;
      await counts.count({ text, language: 'EN', result });
    }
  }
  const read = () => counts.read(new Date(week), 'EN');

  /** Everything that Redis has, keys and values. */
  async function everything(): Promise<string> {
    const keys = await server.keys('*');
    const values = await Promise.all(
      keys.map((key) => (key.endsWith(':order') ? redis.zrange(key, '0', '-1') : redis.hgetall(key))),
    );
    return JSON.stringify([keys, values]);
  }

  it('keep no text before it was searched in five hours on three days', async () => {
    await search('ada lovelace', [1, 1, 1, 2, 3, 4, 5, 6, 24, 25]);
    expect(await read()).toEqual([]);
    expect(await everything()).not.toMatch(/ada|lovelace/);
    await search('leather bag', [1, 25, 49, 50]);
    expect(await read()).toEqual([]);

    await search('leather bag', [50.5, 51], 'found');
    expect(await read()).toEqual([{ text: 'leather bag', hours: 5, hoursNotFound: 0, result: 'found' }]);
    expect(await counts.read(new Date(week), 'FR')).toEqual([]);
    expect(await counts.read(weekOf(week, 1), 'EN')).toEqual([]);
    expect(await everything()).not.toMatch(/ada|lovelace/);
  });

  it('count the hours that found nothing, and keep how the last search ended', async () => {
    await search('wallet', [1, 2, 30], 'nothing');
    await search('wallet', [31, 60, 61], 'whole');
    await search('wallet', [61.2], 'nothing');

    expect(await read()).toEqual([{ text: 'wallet', hours: 6, hoursNotFound: 3, result: 'nothing' }]);
  });

  it('are of one hour each, also when the clocks of several processes differ', async () => {
    await search('vase', [1, 30, 60, 61, 30, 60, 61, 62]);

    expect(await read()).toMatchObject([{ hours: 5 }]);
  });

  it('are stored by digests that differ by week and by secret', async () => {
    const digests = async () => (await everything()).match(/"[\w-]{22}"/g);
    await search('vase', [1]);
    const [first] = (await digests()) ?? [];
    await server.flush();
    await createSearchCounts(redis, 'another', { now: () => time }).count({
      text: 'vase',
      language: 'EN',
      result: 'whole',
    });
    const [second] = (await digests()) ?? [];
    await server.flush();
    await search('vase', [1 + 7 * 24]);
    const [third] = (await digests()) ?? [];

    expect(first).toBeDefined();
    expect(new Set([first, second, third]).size).toBe(3);
  });

  it('end after thirteen weeks, and are of a limited number of texts, of which the most frequent stay', async () => {
    await search('leather bag', [1, 2, 30, 60, 61]);
    time = week + 62 * hour;
    for (const text of Array.from({ length: 60 }, (_, index) => `flood ${index}`))
      await counts.count({ text, language: 'EN', result: 'nothing' });

    expect((await read()).map(({ text }) => text)).toEqual(['leather bag']);
    const keys = await server.keys('*');
    expect(keys.map((key) => key.split(':').at(-1)).sort()).toEqual(['counts', 'order', 'texts']);
    for (const key of keys) {
      const size = key.endsWith(':order') ? await redis.zcard(key) : await redis.hlen(key);
      expect(size).toBe(key.endsWith(':texts') ? 1 : 20);
      expect(await redis.expiretime(key)).toBe((week + 13 * 7 * 24 * hour) / 1_000);
    }
  });

  it('are also of a text that is searched in later hours than a flood of others', async () => {
    for (let number = 0; number < 200; number += 1) await search(`flood ${number}`, [1]);
    const news = Array.from({ length: 10 }, (_, number) => `new ${number}`);
    for (const after of [2, 3, 30, 60, 61]) for (const text of news) await search(text, [after], 'nothing');

    expect((await read()).map(({ text }) => text).sort()).toEqual(news);
  });

  it('drop no text by the call that counts it', async () => {
    for (let number = 0; number < 20; number += 1) await search(`known ${number}`, [1, 2]);
    for (let number = 0; number < 10; number += 1) {
      await search(`new ${number}`, [3]);
      const [order] = await server.keys('*:order');
      expect(await redis.zcount(order ?? '', 1, '(2')).toBe(1);
      expect(await redis.zcard(order ?? '')).toBe(20);
    }
  });

  it('are rejected while Redis is unavailable', async () => {
    await server.stop();
    const rejected = await Promise.allSettled([
      counts.count({ text: 'vase', language: 'EN', result: 'whole' }),
      read(),
    ]);
    await server.start();

    expect(rejected).toMatchObject(
      rejected.map(() => ({ reason: { extensions: { code: expect.stringMatching(/^BACKEND_/) } } })),
    );
  });
});
