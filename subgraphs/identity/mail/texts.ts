import { writers } from '#kit/graph/languages/messages.ts';
import type { Price } from '../catalogue.ts';

/** A price as in `EUR 2,950.00`, for mail in English. Its space is a plain one, so that a subject with it stays ASCII. */
export function priceText(price: Price): string {
  return writers.EN.price(price).replaceAll('\u00a0', ' ');
}
