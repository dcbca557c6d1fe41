import type { Commerce } from '#backends/medusa/seed.ts';
import { colours } from './colours.ts';
import { gtin14 } from './gtin.ts';
import { specificationsOf } from './specifications.ts';
import type { Form, Product, Variant } from './types.ts';

type Dimensions = NonNullable<Commerce['products'][number]['dimensions']>;

/** The sizes of variants that are not of the size of their product's form, by handle and title. In millimetres. */
const sizes: Record<string, Record<string, Dimensions>> = {
  'ember-tote': {
    'Crust / Large': { length: 430, width: 170, height: 350 },
    'Soot / Large': { length: 430, width: 170, height: 350 },
  },
  'understory-notebook': { 'Bark / A6': { length: 148, width: 105, height: 16 } },
  'haaf-rug': { '200 × 300 cm': { length: 3000, width: 2000 } },
  'ichu-bracelet': { Medium: { length: 74, width: 74, height: 6 } },
  'first-firing-vase': { '38 cm': { length: 266, width: 266, height: 380 } },
  'neap-bowl': {
    '14 cm': { length: 140, width: 140, height: 52 },
    '30 cm': { length: 300, width: 300, height: 112 },
  },
};

/** The products that are recommended with a product, by handle. */
const recommended: Record<string, string[]> = {
  'ember-tote': ['tideline-card-case', 'understory-notebook', 'eight-dips-scarf'],
  'scree-satchel': ['meridian-folio', 'tideline-card-case'],
  'meridian-folio': ['plumb-pen', 'understory-notebook'],
  'plumb-pen': ['understory-notebook', 'meridian-folio', 'tilt-writing-box'],
  'understory-notebook': ['plumb-pen', 'meridian-folio'],
  'tilt-writing-box': ['plumb-pen', 'understory-notebook'],
  'eight-dips-scarf': ['ember-tote'],
  'ananea-ring': ['headwater-ring', 'low-water-bangle'],
  'headwater-ring': ['ananea-ring'],
  'low-water-bangle': ['ichu-bracelet', 'ananea-ring'],
  'simmer-dim-throw': ['taatit-cushion', 'haaf-rug'],
  'haaf-rug': ['taatit-cushion', 'simmer-dim-throw'],
  'taatit-cushion': ['simmer-dim-throw'],
  'tarn-carafe': ['tarn-tumblers', 'neap-bowl'],
  'tarn-tumblers': ['tarn-carafe'],
  'neap-bowl': ['first-firing-vase', 'tarn-tumblers'],
  'hearth-candle': ['breath-vessel', 'neap-bowl'],
  'breath-vessel': ['hearth-candle'],
  'banked-fire-lamp': ['plumb-floor-lamp'],
  'plumb-floor-lamp': ['banked-fire-lamp', 'almindingen-stool'],
  'almindingen-stool': ['plumb-floor-lamp'],
};

/** What each variant of a product contains, by handle: the wax of a candle. */
const contents: Record<string, { content: number; per: number; unit: 'GRAMS' }> = {
  'hearth-candle': { content: 260, per: 100, unit: 'GRAMS' },
};

/** What shows a product: its pictures, those of each of its colours, and pictures of the colours themselves. */
interface Shown extends Pick<Commerce['products'][number], 'images' | 'thumbnail'> {
  /** The option whose values are the keys. */
  inColours?: { option: string; images: Record<string, string[]>; swatches: Record<string, Image> };
}

type Image = NonNullable<Commerce['products'][number]['images']>[number];

/** The products with what a page shows of them: measures, barcodes, colours and the order of pictures and 3D model. */
export function withPresentation({ inColours, ...product }: Product & Shown) {
  const unitPrice = contents[product.handle];
  return {
    ...product,
    dimensions: dimensionsOf(product.form),
    specifications: specificationsOf(product.handle),
    ...(product.images?.[0] && { media: [product.images[0].url, 'model'] }),
    ...(recommended[product.handle] && {
      complementary: recommended[product.handle]?.map((handle) => `prod_${handle}`),
    }),
    options: product.options.map((option) => ({
      ...option,
      swatches: swatchesOf(option.values, inColours?.option === option.name ? inColours.swatches : {}),
    })),
    variants: product.variants.map((variant, index) => {
      const dimensions = sizeOf(product, variant);
      return {
        ...variant,
        ean: eanOf(product, index),
        ...(inColours && { images: inColours.images[variant.options[inColours.option] ?? ''] ?? [] }),
        ...(dimensions && { dimensions }),
        ...(unitPrice && { unitPrice }),
      };
    }),
  };
}

/** The size of a form, in whole millimetres. A sheet has no height: its waves are those of the picture. */
function dimensionsOf({ shape }: Form): Dimensions {
  const [x, z, height] = boxOf(shape).map((metres) => Math.round(metres * 1000)) as [number, number, number];
  return { length: Math.max(x, z), width: Math.min(x, z), ...(height > 0 && { height }) };
}

function boxOf(shape: Form['shape']): [x: number, z: number, height: number] {
  switch (shape.kind) {
    case 'lathe': {
      const diameter = 2 * Math.max(...shape.profile.map(([radius]) => radius));
      return [diameter, diameter, Math.max(...shape.profile.map(([, height]) => height))];
    }
    case 'superellipsoid':
      return [shape.size[0], shape.size[2], shape.size[1]];
    case 'torus': {
      const diameter = 2 * (shape.radius + shape.tube);
      return [diameter, diameter, 2 * shape.tube * (shape.flatten ?? 1)];
    }
    case 'sheet':
      return [shape.width, shape.depth, 0];
  }
}

function sizeOf({ handle, categories, form }: Product, { title }: Variant): Dimensions | undefined {
  const { shape } = form;
  if (!categories.includes('rings') || shape.kind !== 'torus') return sizes[handle]?.[title];
  // The French size of a ring is the length of its inner circumference in millimetres (ISO 8653).
  const diameter = Math.round((Number(title) / Math.PI + 4000 * shape.tube) * 10) / 10;
  return { ...dimensionsOf(form), length: diameter, width: diameter };
}

function swatchesOf(
  values: readonly string[],
  images: Record<string, Image>,
): Record<string, { colour: string; image?: Image }> {
  return Object.fromEntries(
    values.flatMap((value) => {
      const colour = colours[value];
      const image = images[value];
      return colour ? [[value, { colour, ...(image && { image }) }]] : [];
    }),
  );
}

/** The item numbers of variants begin here, 20 for each product. */
const firstVariantItem = 100_000_000;

/** A GTIN-13 of the variant's own. A GTIN-14 that begins with 0 is a GTIN-13 with a 0 in front. */
function eanOf({ gtin }: Product, index: number): string {
  const item = Number(gtin.slice(4, -1));
  return gtin14(firstVariantItem + item * 20 + index).slice(1);
}
