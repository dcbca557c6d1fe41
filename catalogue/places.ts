import type { Region, StockLocation, Variant } from './types.ts';

/** The regions of sale, the default first. A country is in one region at most. */
export const regions: Region[] = [
  {
    id: 'reg_europe',
    name: 'Europe',
    currency: 'EUR',
    // One customs union.
    dutiesIncluded: true,
    freeShippingFrom: 5_000,
    // The default country first, then the rest of the euro area by code.
    countries: [
      ...['FR', 'AT', 'BE', 'CY', 'DE', 'EE', 'ES', 'FI', 'GR', 'HR', 'IE'],
      ...['IT', 'LT', 'LU', 'LV', 'MC', 'MT', 'NL', 'PT', 'SI', 'SK'],
    ],
    taxes: taxes('VAT', {
      ...{ FR: 20, AT: 20, BE: 21, CY: 19, DE: 19, EE: 24, ES: 21, FI: 25.5, GR: 24, HR: 25, IE: 23 },
      ...{ IT: 22, LT: 21, LU: 17, LV: 21, MC: 20, MT: 18, NL: 21, PT: 23, SI: 22, SK: 23 },
    }),
  },
  {
    id: 'reg_north-america',
    name: 'North America',
    currency: 'USD',
    dutiesIncluded: false,
    freeShippingFrom: 5_500,
    countries: ['US', 'CA'],
  },
  {
    id: 'reg_united-kingdom',
    name: 'United Kingdom',
    currency: 'GBP',
    dutiesIncluded: true,
    freeShippingFrom: 4_500,
    countries: ['GB', 'GG', 'IM', 'JE'],
    taxes: taxes('VAT', { GB: 20, IM: 20 }),
  },
  {
    id: 'reg_japan',
    name: 'Japan',
    currency: 'JPY',
    dutiesIncluded: true,
    freeShippingFrom: 800_000,
    countries: ['JP'],
    taxes: taxes('Consumption tax', { JP: 10 }),
  },
  {
    id: 'reg_switzerland',
    name: 'Switzerland',
    currency: 'CHF',
    dutiesIncluded: true,
    freeShippingFrom: 5_000,
    countries: ['CH', 'LI'],
    taxes: taxes('VAT', { CH: 8.1, LI: 8.1 }),
  },
];

/** The stock locations. Orders can be picked up in Paris and Tokyo. */
export const locations: StockLocation[] = [
  {
    id: 'sloc_paris',
    name: 'Rue de Thorigny',
    line1: '9 rue de Thorigny',
    postalCode: '75003',
    city: 'Paris',
    latitude: 48.86,
    longitude: 2.36,
    countryCode: 'FR',
    timeZone: 'Europe/Paris',
    cutOff: '14:00',
    store: {
      openingHours: [{ weekdays: [2, 3, 4, 5, 6], opens: '11:00', closes: '19:00' }],
      workingDays: { min: 1, max: 1 },
    },
  },
  {
    id: 'sloc_new-york',
    name: 'Bond Street',
    line1: '22 Bond Street',
    postalCode: '10012',
    city: 'New York',
    latitude: 40.73,
    longitude: -73.99,
    countryCode: 'US',
    timeZone: 'America/New_York',
    cutOff: '13:00',
  },
  {
    id: 'sloc_tokyo',
    name: 'Minami-Aoyama',
    line1: '5-4-30 Minami-Aoyama',
    postalCode: '107-0062',
    city: 'Tokyo',
    latitude: 35.66,
    longitude: 139.71,
    countryCode: 'JP',
    timeZone: 'Asia/Tokyo',
    cutOff: '15:00',
    store: {
      openingHours: [
        { weekdays: [1, 2, 4, 5], opens: '12:00', closes: '20:00' },
        { weekdays: [6, 7], opens: '11:00', closes: '19:00' },
      ],
      workingDays: { min: 0, max: 1 },
    },
  },
];

/** Pieces at each stock location. */
export function stock(paris: number, newYork: number, tokyo: number): Variant['stock'] {
  return { sloc_paris: paris, 'sloc_new-york': newYork, sloc_tokyo: tokyo };
}

/** The standard rates of one tax, in per cent. */
function taxes(name: string, rates: Record<string, number>): Region['taxes'] {
  return Object.fromEntries(Object.entries(rates).map(([country, percent]) => [country, { name, percent }]));
}
