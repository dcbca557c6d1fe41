import type { CartWarning } from '#generated/commerce.ts';
import type { Products } from '../products/products.ts';
import type { CartRow, LineRow, VariantRow } from '../rows.ts';
import { loadVariants } from './unavailable-lines.ts';

/**
 * Warnings for the buyer before they order: prices that have changed, and pieces that are no longer available.
 * `variantById` reads prices of the cart's region, with one call for all lines.
 */
export async function readWarnings({ lines }: CartRow, variantById: Products['variantById']): Promise<CartWarning[]> {
  const variants = await loadVariants(lines, variantById);
  return lines.flatMap((line, index) => toWarnings(line, variants[index] ?? null));
}

function toWarnings({ id: lineId, title, quantity, unitPrice }: LineRow, variant: VariantRow | null): CartWarning[] {
  if (!variant?.price) {
    const message = `${title} is no longer sold.`;
    return [{ code: 'UNAVAILABLE', lineId, message, price: null, availableQuantity: null }];
  }
  const { price, isCounted, isBackordered } = variant;
  const left = Math.max(0, variant.quantity);
  const warnings: CartWarning[] = [];
  if (price.amount !== unitPrice.amount || price.currencyCode !== unitPrice.currencyCode) {
    const message = `${title} now costs ${price.amount} ${price.currencyCode} a piece.`;
    warnings.push({ code: 'PRICE_CHANGED', lineId, message, price, availableQuantity: null });
  }
  if (isCounted && !isBackordered && left < quantity) {
    const message = `${title}: ${left} left.`;
    warnings.push({ code: 'STOCK_SHORT', lineId, message, price: null, availableQuantity: left });
  }
  return warnings;
}
