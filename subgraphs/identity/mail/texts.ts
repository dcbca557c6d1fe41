import { writers } from '#kit/graph/languages/messages.ts';
import type { Price } from '../catalogue.ts';

/** A price as in `EUR 2,950.00`, for mail in English. */
export function priceText(price: Price): string {
  return writers.EN.price(price);
}
