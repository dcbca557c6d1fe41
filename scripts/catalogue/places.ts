import type { Region, StockLocation, Variant } from './types.ts';

/** The regions the house sells in, the default first. A country is in one region at most. */
export const regions: Region[] = [
  {
    id: 'reg_europe',
    name: 'Europe',
    currency: 'EUR',
    // The default country first, then the rest of the euro area by code.
    countries: [
      ...['FR', 'AT', 'BE', 'CY', 'DE', 'EE', 'ES', 'FI', 'GR', 'HR', 'IE'],
      ...['IT', 'LT', 'LU', 'LV', 'MC', 'MT', 'NL', 'PT', 'SI', 'SK'],
    ],
  },
  { id: 'reg_north-america', name: 'North America', currency: 'USD', countries: ['US', 'CA'] },
  { id: 'reg_united-kingdom', name: 'United Kingdom', currency: 'GBP', countries: ['GB', 'GG', 'IM', 'JE'] },
  { id: 'reg_japan', name: 'Japan', currency: 'JPY', countries: ['JP'] },
  { id: 'reg_switzerland', name: 'Switzerland', currency: 'CHF', countries: ['CH', 'LI'] },
];

/** Where the house keeps its pieces. */
export const locations: StockLocation[] = [
  { id: 'sloc_paris', name: 'Rue de Thorigny', city: 'Paris', countryCode: 'FR' },
  { id: 'sloc_new-york', name: 'Bond Street', city: 'New York', countryCode: 'US' },
  { id: 'sloc_tokyo', name: 'Minami-Aoyama', city: 'Tokyo', countryCode: 'JP' },
];

/** Pieces at each stock location. */
export function stock(paris: number, newYork: number, tokyo: number): Variant['stock'] {
  return { sloc_paris: paris, 'sloc_new-york': newYork, sloc_tokyo: tokyo };
}
