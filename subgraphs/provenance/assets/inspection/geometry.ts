import { type Accessor, MathUtils, type mat4, Primitive, type Skin } from '@gltf-transform/core';
import { product } from './scene.ts';

/** A box that grows with the points put into it. */
export interface Box {
  min: [number, number, number];
  max: [number, number, number];
}

/** A box without points. */
export function emptyBox(): Box {
  const infinity = Number.POSITIVE_INFINITY;
  return { min: [infinity, infinity, infinity], max: [-infinity, -infinity, -infinity] };
}

/** How many triangles the primitive makes of its vertices; points and lines make none. */
export function trianglesOf(primitive: Primitive): number {
  const vertices = (primitive.getIndices() ?? primitive.getAttribute('POSITION'))?.getCount() ?? 0;
  const { TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN } = Primitive.Mode;
  const mode = primitive.getMode();
  if (mode === TRIANGLES) return Math.floor(vertices / 3);
  return mode === TRIANGLE_STRIP || mode === TRIANGLE_FAN ? Math.max(0, vertices - 2) : 0;
}

/** The greatest of the primitive's indices; -1 where it has none. */
export function lastIndex(primitive: Primitive): number {
  let last = -1;
  for (const index of primitive.getIndices()?.getArray() ?? []) if (index > last) last = index;
  return last;
}

/** The primitive's points, dequantised and morphed by `weights`, x, y and z in turn; empty where it has none. */
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

/** Puts the points into the box where the matrix takes them. */
export function place(points: Float32Array, matrix: Readonly<mat4>, { min, max }: Box): void {
  for (let start = 0; start < points.length; start += 3) {
    const [x, y, z] = [points[start] as number, points[start + 1] as number, points[start + 2] as number];
    for (let axis = 0; axis < 3; axis++) {
      const value =
        (matrix[axis] as number) * x +
        (matrix[axis + 4] as number) * y +
        (matrix[axis + 8] as number) * z +
        (matrix[axis + 12] as number);
      // Unlike comparisons, these keep a NaN.
      min[axis] = Math.min(min[axis] as number, value);
      max[axis] = Math.max(max[axis] as number, value);
    }
  }
}

/**
 * Puts the points into the box where the skin's joints take them as they stand in the file (glTF 2.0, 3.7.3.3). Returns
 * false where a vertex names a joint that the skin does not have.
 */
export function placeBySkin(points: Float32Array, primitive: Primitive, skin: Skin, box: Box): boolean {
  const joints = jointMatrices(skin);
  const sets = influencesOf(primitive);
  const vertex = new Float32Array(3);
  const matrix = new Array<number>(16);
  for (let number = 0; number * 3 < points.length; number++) {
    matrix.fill(0);
    for (const { indices, shares } of sets) {
      for (let slot = number * 4; slot < number * 4 + 4; slot++) {
        const share = shares[slot] ?? 0;
        if (share === 0) continue;
        const joint = joints[indices[slot] ?? -1];
        if (!joint) return false;
        for (let part = 0; part < 16; part++) matrix[part] = (matrix[part] as number) + share * (joint[part] as number);
      }
    }
    vertex.set(points.subarray(number * 3, number * 3 + 3));
    place(vertex, matrix as unknown as mat4, box);
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

/** Which joints move the vertices, and how much: four of each for each vertex, in one or more sets. */
function influencesOf(primitive: Primitive): { indices: Float32Array; shares: Float32Array }[] {
  const sets = [];
  for (let set = 0; primitive.getAttribute(`JOINTS_${set}`); set++) {
    sets.push({
      indices: numbersOf(primitive.getAttribute(`JOINTS_${set}`)),
      shares: numbersOf(primitive.getAttribute(`WEIGHTS_${set}`)),
    });
  }
  return sets;
}

/** What the accessor means: its numbers, with those that stand for 0 to 1 or -1 to 1 brought there. */
function numbersOf(accessor: Accessor | null): Float32Array {
  const array = accessor?.getArray();
  if (!accessor || !array) return new Float32Array();
  const numbers = Float32Array.from(array);
  if (!accessor.getNormalized()) return numbers;
  const type = accessor.getComponentType();
  return numbers.map((number) => MathUtils.decodeNormalizedInt(number, type));
}
