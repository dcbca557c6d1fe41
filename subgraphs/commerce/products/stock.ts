import type { LocationRow, VariantRow } from '../rows.ts';

/** Whether a variant can be added to a cart now: its stock is not counted, a piece is left, or backorders are allowed. */
export function isForSale({ isCounted, isBackordered, quantity }: VariantRow): boolean {
  return !isCounted || isBackordered || quantity > 0;
}

/** Pieces that can be sold now; null when stock is not counted. */
export function sellable({ isCounted, quantity }: VariantRow): number | null {
  return isCounted ? Math.max(0, quantity) : null;
}

/** The pieces that can be sold from each location, in the order of `locations`; empty when stock is not counted. */
export function inventoryAt(locations: readonly LocationRow[], { isCounted, stock }: VariantRow) {
  if (!isCounted) return [];
  return locations.map((location) => ({ location, available: availableAt(location.id, stock) }));
}

/** The scarcest part limits how many pieces of a variant of several parts can be sold. */
function availableAt(locationId: string, stock: VariantRow['stock']): number {
  const whole = stock.map(({ required, available }) => Math.floor((available.get(locationId) ?? 0) / required));
  return whole.length === 0 ? 0 : Math.max(0, Math.min(...whole));
}
