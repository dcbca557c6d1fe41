/** The member states of the European Union by ISO 3166-1 code, and Monaco, which belongs to its VAT territory. */
const vatTerritory = new Set([
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV'],
  ...['MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK', 'MC'],
]);

/**
 * Why there is no tax, for an invoice without any; empty for an invoice with tax. Buyers have no VAT number here, so the
 * tax is never reversed to them.
 */
export function taxNotes(hasTax: boolean, country: string | null): string[] {
  if (hasTax) return [];
  if (country === null || vatTerritory.has(country)) return ['No tax was charged on this order.'];
  return [
    'No value added tax was charged: delivery outside the European Union.',
    'Import duties and taxes of the country of delivery may be due on arrival.',
  ];
}
