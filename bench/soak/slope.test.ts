import { expect, it } from '@jest/globals';
import { slopeOf } from './slope.ts';

it('The slope is that of a line, through its noise, and none of one point', () => {
  const line = (noise: number[]) => noise.map((off, at) => ({ at, value: 100 + 3 * at + off }));

  expect(slopeOf(line([0, 0, 0, 0]))).toBe(3);
  expect(slopeOf(line([1, -1, -1, 1]))).toBe(3);
  expect(slopeOf([{ at: 1, value: 5 }])).toBe(0);
});
