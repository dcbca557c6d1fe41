import { expect, it } from '@jest/globals';
import { createCache } from './cache.ts';

/** The keys whose values a cache of this size makes, when they are requested in order. */
function madeIn(maxSize: number, keys: readonly string[], size: number): string[] {
  const cached = createCache<undefined>(maxSize);
  const made: string[] = [];
  for (const key of keys)
    cached(
      key,
      () => void made.push(key),
      () => size,
    );
  return made;
}

it('A cache keeps values up to its size and evicts the least recently used; undefined is a value', () => {
  expect(madeIn(30, ['a', 'b', 'a', 'c', 'a', 'b'], 10)).toEqual(['a', 'b', 'c', 'b']);
});

it('A cache counts the size of its keys', () => {
  const long = Array.from({ length: 100 }, (_, index) => `${index}`.padStart(1_000));

  expect(madeIn(10_100, [...long, ...long], 1)).toEqual([...long, ...long]);
  expect(madeIn(101_000, [...long, ...long], 1)).toEqual(long);
});
