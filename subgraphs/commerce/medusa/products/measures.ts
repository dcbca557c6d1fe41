import type { BarcodeRow, ContentRow, DimensionsRow, WeightRow } from '../../products/presentation-rows.ts';
import type { Metadata } from '../responses.ts';
import { part } from './values.ts';

/** The dimensions of a product or variant in Medusa, in millimetres. */
interface Measured {
  length?: number | null;
  width?: number | null;
  height?: number | null;
  weight?: number | null;
}

/** The dimensions; null where the length or the width is unknown. The longer side of the footprint is the length. */
export function toDimensions({ length, width, height }: Measured): DimensionsRow | null {
  if (!isPositive(length) || !isPositive(width)) return null;
  return {
    length: Math.max(length, width),
    width: Math.min(length, width),
    height: isPositive(height) ? height : null,
    unit: 'MILLIMETRES',
  };
}

/** The weight; null where it is unknown. */
export function toWeight({ weight }: Measured): WeightRow | null {
  return weight == null ? null : { value: weight, unit: 'GRAMS' };
}

/** What a variant contains, from `{ unit_price: { content: 260, per: 100, unit: 'GRAMS' } }`; null without whole numbers. */
export function toContent(metadata: Metadata | undefined): ContentRow | null {
  const { content, per, unit } = part(metadata, 'unit_price');
  if (!isCount(content) || !isCount(per) || !isUnit(unit)) return null;
  return { value: content, per, unit };
}

const units: readonly unknown[] = ['MILLILITRES', 'GRAMS', 'CENTIMETRES', 'PIECES'] satisfies ContentRow['unit'][];

function isUnit(value: unknown): value is ContentRow['unit'] {
  return units.includes(value);
}

/** Whether it is a whole number that `Quantity.value` can be. */
function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) < 2 ** 31;
}

/** The barcodes of a variant, each once. */
export function toBarcodes(numbers: {
  ean?: string | null;
  upc?: string | null;
  barcode?: string | null;
}): BarcodeRow[] {
  const values = [numbers.ean, numbers.upc, numbers.barcode].flatMap((value) => value || []);
  return [...new Set(values)].map((value) => ({ type: typeOf(value), value }));
}

function typeOf(value: string): BarcodeRow['type'] {
  if (!/^\d+$/.test(value) || !hasCheckDigit(value)) return 'OTHER';
  switch (value.length) {
    case 8:
      return 'GTIN_8';
    case 12:
      return 'GTIN_12';
    case 13:
      return 'GTIN_13';
    case 14:
      return 'GTIN_14';
    default:
      return 'OTHER';
  }
}

/** GS1 General Specifications, 7.9: the digits have the weights 1 and 3 by turns from the right end, and add up to a multiple of 10. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

function isPositive(value: number | null | undefined): value is number {
  return typeof value === 'number' && value > 0;
}
