import type { SiteSizeGuide } from './types.ts';

/** The guides to sizes, for the products that have sizes. */
export const sizeGuides: SiteSizeGuide[] = [
  {
    ...{ id: 'size_rings', handle: 'rings', title: 'Ring Sizes', optionKey: 'Size' },
    howToMeasure: [
      {
        kind: 'list',
        ordered: true,
        items: [
          'Lay a strip of paper around the finger, below the knuckle, in the evening.',
          'Mark where it meets, and measure the length in millimetres: this is the French size.',
          'Between two sizes, take the larger one.',
        ],
      },
    ],
    columns: { circumference: 'Inner circumference', diameter: 'Inner diameter' },
    rows: {
      50: { circumference: 50, diameter: 15.9 },
      52: { circumference: 52, diameter: 16.6 },
      54: { circumference: 54, diameter: 17.2 },
      58: { circumference: 58, diameter: 18.5 },
    },
    attachedTo: { categories: ['pcat_rings'] },
  },
  {
    ...{ id: 'size_bracelets', handle: 'bracelets', title: 'Bracelet Sizes', optionKey: 'Size' },
    howToMeasure: [
      { kind: 'paragraph', text: 'Measure the wrist above its bone with a tape laid flat, and add nothing.' },
    ],
    columns: { wrist: 'Wrist', circumference: 'Inner circumference' },
    rows: {
      Small: { wrist: [140, 155], circumference: 175 },
      Medium: { wrist: [156, 180], circumference: 200 },
      'One size': { wrist: [145, 170], circumference: 176 },
    },
    attachedTo: { categories: ['pcat_bracelets'] },
  },
  {
    ...{ id: 'size_scarves', handle: 'scarves', title: 'Sizes of Scarves and Wraps' },
    howToMeasure: [
      { kind: 'paragraph', text: 'Measured flat, without fringes. Hand-woven cloth may differ by two centimetres.' },
    ],
    columns: { length: 'Length', width: 'Width' },
    rows: {
      'Eight Dips Scarf': { length: 900, width: 900 },
      'Tideline Stole': { length: 2000, width: 700 },
      'Haar Wrap': { length: 1900, width: 600 },
    },
    attachedTo: { categories: ['pcat_scarves'] },
  },
  {
    ...{ id: 'size_ember-tote', handle: 'ember-tote', title: 'Sizes of the Ember Tote', optionKey: 'Size' },
    howToMeasure: [
      {
        kind: 'paragraph',
        text: 'Measured outside, without the handles. A folder of the size A4 fits into the large one.',
      },
    ],
    columns: { width: 'Width', height: 'Height', depth: 'Depth' },
    rows: {
      Medium: { width: 360, height: 290, depth: 140 },
      Large: { width: 430, height: 350, depth: 170 },
    },
    attachedTo: { products: ['prod_ember-tote'] },
  },
  {
    ...{ id: 'size_rugs', handle: 'rugs', title: 'Sizes of Rugs and Cushions', optionKey: 'Size' },
    howToMeasure: [
      {
        kind: 'paragraph',
        text: 'Leave twenty centimetres of floor around a rug, or lay it under all legs of a table.',
      },
    ],
    columns: { length: 'Length', width: 'Width' },
    rows: {
      '170 × 240 cm': { length: 2400, width: 1700 },
      '200 × 300 cm': { length: 3000, width: 2000 },
      '50 × 50 cm': { length: 500, width: 500 },
    },
    attachedTo: { categories: ['pcat_rugs-and-cushions'] },
  },
];
