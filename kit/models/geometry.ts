import { type Accessor, MathUtils, type mat4, Primitive, type Skin } from '@gltf-transform/core';
import { product } from './scene.ts';

/** An axis-aligned bounding box, extended in place. */
export interface Box {
  min: [number, number, number];
  max: [number, number, number];
}

/** A box without points. */
export function emptyBox(): Box {
  const infinity = Number.POSITIVE_INFINITY;
  return { min: [infinity, infinity, infinity], max: [-infinity, -infinity, -infinity] };
}

/** The number of triangles of a primitive; 0 for points and lines. */
export function trianglesOf(primitive: Primitive): number {
  const vertices = (primitive.getIndices() ?? primitive.getAttribute('POSITION'))?.getCount() ?? 0;
  const { TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN } = Primitive.Mode;
  const mode = primitive.getMode();
  if (mode === TRIANGLES) return Math.floor(vertices / 3);
  return mode === TRIANGLE_STRIP || mode === TRIANGLE_FAN ? Math.max(0, vertices - 2) : 0;
}

/** The largest index of a primitive; -1 when it has no indices. */
export function lastIndex(primitive: Primitive): number {
  let last = -1;
  for (const index of primitive.getIndices()?.getArray() ?? []) if (index > last) last = index;
  return last;
}

/** The positions of a primitive as x, y, z triples, dequantised and morphed by `weights`; empty when it has none. */
export function pointsOf(primitive: Primitive, weights: readonly number[]): Float32Array {
  const base = numbersOf(primitive.getAttribute('POSITION'));
  primitive.listTargets().forEach((target, number) => {
    const weight = weights[number] ?? 0;
    const offsets = weight === 0 ? [] : numbersOf(target.getAttribute('POSITION'));
    offsets.forEach((offset, place) => {
      base[place] = (base[place] as number) + weight * offset;
    });
  });
  return base;
}

/** Extends the box by the points, transformed by the matrix. */
export function extendBox(points: Float32Array, matrix: Readonly<mat4>, { min, max }: Box): void {
  for (let start = 0; start < points.length; start += 3) {
    const [x, y, z] = [points[start] as number, points[start + 1] as number, points[start + 2] as number];
    for (let axis = 0; axis < 3; axis++) {
      const value =
        (matrix[axis] as number) * x +
        (matrix[axis + 4] as number) * y +
        (matrix[axis + 8] as number) * z +
        (matrix[axis + 12] as number);
      // Unlike comparisons, min and max propagate NaN.
      min[axis] = Math.min(min[axis] as number, value);
      max[axis] = Math.max(max[axis] as number, value);
    }
  }
}

/**
 * Extends the box by the points, skinned by the joints in the pose of the file (glTF 2.0, 3.7.3.3). Returns false when a
 * vertex refers to a joint that the skin does not have.
 */
export function extendBoxBySkin(points: Float32Array, primitive: Primitive, skin: Skin, box: Box): boolean {
  const joints = jointMatrices(skin);
  const sets = influencesOf(primitive);
  const vertex = new Float32Array(3);
  const matrix = new Array<number>(16);
  for (let number = 0; number * 3 < points.length; number++) {
    matrix.fill(0);
    for (const { indices, weights } of sets) {
      for (let slot = number * 4; slot < number * 4 + 4; slot++) {
        const weight = weights[slot] ?? 0;
        if (weight === 0) continue;
        const joint = joints[indices[slot] ?? -1];
        if (!joint) return false;
        for (let part = 0; part < 16; part++)
          matrix[part] = (matrix[part] as number) + weight * (joint[part] as number);
      }
    }
    vertex.set(points.subarray(number * 3, number * 3 + 3));
    extendBox(vertex, matrix as unknown as mat4, box);
  }
  return true;
}

function jointMatrices(skin: Skin): mat4[] {
  const inverse = skin.getInverseBindMatrices();
  return skin.listJoints().map((joint, number) => {
    const world = joint.getWorldMatrix();
    return inverse ? product(world, inverse.getElement(number, []) as unknown as mat4) : world;
  });
}

/** The joints and weights of the vertices: four of each per vertex, in one or more sets. */
function influencesOf(primitive: Primitive): { indices: Float32Array; weights: Float32Array }[] {
  const sets = [];
  for (let set = 0; primitive.getAttribute(`JOINTS_${set}`); set++) {
    sets.push({
      indices: numbersOf(primitive.getAttribute(`JOINTS_${set}`)),
      weights: numbersOf(primitive.getAttribute(`WEIGHTS_${set}`)),
    });
  }
  return sets;
}

/** The values of an accessor; normalised integers are converted to 0 to 1 or -1 to 1. */
export function numbersOf(accessor: Accessor | null): Float32Array {
  const array = accessor?.getArray();
  if (!accessor || !array) return new Float32Array();
  const numbers = Float32Array.from(array);
  if (!accessor.getNormalized()) return numbers;
  const type = accessor.getComponentType();
  return numbers.map((number) => MathUtils.decodeNormalizedInt(number, type));
}
