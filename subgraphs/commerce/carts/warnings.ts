import type { CartWarning } from '#generated/commerce.ts';
import { priceField } from '../medusa/fields.ts';
import type { Products } from '../products/products.ts';
import type { CartRow, LineRow, VariantRow } from '../rows.ts';

/** What has to be read of variants to warn of them. */
const fields = ['manage_inventory', 'allow_backorder', 'inventory_quantity']
  .map((field) => `variants.${field}`)
  .concat(priceField);

/**
 * What a buyer should know before they order: prices that are others now, and pieces that are no longer there. `products`
 * are those of the cart's region. One call, however many lines.
 */
export async function warningsOf(
  { lines }: CartRow,
  { variantById }: Pick<Products, 'variantById'>,
): Promise<CartWarning[]> {
  const variants = await Promise.all(
    lines.map(({ variantId }) => (variantId === null ? null : variantById.load({ key: variantId, fields }))),
  );
  return lines.flatMap((line, index) => warningsOfLine(line, variants[index] ?? null));
}

function warningsOfLine(
  { id: lineId, title, quantity, unitPrice }: LineRow,
  variant: VariantRow | null,
): CartWarning[] {
  if (!variant?.price) {
    return [
      { code: 'UNAVAILABLE', lineId, message: `${title} is sold no longer.`, price: null, availableQuantity: null },
    ];
  }
  const { price, isCounted, isBackordered } = variant;
  const left = Math.max(0, variant.quantity);
  const warnings: CartWarning[] = [];
  if (price.amount !== unitPrice.amount || price.currencyCode !== unitPrice.currencyCode) {
    const message = `${title} costs ${price.amount} ${price.currencyCode} a piece now.`;
    warnings.push({ code: 'PRICE_CHANGED', lineId, message, price, availableQuantity: null });
  }
  if (isCounted && !isBackordered && left < quantity) {
    const message = `Of ${title} there are ${left} left.`;
    warnings.push({ code: 'STOCK_SHORT', lineId, message, price: null, availableQuantity: left });
  }
  return warnings;
}
