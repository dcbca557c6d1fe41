import type { CartWarning } from '#generated/commerce.ts';
import { availabilityFields, restrictionField } from '../medusa/fields.ts';
import type { Products } from '../products/products.ts';
import { piecesLeft } from '../products/stock.ts';
import type { CartRow, LineRow, VariantRow } from '../rows.ts';
import { isRestricted } from '../shipping/restrictions.ts';
import { loadVariants } from './unavailable-lines.ts';

/**
 * Warnings for the buyer before they order: prices that have changed, pieces that are no longer available, and
 * products that may no longer be delivered to the cart's country.
 * `variantById` reads prices of the cart's region, with one call for all lines.
 */
export async function readWarnings(
  { lines, destination }: CartRow,
  variantById: Products['variantById'],
): Promise<CartWarning[]> {
  const variants = await loadVariants(lines, variantById, [...availabilityFields, restrictionField]);
  // Lines with other attributes share the stock of their variant.
  const pieces = (variantId: string | null) =>
    lines.reduce((sum, line) => sum + (line.variantId === variantId ? line.quantity : 0), 0);
  return lines.flatMap((line, index) =>
    toWarnings(line, variants[index] ?? null, pieces(line.variantId), destination.countryCode),
  );
}

function toWarnings(
  { id: lineId, title, unitPrice }: LineRow,
  variant: VariantRow | null,
  pieces: number,
  countryCode: string | null,
): CartWarning[] {
  if (!variant?.price) {
    const message = `${title} is no longer sold.`;
    return [{ code: 'UNAVAILABLE', lineId, message, price: null, availableQuantity: null }];
  }
  const { price } = variant;
  const left = piecesLeft(variant);
  const warnings: CartWarning[] = [];
  if (price.amount !== unitPrice.amount || price.currencyCode !== unitPrice.currencyCode) {
    const message = `${title} now costs ${price.amount} ${price.currencyCode} a piece.`;
    warnings.push({ code: 'PRICE_CHANGED', lineId, message, price, availableQuantity: null });
  }
  if (left !== null && left < pieces) {
    const message = `${title}: ${left} left.`;
    warnings.push({ code: 'STOCK_SHORT', lineId, message, price: null, availableQuantity: left });
  }
  if (isRestricted(variant.product.deliveryRestrictions, countryCode)) {
    const message = `${title} may not be delivered to ${countryCode}.`;
    warnings.push({ code: 'DELIVERY_RESTRICTED', lineId, message, price: null, availableQuantity: null });
  }
  return warnings;
}
