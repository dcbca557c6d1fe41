import { describe, expect, it } from '@jest/globals';
import { codesOf } from './article-numbers.ts';

describe('Article numbers', () => {
  it('are indexed as a whole and in part', () => {
    expect(codesOf(['AX-1001-CRU-M'])).toEqual(['ax1001crum', 'ax1001', 'ax1001cru', '1001', '1001cru', '1001crum']);
    expect(codesOf(['AX1001'])).toEqual(['ax1001', '1001']);
  });

  it('are not indexed by parts that could be a size, and by at most twelve parts', () => {
    expect(codesOf(['AX-1015-50'])).toEqual(['ax101550', 'ax1015', '1015', '101550']);
    expect(codesOf(['OAK'])).toEqual([]);
    expect(codesOf([Array.from({ length: 40 }, (_, n) => `A${n}`).join('-')]).length).toBeLessThan(80);
  });
});
