import type { AvailabilityStatus } from '#generated/commerce.ts';
import type { LocationRow, ProductRow, VariantRow } from '../rows.ts';

/** Whether a variant can be added to a cart now: its stock is not counted, a piece is left, or backorders are allowed. */
export function isForSale(variant: VariantRow): boolean {
  const left = piecesLeft(variant);
  return left === null || left > 0;
}

/** Most pieces that are called a low stock. */
const lowStock = 3;

/** The state of the stock of a variant. */
export function stockStatus(variant: VariantRow): AvailabilityStatus {
  if (!isForSale(variant)) return 'OUT_OF_STOCK';
  if (!variant.isCounted || variant.quantity > lowStock) return 'IN_STOCK';
  if (variant.quantity > 0) return 'LOW_STOCK';
  return variant.preOrder ? 'PRE_ORDER' : 'BACKORDER';
}

/** Pieces that a cart may contain now; null when their number is not limited by stock. */
export function piecesLeft(variant: VariantRow): number | null {
  const isLimited = variant.isCounted && (!variant.isBackordered || variant.hasPreOrder);
  return isLimited ? sellable(variant) : null;
}

/** Pieces that can be sold now, with those that can be pre-ordered; null when stock is not counted. */
export function sellable({ isCounted, isBackordered, preOrder, quantity }: VariantRow): number | null {
  return isCounted ? Math.max(0, quantity + (isBackordered ? (preOrder?.limit ?? 0) : 0)) : null;
}

/** The limited edition of a product, with the pieces that can still be bought; null when it is not limited. */
export function editionOf({ editionSize: size, allVariants }: ProductRow): { size: number; remaining: number } | null {
  if (size === null) return null;
  const left = allVariants.reduce((sum, variant) => sum + (sellable(variant) ?? size), 0);
  return { size, remaining: Math.min(size, left) };
}

/** The pieces that can be sold from each location, in the order of `locations`; empty when stock is not counted. */
export function inventoryAt<Location extends Pick<LocationRow, 'id'>>(
  locations: readonly Location[],
  { isCounted, stock }: VariantRow,
) {
  if (!isCounted) return [];
  return locations.map((location) => ({ location, available: availableAt(location.id, stock) }));
}

/** The pieces of a variant that can be sold from a location. The scarcest part of a variant of several parts limits them. */
export function availableAt(locationId: string, stock: VariantRow['stock']): number {
  const whole = stock.map(({ required, available }) => Math.floor((available.get(locationId) ?? 0) / required));
  return whole.length === 0 ? 0 : Math.max(0, Math.min(...whole));
}
