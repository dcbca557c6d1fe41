import type { FreeShipping } from '#generated/commerce.ts';
import { decimalsOf, withDecimals } from '#kit/graph/currency.ts';
import { isMore, type Money, moneyOf } from '../money.ts';
import type { CartRow, DeliveryOptionRow } from '../rows.ts';

/** The total of the lines from which a delivery option is free in a region; null when there is none. The lowest, if several. */
export function freeFromOf(
  { freeFrom }: Pick<DeliveryOptionRow, 'freeFrom'>,
  regionId: string | null,
  currencyCode: string,
): Money | null {
  const inCurrency = freeFrom.filter(({ price }) => price.currencyCode === currencyCode);
  const ofRegion = inCurrency.filter((each) => each.regionId === regionId);
  const [first, ...others] = ofRegion.length > 0 ? ofRegion : inCurrency.filter((each) => each.regionId === null);
  return first ? others.reduce((lowest, { price }) => (isMore(lowest, price) ? price : lowest), first.price) : null;
}

/**
 * The lowest threshold of free delivery to the cart's country, and what is missing. Medusa compares the unrounded total of
 * the lines, so the missing amount is rounded up: it is 0 only when delivery is free.
 */
export function freeShippingOf(
  { regionId, destination, cost, itemTotal }: Pick<CartRow, 'regionId' | 'destination' | 'cost' | 'itemTotal'>,
  options: readonly DeliveryOptionRow[],
): FreeShipping | null {
  const { currencyCode } = cost.total;
  const found = options
    .filter(({ kind, countries }) => kind === 'DELIVERY' && countries.includes(destination.countryCode ?? ''))
    .flatMap((option) => {
      const threshold = freeFromOf(option, regionId, currencyCode);
      return threshold ? [{ threshold, shippingOptionId: option.id }] : [];
    });
  const [first, ...others] = found;
  if (!first) return null;
  const lowest = others.reduce((least, each) => (isMore(least.threshold, each.threshold) ? each : least), first);
  return { ...lowest, missing: missingTo(lowest.threshold, itemTotal) };
}

/** Digits after the minor unit that count: finer than any price, and coarser than floating-point errors. */
const fraction = 6;

function missingTo({ amount, currencyCode }: Money, total: number): Money {
  const decimals = decimalsOf(currencyCode);
  const exact = (value: string | number) => BigInt(withDecimals(value, decimals + fraction).replace('.', ''));
  const difference = exact(amount) - exact(total);
  const unit = 10n ** BigInt(fraction);
  return moneyOf(difference <= 0n ? 0n : (difference + unit - 1n) / unit, currencyCode);
}
