import { accountFor } from '../footprint.ts';
import { gtin14 } from '../gtin.ts';
import { stock } from '../places.ts';
import type { Product } from '../types.ts';

/** Rugs and cushions. */
export const rugs: Product[] = [
  {
    id: 'prod_haaf-rug',
    handle: 'haaf-rug',
    title: 'Haaf Rug',
    subtitle: 'Flat-woven wool on a linen warp',
    description:
      'The haaf was the deep-sea fishing, forty miles out in an open boat. A flat weave in dark wool on a linen warp beaten so hard that the linen disappears; pale picks cross it at the spacing of the old fishing lines. It has no right side and no wrong one.',
    collection: 'tideline',
    categories: ['rugs-and-cushions'],
    tags: ['undyed', 'hand-woven', 'made-to-order'],
    weightGrams: 8600,
    originCountry: 'GB',
    hsCode: '570291',
    gtin: gtin14(1013),
    options: [{ name: 'Size', values: ['170 × 240 cm', '200 × 300 cm'] }],
    variants: [
      {
        id: 'variant_haaf-rug-170',
        sku: 'AX-1013-170',
        title: '170 × 240 cm',
        options: { Size: '170 × 240 cm' },
        prices: { EUR: 4600, USD: 5150, GBP: 3950, JPY: 773_000, CHF: 4500 },
        stock: stock(1, 1, 0),
      },
      {
        id: 'variant_haaf-rug-200',
        sku: 'AX-1013-200',
        title: '200 × 300 cm',
        options: { Size: '200 × 300 cm' },
        prices: { EUR: 6400, USD: 7150, GBP: 5500, JPY: 1_075_000, CHF: 6250 },
        stock: stock(1, 0, 0),
      },
    ],
    provenance: {
      artisan: 'arti_inga-linklater',
      place: 'Scalloway, Shetland',
      countryCode: 'GB',
      originCoordinates: { latitude: 60.1361, longitude: -1.2769 },
      ...accountFor({
        grams: { 'mat_shetland-wool': 6900, 'mat_caux-linen': 1700 },
        making: 6.5,
        transport: 8.2,
        method: 'ISO 14067:2018',
        verifiedBy: 'Hallmoor Assurance',
      }),
      events: [
        {
          type: 'MATERIAL_SOURCED',
          at: '2025-02-19T10:00:00Z',
          place: 'Burrafirth, Unst',
          actor: 'Burrafirth Wool Growers',
          note: 'Britch and back wool of the 2024 clip, too strong for the neck and right for the floor.',
        },
        {
          type: 'CRAFTED',
          at: '2025-06-21T21:00:00Z',
          place: 'Scalloway',
          actor: 'Inga Linklater',
          note: 'Five weeks on the loom; cut down on the longest day, at ten in the evening, without a lamp.',
        },
        {
          type: 'INSPECTED',
          at: '2025-06-30T09:00:00Z',
          place: 'Scalloway',
          actor: 'Erland Goudie',
          note: 'Lies flat; diagonals differ by 4 mm.',
        },
        {
          type: 'STOCKED',
          at: '2025-07-22T08:00:00Z',
          place: 'Paris',
          actor: 'Rue de Thorigny',
          note: 'Rolled, pale side in.',
        },
      ],
    },
    form: {
      shape: { kind: 'sheet', width: 1.7, depth: 2.4, waves: 1, amplitude: 0.008 },
      colours: ['#3a3734', '#c9c2b4'],
      pattern: 'stripe',
      metallic: 0,
      roughness: 0.97,
    },
  },
  {
    id: 'prod_taatit-cushion',
    handle: 'taatit-cushion',
    title: 'Taatit Cushion',
    subtitle: 'Knotted pile, after the Shetland bridal rugs',
    description:
      'Taatit rugs were bedcovers made in two halves, one by each family, and sewn together for the wedding. This cushion is knotted the same way, in loops of six undyed colours, and filled with the wool that was too short to spin.',
    collection: 'scree',
    categories: ['rugs-and-cushions'],
    tags: ['undyed', 'hand-woven', 'gift'],
    weightGrams: 1450,
    originCountry: 'GB',
    hsCode: '940490',
    gtin: gtin14(1014),
    options: [{ name: 'Size', values: ['50 × 50 cm'] }],
    variants: [
      {
        id: 'variant_taatit-cushion-50',
        sku: 'AX-1014-50',
        title: '50 × 50 cm',
        options: { Size: '50 × 50 cm' },
        prices: { EUR: 340, USD: 380, GBP: 290, JPY: 56_000, CHF: 330 },
        stock: stock(7, 4, 2),
      },
    ],
    provenance: {
      artisan: 'arti_inga-linklater',
      place: 'Scalloway, Shetland',
      countryCode: 'GB',
      originCoordinates: { latitude: 60.1361, longitude: -1.2769 },
      ...accountFor({
        grams: { 'mat_shetland-wool': 1180, 'mat_caux-linen': 270 },
        making: 0.9,
        transport: 1.4,
        method: 'ISO 14067:2018',
      }),
      events: [
        {
          type: 'MATERIAL_SOURCED',
          at: '2025-07-11T09:30:00Z',
          place: 'Burrafirth, Unst',
          actor: 'Burrafirth Wool Growers',
          note: 'Six colours, and the sweepings for the filling.',
        },
        {
          type: 'CRAFTED',
          at: '2026-01-27T14:00:00Z',
          place: 'Scalloway',
          actor: 'Inga Linklater',
          note: '2,100 loops; the two halves were knotted on different days and sewn together.',
        },
        {
          type: 'STOCKED',
          at: '2026-02-17T08:30:00Z',
          place: 'Paris',
          actor: 'Rue de Thorigny',
          note: 'Beaten once, outdoors.',
        },
      ],
    },
    form: {
      shape: { kind: 'superellipsoid', size: [0.5, 0.16, 0.5], exponents: [1, 0.35] },
      colours: ['#8d7b66', '#e3dccd'],
      pattern: 'weave',
      metallic: 0,
      roughness: 1,
    },
  },
];
