import type { Price } from '../catalogue.ts';

/** A price as in `EUR 2,950.00`. */
export function priceText({ amount, currencyCode }: Price): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode, currencyDisplay: 'code' });
  // As text, which the standard formats exactly, with any number of digits.
  return format.format(amount as `${number}`).replace(/\s/g, ' ');
}

/** A day as in `27 November 2026`. `day`: a date, or a time in UTC. */
export function dayText(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}
