import { accountFor } from '../footprint.ts';
import { gtin14 } from '../gtin.ts';
import { stock } from '../places.ts';
import type { Product } from '../types.ts';

/** Bracelets. */
export const bracelets: Product[] = [
  {
    id: 'prod_ichu-bracelet',
    handle: 'ichu-bracelet',
    title: 'Ichu Bracelet',
    subtitle: 'Silver wire, plaited like a bridge of grass',
    description:
      'Above the Apurímac a bridge of ichu grass is cut down and plaited anew every June. This bracelet follows the lay of its great cables: thirty wires of recycled silver, twisted by twos, then plaited by three. It has a spring of its own and needs no clasp.',
    collection: 'scree',
    categories: ['bracelets'],
    tags: ['recycled-metal', 'gift'],
    weightGrams: 38,
    originCountry: 'PE',
    hsCode: '711311',
    gtin: gtin14(1017),
    options: [{ name: 'Size', values: ['Small', 'Medium'] }],
    variants: [
      {
        id: 'variant_ichu-bracelet-small',
        sku: 'AX-1017-S',
        title: 'Small',
        options: { Size: 'Small' },
        prices: { EUR: 620, USD: 690, GBP: 530, JPY: 103_000, CHF: 605 },
        stock: stock(5, 4, 8),
      },
      {
        id: 'variant_ichu-bracelet-medium',
        sku: 'AX-1017-M',
        title: 'Medium',
        options: { Size: 'Medium' },
        prices: { EUR: 660, USD: 735, GBP: 565, JPY: 109_000, CHF: 645 },
        stock: stock(6, 5, 0),
      },
    ],
    provenance: {
      artisan: 'arti_nayra-quispe',
      place: 'San Blas, Cusco',
      countryCode: 'PE',
      originCoordinates: { latitude: -13.5148, longitude: -71.9747 },
      ...accountFor({
        grams: { 'mat_recycled-silver': 38 },
        making: 1.2,
        transport: 1.5,
        method: 'GHG Protocol Product Standard',
      }),
      events: [
        {
          type: 'MATERIAL_SOURCED',
          at: '2025-04-28T09:00:00Z',
          place: 'Pforzheim',
          actor: 'Enztal Affinerie',
          note: 'Melt 2025-117: X-ray film, contacts, and one canteen of cutlery.',
        },
        {
          type: 'CRAFTED',
          at: '2025-06-12T18:30:00Z',
          place: 'Cusco',
          actor: 'Nayra Quispe Huanca',
          note: 'Thirty wires of 0.9 mm, plaited cold and annealed once.',
        },
        {
          type: 'INSPECTED',
          at: '2025-07-29T08:40:00Z',
          place: 'Paris',
          actor: 'Rue de Thorigny',
          note: 'Opened and closed two thousand times; returned to its shape.',
        },
        {
          type: 'STOCKED',
          at: '2025-08-19T01:00:00Z',
          place: 'Tokyo',
          actor: 'Minami-Aoyama',
          note: 'Wrapped in unbleached cotton against tarnish.',
        },
      ],
    },
    form: {
      shape: { kind: 'torus', radius: 0.031, tube: 0.0032 },
      colours: ['#c9cccd', '#8c9193'],
      pattern: 'weave',
      metallic: 1,
      roughness: 0.34,
    },
  },
  {
    id: 'prod_low-water-bangle',
    handle: 'low-water-bangle',
    title: 'Low Water Bangle',
    subtitle: 'Fairmined gold and three pearls from Ago Bay',
    description:
      'A bangle with a gap the width of a wrist seen sideways. Three akoya pearls sit in the end that lies against the pulse, half sunk, like stones at low water. They are drilled from below, so that the whole of the visible nacre is as the oyster made it.',
    collection: 'tideline',
    categories: ['bracelets'],
    tags: ['named-source', 'limited'],
    deliveryRestrictions: [
      {
        countries: ['CA', 'US'],
        reason: 'WILDLIFE',
        explanation: 'Its pearls need an import declaration for wildlife products, which we do not make.',
      },
    ],
    weightGrams: 23,
    originCountry: 'PE',
    hsCode: '711319',
    gtin: gtin14(1018),
    edition: { size: 12, firstNumber: 8 },
    options: [{ name: 'Size', values: ['One size'] }],
    variants: [
      {
        id: 'variant_low-water-bangle-one-size',
        sku: 'AX-1018-OS',
        title: 'One size',
        options: { Size: 'One size' },
        prices: { EUR: 6200, USD: 6900, GBP: 5350, JPY: 1_040_000, CHF: 6050 },
        stock: stock(2, 1, 2),
      },
    ],
    provenance: {
      artisan: 'arti_nayra-quispe',
      place: 'San Blas, Cusco',
      countryCode: 'PE',
      originCoordinates: { latitude: -13.5148, longitude: -71.9747 },
      ...accountFor({
        grams: { 'mat_ananea-gold': 21.2, 'mat_ago-pearl': 1.8 },
        making: 2.1,
        transport: 2.4,
        method: 'GHG Protocol Product Standard',
        verifiedBy: 'Hallmoor Assurance',
      }),
      events: [
        {
          type: 'MATERIAL_SOURCED',
          at: '2024-12-18T00:30:00Z',
          place: 'Ago Bay, Mie',
          actor: 'Tategami Pearl Farm',
          note: 'Hamaage of 18 December, water at 14 °C; three pearls matched from some nine hundred.',
        },
        {
          type: 'MATERIAL_SOURCED',
          at: '2025-02-14T15:00:00Z',
          place: 'Ananea, Puno',
          actor: 'Cooperativa Minera Riti Urqu',
          note: 'Gravity gold of week 6.',
        },
        {
          type: 'CRAFTED',
          at: '2025-04-10T19:40:00Z',
          place: 'Cusco',
          actor: 'Nayra Quispe Huanca',
          note: 'Bar of 140 mm, tapered by hammer from 6 to 3 mm; pearls pegged last.',
        },
        {
          type: 'CERTIFIED',
          at: '2025-04-30T14:00:00Z',
          place: 'Cusco',
          actor: 'Alliance for Responsible Mining',
          note: 'Fairmined stamp 0192.',
        },
        {
          type: 'STOCKED',
          at: '2025-05-27T01:00:00Z',
          place: 'Tokyo',
          actor: 'Minami-Aoyama',
          note: 'The pearls were photographed by north light, beside a grey card.',
        },
      ],
    },
    form: {
      shape: { kind: 'torus', radius: 0.0305, tube: 0.0025, flatten: 1.4 },
      colours: ['#d8aa50', '#efe6da'],
      pattern: 'plain',
      metallic: 1,
      roughness: 0.22,
    },
  },
];
