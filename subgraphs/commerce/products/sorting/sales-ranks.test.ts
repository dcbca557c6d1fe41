import { expect, it } from '@jest/globals';
import { salesRanksOf } from './sales-ranks.ts';

it('Products that sold equally have the same rank, and ranks do not reveal how many were sold', () => {
  const sold = new Map([
    ['prod_a', 3],
    ['prod_b', 900],
    ['prod_c', 3],
    ['prod_d', 1],
  ]);

  expect(salesRanksOf(sold).map(({ productId, rank }) => [productId, rank])).toEqual([
    ['prod_b', 1],
    ['prod_a', 2],
    ['prod_c', 2],
    ['prod_d', 3],
  ]);
  expect(salesRanksOf(new Map())).toEqual([]);
});
