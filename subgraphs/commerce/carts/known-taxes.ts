import type { CartRow, RegionRow } from '../rows.ts';

/** The cart, with null for its amounts with tax while the taxes depend on a province that the buyer has not entered. */
export function withKnownTaxes(cart: CartRow, regions: readonly RegionRow[]): CartRow {
  if (areTaxesKnown(cart, regions)) return cart;
  const { lines, cost, shippingMethod } = cart;
  return {
    ...cart,
    lines: lines.map((line) => ({ ...line, taxedUnitPrice: null, taxedTotal: null })),
    cost: { ...cost, taxedSubtotal: null, taxedDiscountTotal: null, taxedShippingTotal: null, taxedTotal: null },
    shippingMethod: shippingMethod && { ...shippingMethod, taxedTotal: null },
  };
}

function areTaxesKnown({ regionId, destination }: CartRow, regions: readonly RegionRow[]): boolean {
  if (destination.province) return true;
  const countries = regions.find(({ id }) => id === regionId)?.countries ?? [];
  return !countries.some(({ code, hasTaxesByProvince }) => hasTaxesByProvince && code === destination.countryCode);
}
