import type { Duties } from '#generated/commerce.ts';
import { moneyOf } from '../money.ts';
import type { ShippingPromise } from './estimate.ts';

/**
 * The import duties of a shipment in a currency; null when it is unknown whether there are any. AXIOM does not calculate
 * duties that the buyer pays, so their amount is null. Nothing is imported for a pick-up.
 */
export function dutiesOf(
  { kind, dutiesIncluded }: Pick<ShippingPromise, 'kind' | 'dutiesIncluded'>,
  currencyCode: string,
): Duties | null {
  if (kind === 'PICKUP' || dutiesIncluded === true) return { payer: 'SELLER', amount: moneyOf(0n, currencyCode) };
  return dutiesIncluded === false ? { payer: 'BUYER', amount: null } : null;
}
