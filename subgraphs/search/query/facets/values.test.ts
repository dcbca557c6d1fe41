import { describe, expect, it } from '@jest/globals';
import { facetValues } from './values.ts';

describe('The values of a facet', () => {
  it('have each object once while some documents have its former handles or name', () => {
    const counted = [
      { value: 'bags', label: 'Bags', filterId: null, count: 3, others: [] },
      { value: 'bags', label: 'Handbags', filterId: null, count: 4, others: ['sacs'] },
      { value: 'rings', label: 'Rings', filterId: null, count: 5, others: ['bagues'] },
    ];

    expect(facetValues(counted, ['sacs'])).toEqual([
      { value: 'bags', label: 'Handbags', filterId: null, count: 7, others: ['sacs'], selected: true },
      { value: 'rings', label: 'Rings', filterId: null, count: 5, others: ['bagues'], selected: false },
    ]);
  });

  it('differ by their ids, and one renamed object is one value', () => {
    const counted = [
      { value: 'Ada', label: 'Ada', filterId: 'arti_1', count: 1 },
      { value: 'Ada', label: 'Ada', filterId: 'arti_2', count: 2 },
      { value: 'Ada Lovelace', label: 'Ada Lovelace', filterId: 'arti_1', count: 3 },
    ];

    expect(facetValues(counted, []).map(({ filterId, label, count }) => [filterId, label, count])).toEqual([
      ['arti_1', 'Ada Lovelace', 4],
      ['arti_2', 'Ada', 2],
    ]);
  });
});
