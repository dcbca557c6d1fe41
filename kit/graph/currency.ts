import { code as currencyOf } from 'currency-codes';

/**
 * The number of decimals of a currency by ISO 4217: 2 for HUF, 0 for JPY, 3 for KWD. From the list that ISO publishes,
 * because the tables of `Intl` (CLDR) contain cash usage, such as 0 for HUF. `Intl` is the fallback for codes that are
 * not on the list.
 */
export function decimalsOf(currency: string): number {
  const known = decimals.get(currency);
  if (known !== undefined) return known;
  const count = currencyOf(currency)?.digits ?? decimalsOfIntl(currency);
  decimals.set(currency, count);
  return count;
}

/**
 * An amount in the currency's major unit as text with exactly the currency's decimals, rounded half-expand (as `Intl`
 * does). Text is never converted to a floating-point number; the result is never `-0`.
 */
export function inCurrency(amount: string | number, currency: string): string {
  return withDecimals(amount, decimalsOf(currency));
}

/**
 * A number as text with exactly this many decimals, rounded half-expand. Text is never converted to a floating-point
 * number.
 */
export function withDecimals(amount: string | number, decimals: number): string {
  return formatOf(decimals).format(String(amount) as Intl.StringNumericLiteral);
}

/**
 * A formatted amount or symbol with the yen sign of Latin figures, as Japanese prices of luxury goods have it. In Japanese, CLDR has the
 * full-width one, which leaves a gap before the first digit.
 */
export function withLatinYen(text: string): string {
  return text.replaceAll('\uffe5', '\u00a5');
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
