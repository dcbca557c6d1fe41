import { describe, expect, it } from '@jest/globals';
import type { Form } from '../../types.ts';
import { patterns } from './patterns.ts';

const names = Object.keys(patterns) as Form['pattern'][];
const places = Array.from({ length: 40 }, (_, index) => ({ u: (index * 0.618) % 1, v: (index * 0.414) % 1 }));

describe.each(names)('The pattern %s', (name) => {
  it('repeats in both directions without a seam', () => {
    const { at } = patterns[name];

    for (const { u, v } of places) {
      const point = at(u, v);
      for (const again of [at(u + 1, v), at(u, v + 1)]) {
        expect(again.height).toBeCloseTo(point.height, 6);
        expect(again.tint).toBeCloseTo(point.tint, 6);
      }
    }
  });

  it('has only tints between the two colours', () => {
    const tints = places.map(({ u, v }) => patterns[name].at(u, v).tint);

    expect(tints.filter((tint) => tint < 0 || tint > 1)).toEqual([]);
  });
});
