import type { Form } from '../../types.ts';
import { type Mesh, meshOf, type Patch } from './mesh.ts';
import { smoothProfile } from './profile.ts';
import { superellipsoid } from './superellipsoid.ts';
import { normalize, type Vector } from './vector.ts';

type ShapeOf<Kind extends Form['shape']['kind']> = Extract<Form['shape'], { kind: Kind }>;

const turn = 2 * Math.PI;

/**
 * The mesh of a shape. Its texture repeats `repeats` times along the largest dimension, adjusted on closed surfaces so that
 * there is no seam.
 */
export function meshOfShape(shape: Form['shape'], repeats: number): Mesh {
  const tile = largestDimension(shape) / repeats;
  switch (shape.kind) {
    case 'lathe':
      return meshOf([lathe(shape, tile)]);
    case 'superellipsoid':
      return meshOf(superellipsoid(shape.size, shape.exponents, tile));
    case 'torus':
      return meshOf([torus(shape, tile)]);
    case 'sheet':
      return meshOf([sheet(shape, tile)], true);
  }
}

function largestDimension(shape: Form['shape']): number {
  switch (shape.kind) {
    case 'lathe':
      return Math.max(...shape.profile.flatMap(([radius, height]) => [2 * radius, height]));
    case 'superellipsoid':
      return Math.max(...shape.size);
    case 'torus':
      return 2 * (shape.radius + shape.tube);
    case 'sheet':
      return Math.max(shape.width, shape.depth);
  }
}

/** A profile rotated about the vertical axis. */
function lathe({ profile }: ShapeOf<'lathe'>, tile: number): Patch {
  const columns = 48;
  const points = smoothProfile(profile);
  const lengths = runningLengths(points.map(({ radius, height }) => [radius, height]));
  const across = whole((turn * Math.max(...points.map(({ radius }) => radius))) / tile);
  return {
    rows: points.length - 1,
    columns,
    at(row, column) {
      const { radius, height, direction } = points[row] as (typeof points)[number];
      const [radial, upward] = direction;
      const { outward, sideways } = compass((column / columns) * turn);
      return {
        position: [outward[0] * radius, height, outward[2] * radius],
        normal: [outward[0] * upward, -radial, outward[2] * upward],
        tangent: sideways,
        uv: [(across * column) / columns, -(lengths[row] as number) / tile],
      };
    },
  };
}

/** A ring on the ground; `flatten` is the ratio of its tube's height to its width. */
function torus({ radius, tube, flatten = 1 }: ShapeOf<'torus'>, tile: number): Patch {
  const [rows, columns] = [24, 72];
  const section = Array.from({ length: rows + 1 }, (_, row): [number, number] => {
    const angle = (row / rows) * turn;
    return [Math.cos(angle) * tube, Math.sin(angle) * tube * flatten];
  });
  const lengths = runningLengths(section);
  const girth = lengths.at(-1) as number;
  const [across, about] = [whole((turn * radius) / tile), whole(girth / tile)];
  return {
    rows,
    columns,
    at(row, column) {
      const [reach, height] = section[row] as [number, number];
      const { outward, sideways } = compass((column / columns) * turn);
      const distance = radius + reach;
      const radial = reach * flatten;
      return {
        position: [outward[0] * distance, height, outward[2] * distance],
        normal: normalize([outward[0] * radial, height / flatten, outward[2] * radial]),
        tangent: sideways,
        uv: [(across * column) / columns, (-about * (lengths[row] as number)) / girth],
      };
    },
  };
}

/** A wavy cloth. */
function sheet({ width, depth, waves, amplitude }: ShapeOf<'sheet'>, tile: number): Patch {
  const [rows, columns] = [40, 56];
  const height = (x: number, z: number) => {
    const [across, depthwise] = [x / width, (z / depth) * turn];
    const swell = 0.62 + 0.38 * Math.cos(depthwise / 2);
    return amplitude * swell * Math.sin(turn * waves * (across + 0.18 * Math.sin(0.7 * depthwise + 0.6)));
  };
  const step = 1e-4 * width;
  return {
    rows,
    columns,
    at(row, column) {
      const [x, z] = [(column / columns - 0.5) * width, (0.5 - row / rows) * depth];
      const slopeX = (height(x + step, z) - height(x - step, z)) / (2 * step);
      const slopeZ = (height(x, z + step) - height(x, z - step)) / (2 * step);
      return {
        position: [x, height(x, z), z],
        normal: normalize([-slopeX, 1, -slopeZ]),
        tangent: normalize([1, slopeX, 0]),
        uv: [(x + width / 2) / tile, (z + depth / 2) / tile],
      };
    },
  };
}

/** The outward and the rightward direction at an angle about the vertical axis, counted from the front. */
function compass(angle: number): { outward: Vector; sideways: Vector } {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return { outward: [sin, 0, cos], sideways: [cos, 0, -sin] };
}

function runningLengths(points: [number, number][]): number[] {
  let length = 0;
  return points.map(([x, y], index) => {
    const [fromX, fromY] = points[index - 1] ?? [x, y];
    length += Math.hypot(x - fromX, y - fromY);
    return length;
  });
}

/** Rounds the repetitions of a texture on a closed surface to a whole number. */
function whole(count: number): number {
  return Math.max(1, Math.round(count));
}
