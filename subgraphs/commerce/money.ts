import { decimalsOf, inCurrency } from '#kit/graph/currency.ts';

/** An amount in the currency's major unit, exact: `{ amount: '1250.00', currencyCode: 'EUR' }`. */
export interface Money {
  amount: string;
  currencyCode: string;
}

/**
 * Money with exactly the decimals of its currency; where `amount` has more, halves are rounded up in absolute value.
 * A string is read digit by digit and never becomes a floating-point number.
 */
export function money(amount: string | number, currency: string): Money {
  const currencyCode = currency.toUpperCase();
  return { amount: inCurrency(amount, currencyCode), currencyCode };
}

/** Money of whole minor units: `moneyOf(125000n, 'EUR')` is 1250.00 EUR. */
export function moneyOf(minorUnits: bigint, currencyCode: string): Money {
  const decimals = decimalsOf(currencyCode);
  const digits = String(minorUnits < 0n ? -minorUnits : minorUnits).padStart(decimals + 1, '0');
  const [whole, rest] = [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals)];
  return { amount: `${minorUnits < 0n ? '-' : ''}${whole}${rest && `.${rest}`}`, currencyCode };
}

/** Whether one amount is higher than another of the same currency. */
export function isMore(one: Money, other: Money): boolean {
  return minorUnits(one) > minorUnits(other);
}

/** The lowest and the highest of amounts of one currency; null for an empty list. */
export function span(amounts: readonly Money[]): { min: Money; max: Money } | null {
  const [first, ...rest] = amounts;
  if (!first) return null;
  return rest.reduce(
    ({ min, max }, amount) => ({ min: isMore(min, amount) ? amount : min, max: isMore(amount, max) ? amount : max }),
    { min: first, max: first },
  );
}

/** An amount in minor units of its currency. All amounts of a currency have the same decimals, so the digits are sufficient. */
export function minorUnits({ amount }: Money): bigint {
  return BigInt(amount.replace('.', ''));
}
