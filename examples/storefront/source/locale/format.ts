import type { AmountFragment } from '#generated/storefront/graphql.ts';
import { type Locale, tagOf } from './locale.ts';

/**
 * The decimals of an amount. The graph writes each amount with exactly `Currency.fractionDigits`, so that they need not be asked for. Those of
 * Intl are not used, because it rounds some currencies, such as HUF, to what is paid in cash.
 */
export function decimalsOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0;
}

/** Formats amounts, dates and names of countries for a locale. */
export function formatsFor(locale: Locale) {
  const tag = tagOf(locale);
  const language = locale.language.toLowerCase();
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const moneyFormats = new Map<string, Intl.NumberFormat>();
  const moneyFormat = (currency: string, decimals: number) => {
    const key = `${currency} ${decimals}`;
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const format =
      moneyFormats.get(key) ??
      new Intl.NumberFormat(tag, { style: 'currency', currency, ...digits, trailingZeroDisplay: 'stripIfInteger' });
    moneyFormats.set(key, format);
    return format;
  };
  return {
    /**
     * The exact decimal of the graph, which is never converted to a floating-point number. Whole amounts are shown without decimals. Japanese
     * prices have the yen sign of Latin figures: the full-width one of CLDR leaves a gap.
     */
    money: ({ amount, currencyCode }: AmountFragment) =>
      moneyFormat(currencyCode, decimalsOf(amount))
        .format(amount as Intl.StringNumericLiteral)
        .replace('\uffe5', '\u00a5'),
    country: (code: string) => countries.of(code) ?? code,
    day: (date: string) => day.format(new Date(date)),
    days: (from: string, to: string) => shortDay.formatRange(new Date(from), new Date(to)),
    number: (value: number) => number.format(value),
    /** A length, or a range of lengths. */
    length: (value: number, to: number | null, unit: 'inch' | 'millimeter' | 'centimeter') => {
      const length = new Intl.NumberFormat(tag, { style: 'unit', unit, maximumFractionDigits: 2 });
      return to === null ? length.format(value) : length.formatRange(value, to);
    },
    percent: (value: number) => new Intl.NumberFormat(tag, { style: 'percent' }).format(value / 100),
  };
}

export type Formats = ReturnType<typeof formatsFor>;
