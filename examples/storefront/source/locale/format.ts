import type { AmountFragment } from '#generated/storefront/graphql.ts';
import { type Locale, tagOf } from './locale.ts';

/** Formats amounts, dates and names of countries for a locale. */
export function formatsFor(locale: Locale) {
  const tag = tagOf(locale);
  const language = locale.language.toLowerCase();
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  return {
    /** The exact decimal of the graph, which is never converted to a floating-point number. */
    money: ({ amount, currencyCode }: AmountFragment) =>
      new Intl.NumberFormat(tag, {
        style: 'currency',
        currency: currencyCode,
        trailingZeroDisplay: 'stripIfInteger',
      }).format(amount as Intl.StringNumericLiteral),
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
