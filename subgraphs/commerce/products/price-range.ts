import type { TaxedMoney } from '../cost-rows.ts';
import { isMore } from '../money.ts';
import type { VariantRow } from '../rows.ts';

type Priced = Pick<VariantRow, 'price' | 'taxedPrice' | 'taxedCompareAtPrice'>;

/** The lowest and the highest price of variants with their taxes. */
interface TaxedRange {
  min: TaxedMoney;
  max: TaxedMoney;
  /** Of the variant with the lowest price; null where it is not reduced. */
  compareAtMin: TaxedMoney | null;
  /** Of the variant with the highest price. */
  compareAtMax: TaxedMoney | null;
}

/**
 * The range of the variants that have a price, of which the first counts among equals; null where none has one, or where the tax of one
 * is unknown.
 */
export function taxedRange(variants: readonly Priced[]): TaxedRange | null {
  const priced = variants.filter(({ price }) => price !== null);
  if (priced.some(({ taxedPrice }) => taxedPrice === null)) return null;
  const [first] = priced;
  if (!first) return null;
  const lowest = priced.reduce((low, each) => (isLess(each, low) ? each : low), first);
  const highest = priced.reduce((high, each) => (isLess(high, each) ? each : high), first);
  return {
    min: lowest.taxedPrice as TaxedMoney,
    max: highest.taxedPrice as TaxedMoney,
    compareAtMin: lowest.taxedCompareAtPrice,
    compareAtMax: highest.taxedCompareAtPrice,
  };
}

function isLess(one: Priced, other: Priced): boolean {
  return one.price !== null && other.price !== null && isMore(other.price, one.price);
}
