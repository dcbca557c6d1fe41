import type { Money, SearchPriceRange } from '#generated/search.ts';
import { inCurrency } from '#kit/graph/currency.ts';
import { priceStepsBetween } from '../../indexing/documents/price-steps.ts';

/**
 * The range of prices and their number in each interval from the lowest to the highest price. `counts`: lower limit of an
 * interval → number of hits.
 */
export function priceRangeOf(
  range: { min: number; max: number },
  counts: Record<string, number>,
  currencyCode: string,
): SearchPriceRange {
  const money = (amount: number): Money => ({ amount: inCurrency(amount, currencyCode), currencyCode });
  const counted = new Map(Object.entries(counts).map(([step, count]) => [Number(step), count]));
  const steps = counted.size > 0 ? priceStepsBetween(Math.min(...counted.keys()), Math.max(...counted.keys())) : [];
  const histogram = steps.slice(0, -1).map((step, place) => ({
    from: money(step),
    below: money(steps[place + 1] as number),
    count: counted.get(step) ?? 0,
  }));
  return { min: money(range.min), max: money(range.max), histogram };
}
