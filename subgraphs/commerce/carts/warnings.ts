import type { CartWarning, FreeShipping } from '#generated/commerce.ts';
import { availabilityFields, restrictionField } from '../medusa/fields.ts';
import type { CommerceMessage } from '../messages/messages.ts';
import type { Products } from '../products/products.ts';
import { piecesLeft } from '../products/stock.ts';
import type { CartRow, VariantRow } from '../rows.ts';
import { isRestricted } from '../shipping/restrictions.ts';
import type { LineRow } from './line-rows.ts';
import { loadVariants } from './unavailable-lines.ts';

/** A warning. Its message is written in the language of the request when it is read. */
export type CartWarningRow = Omit<CartWarning, '__typename' | 'message'> & { text: CommerceMessage };

/**
 * Warnings for the buyer before they order: prices that have changed, pieces that are no longer available,
 * products that may no longer be delivered to the cart's country, and the amount that `freeShipping` lacks.
 * `variantById` reads prices of the cart's region, with one call for all lines.
 */
export async function readWarnings(
  { lines, destination, shippingMethod }: CartRow,
  variantById: Products['variantById'],
  freeShipping: FreeShipping | null,
): Promise<CartWarningRow[]> {
  const variants = await loadVariants(lines, variantById, [...availabilityFields, restrictionField]);
  // Lines with other attributes share the stock of their variant.
  const pieces = (variantId: string | null) =>
    lines.reduce((sum, line) => sum + (line.variantId === variantId ? line.quantity : 0), 0);
  const isDelivered = lines.length > 0 && shippingMethod?.promise.kind !== 'PICKUP';
  return [
    ...lines.flatMap((line, index) =>
      toWarnings(line, variants[index] ?? null, pieces(line.variantId), destination.countryCode),
    ),
    ...(freeShipping && isDelivered ? notFree(freeShipping, lines[0]?.id ?? '') : []),
  ];
}

/** That delivery would be free; none where it is. */
function notFree({ missing }: FreeShipping, lineId: string): CartWarningRow[] {
  if (Number(missing.amount) === 0) return [];
  const text: CommerceMessage = ['freeShippingNotReached', { missing }];
  return [{ ...none, code: 'FREE_SHIPPING_NOT_REACHED', lineId, text, missing }];
}

/** What a warning does not have, unless its code says otherwise. */
const none = { price: null, availableQuantity: null, missing: null };

function toWarnings(
  { id: lineId, title, unitPrice }: LineRow,
  variant: VariantRow | null,
  pieces: number,
  countryCode: string | null,
): CartWarningRow[] {
  if (!variant?.price) {
    return [{ ...none, code: 'UNAVAILABLE', lineId, text: ['noLongerSold', { title }] }];
  }
  const { price } = variant;
  const left = piecesLeft(variant);
  const warnings: CartWarningRow[] = [];
  if (price.amount !== unitPrice.amount || price.currencyCode !== unitPrice.currencyCode) {
    const text: CommerceMessage = ['priceChanged', { title, price }];
    warnings.push({ ...none, code: 'PRICE_CHANGED', lineId, text, price });
  }
  if (left !== null && left < pieces) {
    const text: CommerceMessage = ['stockShort', { title, left }];
    warnings.push({ ...none, code: 'STOCK_SHORT', lineId, text, availableQuantity: left });
  }
  if (isRestricted(variant.product.deliveryRestrictions, countryCode)) {
    const text: CommerceMessage = ['titleRestricted', { title, country: countryCode ?? '' }];
    warnings.push({ ...none, code: 'DELIVERY_RESTRICTED', lineId, text });
  }
  return warnings;
}
