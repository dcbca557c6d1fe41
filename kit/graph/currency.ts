import { code as currencyOf } from 'currency-codes';

/**
 * How many decimals ISO 4217 gives a currency: 2 for HUF, 0 for JPY, 3 for KWD. From the list that ISO publishes, because
 * the tables of `Intl` (CLDR) give what is usual in cash, such as 0 for HUF. For a code that is not on the list, `Intl` decides.
 */
export function decimalsOf(currency: string): number {
  const known = decimals.get(currency);
  if (known !== undefined) return known;
  const found = currencyOf(currency)?.digits ?? decimalsOfIntl(currency);
  decimals.set(currency, found);
  return found;
}

/**
 * An amount in the currency's major unit as text with exactly the currency's decimals, rounded half away from zero. Text
 * never becomes a floating-point number; the result is never `-0`.
 */
export function inCurrency(amount: string | number, currency: string): string {
  return withDecimals(amount, decimalsOf(currency));
}

/** A number as text with exactly so many decimals, rounded half away from zero; text never becomes a floating-point number. */
export function withDecimals(amount: string | number, decimals: number): string {
  return formatOf(decimals).format(String(amount) as Intl.StringNumericLiteral);
}

const decimals = new Map<string, number>();
const formats = new Map<number, Intl.NumberFormat>();

function decimalsOfIntl(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function formatOf(digits: number): Intl.NumberFormat {
  const known = formats.get(digits);
  if (known) return known;
  const format = new Intl.NumberFormat('en', {
    useGrouping: false,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'negative',
  });
  formats.set(digits, format);
  return format;
}
