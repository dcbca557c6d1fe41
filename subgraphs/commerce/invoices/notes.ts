import type { InvoiceSpeaker } from './texts/texts.ts';

/** The member states of the European Union by ISO 3166-1 code, and Monaco, which belongs to its VAT territory. */
const vatTerritory = new Set([
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV'],
  ...['MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK', 'MC'],
]);

/**
 * Why there is no tax, for an invoice without any; empty for an invoice with tax. Buyers have no VAT number here, so the
 * tax is never reversed to them.
 */
export function taxNotes({ say }: InvoiceSpeaker, hasTax: boolean, country: string | null): string[] {
  if (hasTax) return [];
  if (country === null || vatTerritory.has(country)) return [say('noTaxCharged')];
  return [say('outsideUnion'), say('importDuties')];
}
