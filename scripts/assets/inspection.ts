import { getBounds, NodeIO } from '@gltf-transform/core';
import { validateBytes } from 'gltf-validator';
import type { Vector } from './vector.ts';

/** What is known of a model that passed validation. */
export interface Inspection {
  triangles: number;
  /** In metres, y up. */
  boundingBox: { min: Vector; max: Vector };
  /** How many materials it is rendered with. */
  materials: number;
}

/** Validates a GLB by the Khronos validator and measures it. Throws, with the reasons, when it has errors. */
export async function inspectModel(glb: Uint8Array): Promise<Inspection> {
  const { issues, info } = await validateBytes(glb).catch((reason: unknown) => {
    throw new Error(`The model is no binary glTF: ${reason}`);
  });
  if (issues.numErrors > 0) {
    const errors = issues.messages.filter(({ severity }) => severity === 0);
    const lines = errors.map(({ code, message, pointer }) => `${code} at ${pointer}: ${message}`);
    throw new Error(['The model is not valid:', ...lines].join('\n  '));
  }
  const document = await new NodeIO().readBinary(glb);
  const scene = document.getRoot().getDefaultScene();
  if (!scene) throw new Error('The model has no scene.');
  const { min, max } = getBounds(scene);
  return {
    triangles: info.totalTriangleCount,
    boundingBox: { min: rounded(min), max: rounded(max) },
    materials: info.materialCount,
  };
}

/** To the hundredth of a millimetre: beyond that is what single precision adds. */
function rounded(point: readonly number[]): Vector {
  return point.map((part) => Math.round(part * 1e5) / 1e5) as Vector;
}
