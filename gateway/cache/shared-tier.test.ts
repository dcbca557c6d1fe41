import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { RedisClient } from '#kit/stores/redis.ts';
import { createEntry } from './entry.ts';
import { openSharedTier } from './shared-tier.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

/** A tier of 100,000 bytes, and the keys that it has stored. */
function openTier() {
  const stored: string[] = [];
  const set = async (key: string) => void stored.push(key.slice(key.lastIndexOf(':') + 1));
  const tier = openSharedTier({ set } as unknown as RedisClient, 100_000);
  const write = (key: string, maxAge: number, length = 30_000) => {
    const entry = createEntry({ value: 'x'.repeat(length), tags: ['search/search'], maxAge }, performance.now());
    tier.write('generation', key, { entry, id: '1-0' });
  };
  return { stored, write };
}

describe('What a gateway stores in Redis', () => {
  it('is bounded, however many results there are, until some have expired', () => {
    let now = 1_000_000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const { stored, write } = openTier();
    for (const key of ['a', 'b', 'c', 'd']) write(key, key === 'a' ? 60 : 3_600);
    expect(stored).toEqual(['a', 'b', 'c']);

    now += 59_000;
    write('e', 60);
    expect(stored).toHaveLength(3);
    now += 62_000;
    write('f', 60);
    write('g', 60);
    expect(stored).toEqual(['a', 'b', 'c', 'f']);
  });

  it('is bounded by what small results need besides their text', () => {
    const { stored, write } = openTier();
    for (let index = 0; index < 1_000; index += 1) write(String(index), 3_600, 1);

    expect(stored.length).toBeLessThan(500);
  });
});

describe('What another version of the gateway has stored', () => {
  it.each(['', 'text', '{}\nvalue', 'null\nvalue', '{"id":"1-0","tags":[]}\nvalue'])('%j is missing', async (text) => {
    const tier = openSharedTier({ mget: async () => [text], get: async () => text } as unknown as RedisClient, 1_000);

    expect(await tier.read('generation', ['a'])).toEqual([undefined]);
  });
});
