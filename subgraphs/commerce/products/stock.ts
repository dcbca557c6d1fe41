import type { LocationRow, VariantRow } from '../rows.ts';

/** Whether a variant can be put into a cart now: it is not counted, or one is left, or it may be sold on backorder. */
export function isForSale({ isCounted, isBackordered, quantity }: VariantRow): boolean {
  return !isCounted || isBackordered || quantity > 0;
}

/** Pieces that can be sold now; null when they are not counted. */
export function sellable({ isCounted, quantity }: VariantRow): number | null {
  return isCounted ? Math.max(0, quantity) : null;
}

/** What can be sold from each location, in the order of `locations`; nothing when pieces are not counted. */
export function inventoryAt(locations: readonly LocationRow[], { isCounted, stock }: VariantRow) {
  if (!isCounted) return [];
  return locations.map((location) => ({ location, available: availableAt(location.id, stock) }));
}

/** A variant of several parts can be sold as often as the scarcest part allows. */
function availableAt(locationId: string, stock: VariantRow['stock']): number {
  const whole = stock.map(({ required, available }) => Math.floor((available.get(locationId) ?? 0) / required));
  return whole.length === 0 ? 0 : Math.max(0, Math.min(...whole));
}
