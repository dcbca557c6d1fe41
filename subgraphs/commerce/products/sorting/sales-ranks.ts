import type { SalesRank } from '#generated/commerce.ts';

/**
 * The ranks of products by the pieces that were sold, the best-selling first. Products that sold equally have the same rank, and ranks
 * have no gaps, so that they do not reveal how many pieces were sold.
 */
export function salesRanksOf(sold: ReadonlyMap<string, number>): SalesRank[] {
  let rank = 0;
  let previous: number | undefined;
  return [...sold]
    .sort(([, one], [, other]) => other - one)
    .map(([productId, quantity]) => {
      if (quantity !== previous) rank += 1;
      previous = quantity;
      return { productId, rank };
    });
}
