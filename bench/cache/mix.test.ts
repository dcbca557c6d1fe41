import { describe, expect, it } from '@jest/globals';
import { visitors } from './mix.ts';

describe('Visitors', () => {
  const handles = Array.from({ length: 100 }, (_, index) => `product-${index}`);
  const take = (seed: number, count: number) => Array.from({ length: count }, visitors(handles, seed));

  it('are the same for the same seed', () => {
    expect(take(1, 50)).toEqual(take(1, 50));
    expect(take(1, 50)).not.toEqual(take(2, 50));
  });

  it('choose products by Zipf’s law, and one in 100 is signed in', () => {
    const all = take(1, 20_000);
    const shareOf = (handle: string) => all.filter((one) => one.handle === handle).length / all.length;
    const harmonic = handles.reduce((sum, _, index) => sum + 1 / (index + 1), 0);

    expect(shareOf('product-0')).toBeCloseTo(1 / harmonic, 1);
    expect(shareOf('product-0') / shareOf('product-1')).toBeCloseTo(2, 0);
    expect(new Set(all.map(({ handle }) => handle)).size).toBe(100);
    expect(all.filter(({ isSignedIn }) => isSignedIn).length / all.length).toBeCloseTo(0.01, 2);
  });
});
