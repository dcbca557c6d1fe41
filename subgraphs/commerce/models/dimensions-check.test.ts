import { describe, expect, it } from '@jest/globals';
import type { DimensionsRow } from '../products/presentation-rows.ts';
import { checkDimensions } from './dimensions-check.ts';

const size = (length: number, width: number, height: number | null): DimensionsRow => ({
  ...{ length, width, height },
  unit: 'MILLIMETRES',
});
const bag = { dimensions: size(320, 140, 280), allVariants: [] };
const model = (width: number, height: number, depth: number) => ({ width, height, depth });

describe('The size of a model', () => {
  it.each<[string, [number, number, number], object]>([
    ['is that of the product', [320, 280, 140], { status: 'MATCHES', deviation: 0, isTurned: false, scale: null }],
    ['is the same with the front at the narrow side', [140, 280, 320], { status: 'MATCHES', isTurned: false }],
    ['may differ by 3% of a side', [329.6, 271.6, 144.2], { status: 'MATCHES', deviation: 9.6 }],
    ['differs by more than 3% of a side', [329.7, 280, 140], { status: 'DIFFERS', deviation: 9.7 }],
    [
      'differs by a handle that the product was measured without',
      [320, 400, 140],
      { status: 'DIFFERS', deviation: 120 },
    ],
    ['is the same when it is turned', [320, 140, 280], { status: 'MATCHES', isTurned: true, deviation: 0 }],
    ['is in millimetres instead of metres', [320_000, 280_000, 140_000], { status: 'DIFFERS', scale: 0.001 }],
    ['is in inches instead of metres', [12.598, 11.024, 5.512], { status: 'DIFFERS', scale: 25.4 }],
    ['is nothing', [0, 0, 0], { status: 'DIFFERS', scale: null, deviation: -320 }],
  ])('%s', (_, [width, height, depth], expected) => {
    expect(checkDimensions(model(width, height, depth), bag)).toMatchObject(expected);
  });

  it('may differ by 2 mm where that is more than 3%, as for a ring', () => {
    const ring = { dimensions: size(20, 20, 4), allVariants: [] };

    expect(checkDimensions(model(22, 4, 18), ring).status).toBe('MATCHES');
    expect(checkDimensions(model(22.01, 4, 18), ring)).toMatchObject({ status: 'DIFFERS', deviation: 2.01 });
  });

  it('names each side with its deviation', () => {
    const { sides, message, tolerance } = checkDimensions(model(320, 400.004, 139), bag);

    expect(sides).toEqual([
      { side: 'LENGTH', model: 320, product: 320, deviation: 0, isWithinTolerance: true },
      { side: 'WIDTH', model: 139, product: 140, deviation: -1, isWithinTolerance: true },
      { side: 'HEIGHT', model: 400, product: 280, deviation: 120, isWithinTolerance: false },
    ]);
    expect(message).toBe('The model differs from the product: HEIGHT 400 mm instead of 280 mm.');
    expect(tolerance).toEqual({ percent: 3, millimetres: 2 });
  });

  it('is compared without the thickness of a flat product', () => {
    const scarf = { dimensions: size(900, 900, null), allVariants: [] };

    expect(checkDimensions(model(900, 25, 900), scarf)).toMatchObject({
      status: 'MATCHES',
      sides: [{ side: 'LENGTH' }, { side: 'WIDTH' }],
    });
    expect(checkDimensions(model(900, 900, 25), scarf)).toMatchObject({ status: 'MATCHES', isTurned: true });
  });

  it('is compared with the variant that is closest, unless the product is as close', () => {
    const variants = [
      { id: 'small', dimensions: bag.dimensions },
      { id: 'large', dimensions: size(400, 180, 350) },
    ];

    expect(checkDimensions(model(400, 350, 180), { ...bag, allVariants: variants })).toMatchObject({
      status: 'MATCHES',
      variantId: 'large',
    });
    expect(checkDimensions(model(320, 280, 140), { ...bag, allVariants: variants }).variantId).toBeNull();
    expect(checkDimensions(model(320, 280, 140), { dimensions: null, allVariants: variants }).variantId).toBe('small');
  });

  it('is unknown for a product without dimensions, and for one that is not for sale', () => {
    const unmeasured = { dimensions: null, allVariants: [{ id: 'one', dimensions: null }] };
    const unknown = { status: 'UNKNOWN', deviation: null, sides: [], isTurned: false, scale: null, variantId: null };

    expect(checkDimensions(model(1, 1, 1), unmeasured)).toMatchObject(unknown);
    expect(checkDimensions(model(1, 1, 1), null)).toMatchObject({
      ...unknown,
      message: 'The size of the model cannot be checked. The product is not for sale.',
    });
  });
});
