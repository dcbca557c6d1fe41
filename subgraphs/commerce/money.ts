/** An amount in the currency's major unit, exact: `{ amount: '1250.00', currencyCode: 'EUR' }`. */
export interface Money {
  amount: string;
  currencyCode: string;
}

/**
 * Money with exactly the decimals of its currency, rounded half away from zero where `amount` has more.
 * A string is taken digit by digit and never becomes a floating-point number.
 */
export function money(amount: string | number, currency: string): Money {
  const currencyCode = currency.toUpperCase();
  return { amount: formatOf(currencyCode).format(String(amount) as Intl.StringNumericLiteral), currencyCode };
}

/** Whether one amount is higher than another of the same currency. */
export function isMore(one: Money, other: Money): boolean {
  return minorUnits(one) > minorUnits(other);
}

/** The lowest and the highest of amounts of one currency; null of none. */
export function span(amounts: readonly Money[]): { min: Money; max: Money } | null {
  const [first, ...rest] = amounts;
  if (!first) return null;
  return rest.reduce(
    ({ min, max }, amount) => ({ min: isMore(min, amount) ? amount : min, max: isMore(amount, max) ? amount : max }),
    { min: first, max: first },
  );
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
  const format = new Intl.NumberFormat('en', {
    useGrouping: false,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'negative',
  });
  formats.set(currency, format);
  return format;
}

/** All amounts of a currency have the same decimals, so the digits alone compare. */
function minorUnits({ amount }: Money): bigint {
  return BigInt(amount.replace('.', ''));
}
