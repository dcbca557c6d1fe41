import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';

const check = `... on Asset3D {
  dimensionsCheck { status deviation isTurned variant { id sku } sides { side deviation } tolerance { percent millimetres } }
}`;

/** A model as provenance refers to it, with its size in millimetres. */
const model = (productId: string, width: number, height: number, depth: number) => ({
  ...{ __typename: 'Asset3D', productId, sha256: 'ab'.repeat(32) },
  dimensions: { width, height, depth },
});

/** Models from provenance. */
export function modelSuite(shop: Shop): void {
  it('is compared with the dimensions of its product, or those of a variant of another size', async () => {
    const { data, errors } = await shop.queryEntities(
      [model('prod_tote', 320, 280, 140), model('prod_tote', 180, 350, 400)],
      check,
    );

    expect(errors).toBeUndefined();
    const zero = ['LENGTH', 'WIDTH', 'HEIGHT'].map((side) => ({ side, deviation: 0 }));
    const same = { status: 'MATCHES', deviation: 0, isTurned: false, sides: zero };
    const tolerance = { percent: 3, millimetres: 2 };
    expect(data._entities.map((one: { dimensionsCheck: object }) => one.dimensionsCheck)).toEqual([
      { ...same, tolerance, variant: null },
      { ...same, tolerance, variant: { id: 'variant_tote_large', sku: 'TOTE-L' } },
    ]);
  });

  it('is unknown without dimensions, and thirty are compared with as many calls as one', async () => {
    const models = Array.from({ length: 30 }, (_, n) => model(`prod_box_${n}`, 1, 1, 1));
    const { data, errors } = await shop.queryEntities([...models, model('prod_none', 1, 1, 1)], check);

    expect(errors).toBeUndefined();
    const statuses = data._entities.map((one: { dimensionsCheck: { status: string } }) => one.dimensionsCheck.status);
    expect(new Set(statuses)).toEqual(new Set(['UNKNOWN']));
    expect(shop.calls()).toHaveLength(1);
  });
}
