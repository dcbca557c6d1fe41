import { cross, dot, subtract, type Vector } from './vector.ts';

/** The triangles of a model in metres, on the ground (y = 0) and centred above the origin. */
export interface Mesh {
  /** Three numbers per vertex. */
  positions: Float32Array;
  /** Three numbers per vertex, of length 1. */
  normals: Float32Array;
  /** Four numbers per vertex, as in glTF: the direction of u, and 1, because textures are never mirrored. */
  tangents: Float32Array;
  /** Two numbers per vertex; 0, 0 is the upper left corner of the texture, which repeats in both directions. */
  uvs: Float32Array;
  /** Three numbers per triangle, counter-clockwise seen from outside. */
  indices: Uint16Array;
  min: Vector;
  max: Vector;
  /** Whether it is a sheet without thickness, visible from both sides. */
  isThin: boolean;
}

/** A point of a surface: position, normal, direction of u, and texture coordinates. */
export interface Vertex {
  position: Vector;
  normal: Vector;
  tangent: Vector;
  uv: [u: number, v: number];
}

/** A part of a surface as a grid of `rows` × `columns` cells. */
export interface Patch {
  rows: number;
  columns: number;
  at(row: number, column: number): Vertex;
}

/**
 * Triangulates a surface, without degenerate triangles such as those at a pole. Throws when the vertices exceed 16-bit
 * indices.
 */
export function meshOf(patches: Patch[], isThin = false): Mesh {
  const vertices: Vertex[] = [];
  const indices: number[] = [];
  for (const { rows, columns, at } of patches) {
    const start = vertices.length;
    for (let row = 0; row <= rows; row++) {
      for (let column = 0; column <= columns; column++) vertices.push(at(row, column));
    }
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const lower = start + row * (columns + 1) + column;
        const upper = lower + columns + 1;
        indices.push(
          ...facingOut([lower, lower + 1, upper + 1], vertices),
          ...facingOut([lower, upper + 1, upper], vertices),
        );
      }
    }
  }
  if (vertices.length > 0xffff) throw new Error(`The shape has ${vertices.length} points; 65535 are the most.`);
  const { offset, min, max } = standing(vertices.map(({ position }) => position));
  return {
    positions: Float32Array.from(vertices.flatMap(({ position }) => subtract(position, offset))),
    normals: Float32Array.from(vertices.flatMap(({ normal }) => normal)),
    tangents: Float32Array.from(vertices.flatMap(({ tangent }) => [...tangent, 1])),
    uvs: Float32Array.from(vertices.flatMap(({ uv }) => uv)),
    indices: Uint16Array.from(indices),
    min,
    max,
    isThin,
  };
}

function facingOut([a, b, c]: [number, number, number], vertices: Vertex[]): number[] {
  const [first, second, third] = [a, b, c].map((index) => vertices[index] as Vertex) as [Vertex, Vertex, Vertex];
  const facing = cross(subtract(second.position, first.position), subtract(third.position, first.position));
  if (Math.hypot(...facing) < 1e-11) return [];
  const side = dot(facing, first.normal) + dot(facing, second.normal) + dot(facing, third.normal);
  return side >= 0 ? [a, b, c] : [a, c, b];
}

/** The offset that puts the points on the ground around the origin, and their bounding box after it. */
function standing(points: Vector[]): { offset: Vector; min: Vector; max: Vector } {
  const extreme = (pick: (...values: number[]) => number) =>
    points.reduce((found, point) => found.map((value, axis) => pick(value, point[axis] as number)) as Vector);
  const [low, high] = [extreme(Math.min), extreme(Math.max)];
  const offset: Vector = [(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2];
  return { offset, min: subtract(low, offset), max: subtract(high, offset) };
}
