import { accountFor } from '../footprint.ts';
import { gtin14 } from '../gtin.ts';
import { stock } from '../places.ts';
import type { Product } from '../types.ts';

/** Leather cases, for papers and for the pocket. */
export const cases: Product[] = [
  {
    id: 'prod_meridian-folio',
    handle: 'meridian-folio',
    title: 'Meridian Folio',
    subtitle: 'A document case for papers that must arrive flat',
    description:
      'One piece of calf, folded once, with a gusset on two sides and a strap that tucks under a bridge. It holds paper to A4 and a screen to fourteen inches. Inside, a linen pocket is placed where a hand falls; there is nothing else to find.',
    collection: 'meridian',
    categories: ['bags'],
    tags: ['hand-stitched', 'repairable', 'work'],
    weightGrams: 690,
    originCountry: 'IT',
    hsCode: '420211',
    gtin: gtin14(1003),
    options: [{ name: 'Colour', values: ['Crust', 'Ink'] }],
    variants: [
      {
        id: 'variant_meridian-folio-crust',
        sku: 'AX-1003-CRU',
        title: 'Crust',
        options: { Colour: 'Crust' },
        prices: { EUR: 1280, USD: 1450, GBP: 1100, JPY: 215_000, CHF: 1250 },
        stock: stock(4, 3, 5),
      },
      {
        id: 'variant_meridian-folio-ink',
        sku: 'AX-1003-INK',
        title: 'Ink',
        options: { Colour: 'Ink' },
        prices: { EUR: 1340, USD: 1520, GBP: 1150, JPY: 225_000, CHF: 1310 },
        stock: stock(3, 0, 2),
      },
    ],
    provenance: {
      artisan: 'arti_ilaria-vannozzi',
      place: 'Scandicci, Tuscany',
      countryCode: 'IT',
      originCoordinates: { latitude: 43.754, longitude: 11.189 },
      ...accountFor({
        grams: { 'mat_arno-calf': 605, 'mat_caux-linen': 60, 'mat_birse-brass': 25 },
        making: 1.9,
        transport: 1.1,
        method: 'ISO 14067:2018',
      }),
      events: [
        {
          type: 'MATERIAL_SOURCED',
          at: '2025-05-12T08:10:00Z',
          place: 'Santa Croce sull’Arno',
          actor: 'Conceria Valdirena',
          note: 'Butts of lot 431, split to 2.2 mm.',
        },
        {
          type: 'CRAFTED',
          at: '2025-06-19T14:00:00Z',
          place: 'Scandicci',
          actor: 'Ilaria Vannozzi',
          note: 'Folded wet over a beech board and left under weight for three nights.',
        },
        {
          type: 'STOCKED',
          at: '2025-07-08T07:30:00Z',
          place: 'Tokyo',
          actor: 'Minami-Aoyama',
          note: 'Aired for a week before it was shown.',
        },
      ],
    },
    form: {
      shape: { kind: 'superellipsoid', size: [0.345, 0.25, 0.03], exponents: [0.2, 0.3] },
      colours: ['#9b6238', '#6f4325'],
      pattern: 'grain',
      metallic: 0,
      roughness: 0.58,
    },
  },
  {
    id: 'prod_tideline-card-case',
    handle: 'tideline-card-case',
    title: 'Tideline Card Case',
    subtitle: 'One goatskin, two folds, four cards',
    description:
      'Folded like a letter from a single piece of goatskin and held by eleven stitches. The edge is left raw and burnished with beeswax, and draws an uneven line across the front, as a wave does on sand.',
    collection: 'tideline',
    categories: ['small-leather'],
    tags: ['hand-stitched', 'gift'],
    weightGrams: 38,
    originCountry: 'IT',
    hsCode: '420231',
    gtin: gtin14(1007),
    options: [{ name: 'Colour', values: ['Shell', 'Wrack', 'Ink'] }],
    variants: [
      {
        id: 'variant_tideline-card-case-shell',
        sku: 'AX-1007-SHE',
        title: 'Shell',
        options: { Colour: 'Shell' },
        prices: { EUR: 190, USD: 215, GBP: 165, JPY: 32_000, CHF: 185 },
        stock: stock(18, 12, 15),
      },
      {
        id: 'variant_tideline-card-case-wrack',
        sku: 'AX-1007-WRA',
        title: 'Wrack',
        options: { Colour: 'Wrack' },
        prices: { EUR: 190, USD: 215, GBP: 165, JPY: 32_000, CHF: 185 },
        stock: stock(9, 0, 7),
      },
      {
        id: 'variant_tideline-card-case-ink',
        sku: 'AX-1007-INK',
        title: 'Ink',
        options: { Colour: 'Ink' },
        prices: { EUR: 190, USD: 215, GBP: 165, JPY: 32_000, CHF: 185 },
        stock: stock(14, 10, 0),
      },
    ],
    provenance: {
      artisan: 'arti_ilaria-vannozzi',
      place: 'Scandicci, Tuscany',
      countryCode: 'IT',
      originCoordinates: { latitude: 43.754, longitude: 11.189 },
      ...accountFor({
        grams: { 'mat_tarn-goatskin': 35, 'mat_caux-linen': 2, 'mat_valensole-beeswax': 1 },
        making: 0.2,
        transport: 0.2,
        method: 'ISO 14067:2018',
      }),
      events: [
        {
          type: 'MATERIAL_SOURCED',
          at: '2025-02-03T10:15:00Z',
          place: 'Graulhet',
          actor: 'Mégisserie Belbèze',
          note: 'Cut from the flanks that a satchel leaves over.',
        },
        {
          type: 'CRAFTED',
          at: '2025-05-22T12:00:00Z',
          place: 'Scandicci',
          actor: 'Ilaria Vannozzi',
          note: 'Eleven stitches, one thread.',
        },
        {
          type: 'STOCKED',
          at: '2025-06-05T08:00:00Z',
          place: 'Paris',
          actor: 'Rue de Thorigny',
          note: 'Forty pieces, each with a different edge.',
        },
      ],
    },
    form: {
      shape: { kind: 'superellipsoid', size: [0.102, 0.074, 0.008], exponents: [0.15, 0.2] },
      colours: ['#cdbba3', '#a8937a'],
      pattern: 'grain',
      metallic: 0,
      roughness: 0.7,
    },
  },
];
