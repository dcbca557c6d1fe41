import { expect } from '@jest/globals';
import type { Commerce } from '#backends/medusa/seed.ts';

type Product = Commerce['products'][number];

/** A shop with three products, two stock locations and two markets: small enough to remember. */
export const threePieces: Commerce = {
  locations: [
    { id: 'sloc_paris', name: 'Paris', city: 'Paris', latitude: 48.9, longitude: 2.4, countryCode: 'FR' },
    { id: 'sloc_tokyo', name: 'Tokyo', city: 'Tokyo', latitude: 35.7, longitude: 139.7, countryCode: 'JP' },
  ],
  regions: [
    { id: 'reg_europe', name: 'Europe', currency: 'EUR', dutiesIncluded: true, countries: ['FR', 'DE'] },
    { id: 'reg_japan', name: 'Japan', currency: 'JPY', dutiesIncluded: false, countries: ['JP'] },
  ],
  collections: [{ id: 'pcol_nocturne', handle: 'nocturne', title: 'Nocturne', description: 'For the night.' }],
  categories: [
    { id: 'pcat_bags', handle: 'bags', name: 'Bags', description: 'All bags.' },
    { id: 'pcat_evening', handle: 'evening', name: 'Evening', description: 'Small bags.', parent: 'bags' },
  ],
  products: [
    piece('clutch', [variant('clutch', 'Small', 900), variant('clutch', 'Large', 1100)]),
    piece('minaudiere', [variant('minaudiere', 'Small', 2000, prices(2500))]),
    piece('pouch', [variant('pouch', 'Large', 400)]),
  ],
};

/** The third product as the store API returns it, with lists in any order. */
export const pouch = {
  id: 'prod_pouch',
  handle: 'pouch',
  title: 'The pouch',
  subtitle: 'One of three',
  description: 'Made by hand.',
  thumbnail: 'https://media.axiom.example/pouch.webp',
  weight: 640,
  origin_country: 'fr',
  hs_code: '420221',
  metadata: { gtin: '00012345678905' },
  images: [
    {
      url: 'https://media.axiom.example/pouch.webp',
      rank: 0,
      metadata: { alt: 'From the front', width: 1200, height: 900 },
    },
  ],
  tags: [{ value: 'new' }],
  categories: [{ id: 'pcat_evening' }],
  collection: {
    id: 'pcol_nocturne',
    handle: 'nocturne',
    title: 'Nocturne',
    metadata: { description: 'For the night.' },
  },
  options: expect.arrayContaining([
    {
      id: 'opt_pouch_0',
      title: 'Size',
      metadata: { rank: 0 },
      values: expect.arrayContaining([
        { value: 'Small', rank: 0 },
        { value: 'Large', rank: 1 },
      ]),
    },
    { id: 'opt_pouch_1', title: 'Colour', metadata: { rank: 1 }, values: [{ value: 'Black', rank: 0 }] },
  ]),
  variants: [
    {
      id: 'variant_pouch_large',
      sku: 'POUCH-LARGE',
      title: 'Large',
      variant_rank: 0,
      manage_inventory: true,
      allow_backorder: false,
      inventory_quantity: 4,
      options: expect.arrayContaining([
        { option_id: 'opt_pouch_0', value: 'Large' },
        { option_id: 'opt_pouch_1', value: 'Black' },
      ]),
      inventory_items: [
        expect.objectContaining({
          required_quantity: 1,
          inventory: expect.objectContaining({
            location_levels: expect.arrayContaining([
              { location_id: 'sloc_paris', stocked_quantity: 3, reserved_quantity: 0 },
              { location_id: 'sloc_tokyo', stocked_quantity: 1, reserved_quantity: 0 },
            ]),
          }),
        }),
      ],
    },
  ],
};

/** Prices that identify the currency: amounts in yen are much larger. */
function prices(amount: number) {
  return { EUR: amount, USD: amount + 1, GBP: amount + 2, JPY: amount * 160, CHF: amount + 3 };
}

function piece(name: string, variants: Product['variants']): Product {
  return {
    id: `prod_${name}`,
    handle: name,
    title: `The ${name}`,
    subtitle: 'One of three',
    description: 'Made by hand.',
    collection: 'nocturne',
    categories: ['evening'],
    tags: ['new'],
    weightGrams: 640,
    originCountry: 'FR',
    hsCode: '420221',
    gtin: '00012345678905',
    options: [
      { name: 'Size', values: ['Small', 'Large'] },
      { name: 'Colour', values: ['Black'] },
    ],
    variants,
    thumbnail: `https://media.axiom.example/${name}.webp`,
    images: [{ url: `https://media.axiom.example/${name}.webp`, alt: 'From the front', width: 1200, height: 900 }],
  };
}

function variant(name: string, size: string, amount: number, comparePrices?: Record<string, number>) {
  return {
    id: `variant_${name}_${size.toLowerCase()}`,
    sku: `${name}-${size}`.toUpperCase(),
    title: size,
    options: { Size: size, Colour: 'Black' },
    prices: prices(amount),
    comparePrices,
    stock: { sloc_paris: 3, sloc_tokyo: 1 },
  };
}
