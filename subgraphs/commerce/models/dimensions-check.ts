import type {
  ModelDimensionsCheck as Check,
  DimensionSide,
  ModelDimensions,
  ModelSideCheck,
} from '#generated/commerce.ts';
import type { DimensionsRow } from '../products/presentation-rows.ts';
import type { ProductRow } from '../rows.ts';

/** A comparison of a model with a product or one of its variants. */
export type CheckRow = Omit<Check, '__typename' | 'variant'> & {
  /** Null where the product's own dimensions were compared. */
  variantId: string | null;
};

/**
 * What a side may differ. 3% is the default of Khronos's asset auditor. 2 mm are there for small things: dimensions in Medusa are
 * rounded to a millimetre, and measured by hand.
 */
const tolerance = { percent: 3, millimetres: 2 };

/** Compares a model with the product, or else with the variant whose dimensions are closest to it. */
export function checkDimensions(model: ModelDimensions, product: ComparedProduct | null): CheckRow {
  const candidates = product ? sizesOf(product).map((size) => compared(model, size)) : [];
  // The first of equal ones: the product comes before its variants.
  const [best] = candidates.toSorted((one, other) => excessOf(one.sides) - excessOf(other.sides));
  if (best) return best;
  const reason = product ? 'The product has no dimensions.' : 'The product is not for sale.';
  return {
    ...{ status: 'UNKNOWN', tolerance, deviation: null, sides: [], isTurned: false, scale: null, variantId: null },
    message: `The size of the model cannot be checked. ${reason}`,
  };
}

type ComparedProduct = Pick<ProductRow, 'dimensions'> & {
  allVariants: readonly Pick<ProductRow['allVariants'][number], 'id' | 'dimensions'>[];
};

interface Size {
  dimensions: DimensionsRow;
  variantId: string | null;
}

function sizesOf({ dimensions, allVariants }: ComparedProduct): Size[] {
  const ofVariants = allVariants.flatMap((one) =>
    one.dimensions ? [{ dimensions: one.dimensions, variantId: one.id }] : [],
  );
  return dimensions ? [{ dimensions, variantId: null }, ...ofVariants] : ofVariants;
}

function compared(model: ModelDimensions, { dimensions, variantId }: Size): CheckRow {
  const upright = sidesOf(model, dimensions, false);
  const turned = sidesOf(model, dimensions, true);
  // A turned model is considered only where that explains the size: a bag with its handle is no turned bag.
  const isTurned = !explains(upright) && explains(turned);
  const sides = isTurned ? turned : upright;
  const isMatch = sides.every(({ isWithinTolerance }) => isWithinTolerance);
  const scale = isMatch ? null : scaleOf(sides);
  return {
    status: isMatch ? 'MATCHES' : 'DIFFERS',
    tolerance,
    deviation: sides.map((side) => side.deviation).toSorted((one, other) => Math.abs(other) - Math.abs(one))[0] ?? null,
    ...{ sides, isTurned, scale, variantId },
    message: messageOf(sides, isTurned, scale),
  };
}

/**
 * The sides of the model next to those of the product: upright, with y up and the longer side of its footprint as its length; or
 * turned, by the order of the lengths. A flat product without height has no third side to compare: the thickness of its model is free.
 */
function sidesOf(
  { width, height, depth }: ModelDimensions,
  product: DimensionsRow,
  isTurned: boolean,
): ModelSideCheck[] {
  const upright = [
    ['LENGTH', product.length, Math.max(width, depth)],
    ['WIDTH', product.width, Math.min(width, depth)],
    ...(product.height === null ? [] : [['HEIGHT', product.height, height]]),
  ] as [DimensionSide, number, number][];
  const descending = [width, height, depth].toSorted((one, other) => other - one);
  const turned = upright
    .toSorted(([, one], [, other]) => other - one)
    .map(([side, length], place): [DimensionSide, number, number] => [side, length, descending[place] ?? 0])
    .toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  return (isTurned ? turned : upright).map(([side, ofProduct, ofModel]) => {
    const deviation = round(ofModel - ofProduct);
    const isWithinTolerance = Math.abs(deviation) <= allowed(ofProduct);
    return { side, model: round(ofModel), product: ofProduct, deviation, isWithinTolerance };
  });
}

const order: DimensionSide[] = ['LENGTH', 'WIDTH', 'HEIGHT'];

function allowed(side: number): number {
  return Math.max((side * tolerance.percent) / 100, tolerance.millimetres);
}

/** The largest deviation, in multiples of the tolerance. */
function excessOf(sides: readonly ModelSideCheck[]): number {
  return Math.max(...sides.map(({ deviation, product }) => Math.abs(deviation) / allowed(product)));
}

/** Whether the sides fit, as they are or scaled. */
function explains(sides: readonly ModelSideCheck[]): boolean {
  return sides.every(({ isWithinTolerance }) => isWithinTolerance) || scaleOf(sides) !== null;
}

/** The factor that makes all sides fit; null where there is none. */
function scaleOf(sides: readonly ModelSideCheck[]): number | null {
  const [longest] = sides.toSorted((one, other) => other.product - one.product);
  if (!longest || longest.model <= 0) return null;
  const scale = longest.product / longest.model;
  const isUniform = sides.every(({ model, product }) => Math.abs(model * scale - product) <= allowed(product));
  return isUniform ? Number(scale.toPrecision(4)) : null;
}

function messageOf(sides: readonly ModelSideCheck[], isTurned: boolean, scale: number | null): string {
  const wrong = sides.filter(({ isWithinTolerance }) => !isWithinTolerance);
  const turned = isTurned ? ' It is turned on another side.' : '';
  if (wrong.length === 0) return `The model has the size of the product.${turned}`;
  if (scale !== null) return `The model has the size of the product when it is scaled by ${scale}.${turned}`;
  const named = wrong.map(({ side, model, product }) => `${side} ${model} mm instead of ${product} mm`);
  return `The model differs from the product: ${named.join(', ')}.${turned}`;
}

/** Rounds to a hundredth. */
function round(millimetres: number): number {
  return Math.round(millimetres * 100) / 100;
}
