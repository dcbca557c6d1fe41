import type { CartWarning, FreeShipping } from '#generated/commerce.ts';
import { availabilityFields, restrictionField } from '../medusa/fields.ts';
import type { Products } from '../products/products.ts';
import { piecesLeft } from '../products/stock.ts';
import type { CartRow, LineRow, VariantRow } from '../rows.ts';
import { isRestricted } from '../shipping/restrictions.ts';
import { loadVariants } from './unavailable-lines.ts';

/**
 * Warnings for the buyer before they order: prices that have changed, pieces that are no longer available,
 * products that may no longer be delivered to the cart's country, and the amount that `freeShipping` lacks.
 * `variantById` reads prices of the cart's region, with one call for all lines.
 */
export async function readWarnings(
  { lines, destination, shippingMethod }: CartRow,
  variantById: Products['variantById'],
  freeShipping: FreeShipping | null,
): Promise<CartWarning[]> {
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
function notFree({ missing }: FreeShipping, lineId: string): CartWarning[] {
  if (Number(missing.amount) === 0) return [];
  const message = `Delivery is free when lines of ${missing.amount} ${missing.currencyCode} are added.`;
  return [{ ...none, code: 'FREE_SHIPPING_NOT_REACHED', lineId, message, missing }];
}

/** What a warning does not have, unless its code says otherwise. */
const none = { price: null, availableQuantity: null, missing: null };

function toWarnings(
  { id: lineId, title, unitPrice }: LineRow,
  variant: VariantRow | null,
  pieces: number,
  countryCode: string | null,
): CartWarning[] {
  if (!variant?.price) {
    const message = `${title} is no longer sold.`;
    return [{ ...none, code: 'UNAVAILABLE', lineId, message }];
  }
  const { price } = variant;
  const left = piecesLeft(variant);
  const warnings: CartWarning[] = [];
  if (price.amount !== unitPrice.amount || price.currencyCode !== unitPrice.currencyCode) {
    const message = `${title} now costs ${price.amount} ${price.currencyCode} a piece.`;
    warnings.push({ ...none, code: 'PRICE_CHANGED', lineId, message, price });
  }
  if (left !== null && left < pieces) {
    const message = `${title}: ${left} left.`;
    warnings.push({ ...none, code: 'STOCK_SHORT', lineId, message, availableQuantity: left });
  }
  if (isRestricted(variant.product.deliveryRestrictions, countryCode)) {
    const message = `${title} may not be delivered to ${countryCode}.`;
    warnings.push({ ...none, code: 'DELIVERY_RESTRICTED', lineId, message });
  }
  return warnings;
}
