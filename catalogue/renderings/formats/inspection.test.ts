import { NodeIO } from '@gltf-transform/core';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { meshOfShape } from '../geometry/shapes.ts';
import { toGlb } from './glb.ts';
import { inspectModel } from './inspection.ts';

async function model(): Promise<Uint8Array> {
  const create = { width: 4, height: 4, channels: 3, background: '#8080ff' } as const;
  const map = await sharp({ create }).png().toBuffer();
  const profile: [number, number][] = [
    [0.04, 0],
    [0.04, 0.09],
  ];
  return toGlb(meshOfShape({ kind: 'lathe', profile }, 1), { diffuse: map, normal: map, roughness: map, metallic: 0 });
}

describe('Inspection', () => {
  it('measures a model', async () => {
    const { boundingBox, materials, triangles } = await inspectModel(await model());

    expect({ boundingBox, materials }).toEqual({
      boundingBox: { min: [-0.04, 0, -0.04], max: [0.04, 0.09, 0.04] },
      materials: 1,
    });
    expect(triangles % 48).toBe(0);
  });

  it('refuses a model with errors and reports them', async () => {
    const io = new NodeIO();
    const document = await io.readBinary(await model());
    document
      .getRoot()
      .listAccessors()
      .find((accessor) => accessor.getType() === 'VEC4')
      ?.setElement(0, [9, 0, 0, 1]);

    await expect(inspectModel(await io.writeBinary(document))).rejects.toThrow('ACCESSOR_VECTOR3_NON_UNIT at ');
  });

  it('refuses bytes that are not a model', async () => {
    await expect(inspectModel(Buffer.from('no model'))).rejects.toThrow('GLB_UNEXPECTED_END_OF_HEADER at null');
  });
});
