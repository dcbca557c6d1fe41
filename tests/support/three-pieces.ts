import type { Commerce } from '#backends/medusa/seed.ts';

/** A shop of three pieces, two places and two markets: small enough to know by heart. */
export const threePieces: Commerce = {
  locations: [
    { id: 'sloc_paris', name: 'Paris', city: 'Paris', countryCode: 'FR' },
    { id: 'sloc_tokyo', name: 'Tokyo', city: 'Tokyo', countryCode: 'JP' },
  ],
  regions: [
    { id: 'reg_europe', name: 'Europe', currency: 'EUR', countries: ['FR', 'DE'] },
    { id: 'reg_japan', name: 'Japan', currency: 'JPY', countries: ['JP'] },
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

/** One price in every currency; a yen is worth little. */
function prices(amount: number) {
  return {
  EUR: amount,
  USD: amount + 1,
  GBP: amount + 2,
  JPY: amount * 160,
  CHF: amount + 3,
});

const piece = (name: string, variants: Commerce['products'][number]['variants']): Commerce['products'][number] => ({
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
});

const variant = (name: string, size: string, amount: number, comparePrices?: Record<string, number>) => ({
  id: `variant_${name}_${size.toLowerCase()}`,
  sku: `${name}-${size}`.toUpperCase(),
  title: size,
  options: { Size: size, Colour: 'Black' },
  prices: prices(amount),
  comparePrices,
  stock: { sloc_paris: 3, sloc_tokyo: 1 },
});

