const prices = (EUR: number) => ({ EUR, USD: EUR + 100, JPY: EUR * 160 });
const vat = (percent: number) => ({ name: 'VAT', percent });
const everyProduct = { subtitle: 'Hand-stitched', originCountry: 'IT', hsCode: '420221', gtin: '04012345678901' };
const engravings = (isRequired: boolean) => [
  { key: 'initials', label: 'Initials', maxLength: 3, allowedCharacters: 'A-Z' },
  { key: 'wish', label: 'Wish', maxLength: 5, isRequired },
];

const specifications = [
  { key: 'lining', label: 'Lining', value: 'Silk' },
  { key: 'wood', label: 'Wood', value: 'Walnut' },
];

/**
 * A tote whose small size is on sale and whose large size is sold out, and thirty boxes for lists, of which two can be engraved.
 * Box 26 may not be delivered to Germany and the United States. The store in Paris has two of box 24.
 */
export const catalogue = {
  locations: [
    {
      ...{
        id: 'sloc_florence',
        name: 'Florence',
        city: 'Florence',
        latitude: 43.8,
        longitude: 11.3,
        countryCode: 'IT',
      },
      ...{ timeZone: 'Europe/Rome', cutOff: '14:00' },
    },
    { id: 'sloc_kyoto', name: 'Kyoto', city: 'Kyoto', latitude: 35, longitude: 135.8, countryCode: 'JP' },
    {
      ...{ id: 'sloc_paris', name: 'Paris', city: 'Paris', latitude: 48.9, longitude: 2.4, countryCode: 'FR' },
      ...{ line1: '9 rue de Thorigny', postalCode: '75003', timeZone: 'Europe/Paris', cutOff: '14:00' },
      store: {
        openingHours: [{ weekdays: [2, 6], opens: '11:00', closes: '19:00' }],
        workingDays: { min: 1, max: 2 },
      },
    },
  ],
  regions: [
    {
      id: 'reg_europe',
      name: 'Europe',
      currency: 'EUR',
      dutiesIncluded: true,
      freeShippingFrom: 5_000,
      countries: ['FR', 'DE', 'IT'],
      taxes: { FR: vat(20), DE: vat(19), IT: vat(22) },
    },
    { id: 'reg_america', name: 'America', currency: 'USD', dutiesIncluded: false, countries: ['US'] },
    { id: 'reg_japan', name: 'Japan', currency: 'JPY', countries: ['JP'], taxes: { JP: vat(10) } },
  ],
  collections: [
    { id: 'pcol_ember', handle: 'ember', title: 'Ember', description: 'Warm leathers.' },
    { id: 'pcol_plain', handle: 'plain', title: 'Plain', description: 'Boxes.' },
  ],
  categories: [
    {
      id: 'pcat_leather',
      handle: 'leather',
      name: 'Leather',
      description: 'All that is leather.',
      image: { url: 'leather.webp' },
    },
    { id: 'pcat_bags', handle: 'bags', name: 'Bags', description: 'To carry.', parent: 'leather' },
    { id: 'pcat_home', handle: 'home', name: 'Home', description: 'To keep.' },
  ],
  products: [
    {
      ...everyProduct,
      id: 'prod_tote',
      handle: 'ember-tote',
      title: 'Ember Tote',
      description: 'Made once.',
      collection: 'ember',
      categories: ['leather', 'bags'],
      tags: ['icon', 'leather'],
      weightGrams: 850,
      thumbnail: 'tote/0.webp',
      images: [
        {
          ...{ url: 'tote/0.webp', alt: 'The tote, closed', width: 1200, height: 1500 },
          ...{ thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI', focal_point: { x: 0.5, y: 0.25 } },
        },
        { url: 'https://elsewhere.example/tote.webp' },
      ],
      dimensions: { length: 320, width: 140, height: 280 },
      complementary: ['prod_box_3', 'prod_none', 'prod_box_4'],
      media: ['https://elsewhere.example/tote.webp', 'model'],
      options: [
        { name: 'Size', values: ['Small', 'Large'] },
        { name: 'Colour', values: ['Soot', 'Amber'], swatches: { Soot: { colour: '#1E1C1B' } } },
      ],
      variants: [
        {
          id: 'variant_tote_small',
          sku: 'TOTE-S',
          title: 'Small / Soot',
          options: { Size: 'Small', Colour: 'Soot' },
          ean: '9520000000011',
          unitPrice: { content: 260, per: 100, unit: 'GRAMS' as const },
          prices: { EUR: 1250.5, USD: 1400, JPY: 198_000 },
          comparePrices: { EUR: 1500, USD: 1600, JPY: 240_000 },
          stock: { sloc_florence: 3, sloc_paris: 2 },
        },
        {
          id: 'variant_tote_large',
          sku: 'TOTE-L',
          title: 'Large / Amber',
          options: { Size: 'Large', Colour: 'Amber' },
          dimensions: { length: 180, width: 400, height: 350 },
          images: ['https://elsewhere.example/tote.webp'],
          prices: { EUR: 2400, USD: 2600, JPY: 380_000 },
          stock: { sloc_florence: 0 },
        },
      ],
    },
    ...Array.from({ length: 30 }, (_, n) => ({
      ...everyProduct,
      id: `prod_box_${n}`,
      handle: `box-${n}`,
      title: `Box ${String(n).padStart(2, '0')}`,
      description: 'A box.',
      collection: 'plain',
      categories: [n % 2 ? 'home' : 'bags'],
      tags: ['box'],
      weightGrams: 100 + n,
      ...(n === 26 && {
        deliveryRestrictions: [
          { countries: ['DE', 'US'], reason: 'WILDLIFE' as const, explanation: 'It is made of rosewood.' },
        ],
      }),
      options: [{ name: 'Size', values: ['One', 'Two', 'Three'].slice(0, 1 + (n % 3)) }],
      ...(n === 27 && { specifications }),
      ...([27, 28].includes(n) && { personalizations: engravings(n === 27) }),
      variants: ['One', 'Two', 'Three'].slice(0, 1 + (n % 3)).map((size, index) => ({
        id: `variant_box_${n}_${size}`,
        sku: `BOX-${n}-${size}`,
        title: size,
        options: { Size: size },
        prices: prices(100 + n + index),
        stock: { sloc_kyoto: n, ...(n === 24 && { sloc_paris: 2 }) },
      })),
    })),
  ],
  translations: {
    'fr-FR': {
      products: {
        prod_tote: {
          handle: 'cabas-braise',
          title: 'Cabas Braise',
          subtitle: 'Un cabas',
          description: 'Fait une fois.',
        },
        prod_box_26: { handle: 'boite-26', title: 'Boîte 26', subtitle: '', description: 'Une boîte.' },
        prod_box_27: { handle: 'boite-27', title: 'Boîte 27', subtitle: '', description: 'Une boîte.' },
      },
      collections: { pcol_ember: { handle: 'braise', title: 'Braise', description: 'Des cuirs chauds.' } },
      categories: { pcat_bags: { handle: 'sacs', name: 'Sacs', description: '' } },
      terms: {
        ...{ Size: 'Taille', Small: 'Petit', Large: 'Grand', Colour: 'Couleur', Soot: 'Suie' },
        ...{ leather: 'cuir', icon: 'icône', Initials: 'Initiales', Lining: 'Doublure', Silk: 'Soie' },
        ...{ Europe: 'Europe', America: 'Amérique', Japan: 'Japon' },
        'It is made of rosewood.': 'Elle est en palissandre.',
        'The tote, closed': 'Le cabas, fermé',
        ...{ Standard: 'Livraison standard', 'Three to five working days': 'Trois à cinq jours ouvrés' },
      },
    },
    'ja-JP': {
      // A handle that another product has in English.
      products: { prod_tote: { handle: 'box-0', title: 'エンバー トート', subtitle: '', description: '' } },
      ...{ collections: {}, categories: {}, terms: {} },
    },
  },
};
