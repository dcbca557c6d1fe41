import type { Mesh } from '../geometry/mesh.ts';
import { cross, dot, normalize, type Vector } from '../geometry/vector.ts';
import { rasterize, type Screen } from './raster.ts';

/** The ambient light of a studio's sky, with the shadows of a model. */
export interface Sky {
  /** The fraction (0 to 1) of the unobstructed light that reaches each vertex. */
  onModel: Float32Array;
  /** The fraction that reaches a point of the ground. */
  onGround(x: number, z: number): number;
}

/** A part of the sky with a depth map of the model from its direction. */
interface Patch {
  direction: Vector;
  brightness: number;
  right: Vector;
  up: Vector;
  nearness: Float32Array;
}

const patchCount = 36;
const shadowPixels = 128;
/** Samples along the edge of the ground's square, and half its width in radii of the model. */
const groundPoints = 96;
const groundReach = 2.6;

/** Creates the sky over a model, brightest around `key`. */
export function skyOver(mesh: Mesh, key: Vector): Sky {
  const radius = Math.hypot(...mesh.min.map((low, axis) => Math.max(-low, mesh.max[axis] as number)));
  const patches = directions(patchCount).map((direction) => patchAt(direction, key, mesh, radius));
  const reach = radius * groundReach;
  const ground = new Float32Array(groundPoints * groundPoints);
  const place = (index: number) => ((index + 0.5) / groundPoints - 0.5) * 2 * reach;
  for (let row = 0; row < groundPoints; row++) {
    for (let column = 0; column < groundPoints; column++) {
      ground[row * groundPoints + column] = reaching(patches, radius, place(column), 0, place(row), 0, 1, 0);
    }
  }
  const { positions: p, normals: n } = mesh;
  const onModel = new Float32Array(p.length / 3);
  for (let vertex = 0, at = 0; vertex < onModel.length; vertex++, at += 3) {
    const [x, y, z, nx, ny, nz] = [p[at], p[at + 1], p[at + 2], n[at], n[at + 1], n[at + 2]] as Six;
    // Start just above the surface, to avoid self-shadowing at flat angles.
    const lift = radius * 0.035;
    onModel[vertex] = reaching(patches, radius, x + nx * lift, y + ny * lift, z + nz * lift, nx, ny, nz);
  }
  const soft = blurred(blurred(ground));
  const index = (place: number) =>
    Math.min(groundPoints - 1.001, Math.max(0, (place / reach / 2 + 0.5) * groundPoints - 0.5));
  return { onModel, onGround: (x, z) => between(soft, index(x), index(z)) };
}

type Six = [number, number, number, number, number, number];

/** The fraction of light that reaches a point with this normal. Called very often, so it allocates no objects. */
function reaching(
  patches: Patch[],
  radius: number,
  x: number,
  y: number,
  z: number,
  nx: number,
  ny: number,
  nz: number,
): number {
  const slack = radius * 0.02;
  let open = 0;
  let reached = 0;
  for (let index = 0; index < patches.length; index++) {
    const { direction, right, up, brightness, nearness } = patches[index] as Patch;
    const share = (nx * direction[0] + ny * direction[1] + nz * direction[2]) * brightness;
    if (share <= 0) continue;
    open += share;
    const across = (x * right[0] + y * right[1] + z * right[2]) / radius;
    const down = -(x * up[0] + y * up[1] + z * up[2]) / radius;
    const column = Math.floor((across + 1) * 0.5 * shadowPixels);
    const row = Math.floor((down + 1) * 0.5 * shadowPixels);
    const isInside = column >= 0 && row >= 0 && column < shadowPixels && row < shadowPixels;
    const near = x * direction[0] + y * direction[1] + z * direction[2] + slack;
    if (!isInside || (nearness[row * shadowPixels + column] as number) <= near) reached += share;
  }
  return open > 0 ? reached / open : 1;
}

function patchAt(direction: Vector, key: Vector, { positions, indices }: Mesh, radius: number): Patch {
  const right = normalize(cross([0, 1, 0], direction), [1, 0, 0]);
  const up = cross(direction, right);
  const screen: Screen = new Float32Array(positions.length);
  for (let index = 0; index < positions.length; index += 3) {
    const point: Vector = [positions[index] as number, positions[index + 1] as number, positions[index + 2] as number];
    screen[index] = (dot(point, right) / radius + 1) * 0.5 * shadowPixels;
    screen[index + 1] = (1 - dot(point, up) / radius) * 0.5 * shadowPixels;
    screen[index + 2] = dot(point, direction);
  }
  const { nearness } = rasterize(screen, indices, shadowPixels, shadowPixels);
  return { direction, brightness: 0.3 + 2.4 * Math.max(0, dot(direction, key)) ** 5, right, up, nearness };
}

/** Evenly distributed directions of the upper hemisphere, by the golden angle. */
function directions(count: number): Vector[] {
  return Array.from({ length: count }, (_, index) => {
    const height = (index + 0.5) / count;
    const angle = index * Math.PI * (3 - Math.sqrt(5));
    const reach = Math.sqrt(1 - height * height);
    return [Math.cos(angle) * reach, height, Math.sin(angle) * reach];
  });
}

/** The grid after a 3 × 3 box blur. */
function blurred(grid: Float32Array): Float32Array {
  const near = (index: number, by: number) => Math.min(groundPoints - 1, Math.max(0, index + by));
  return grid.map((_, index) => {
    const [row, column] = [Math.floor(index / groundPoints), index % groundPoints];
    let sum = 0;
    for (let down = -1; down <= 1; down++) {
      for (let right = -1; right <= 1; right++) {
        sum += grid[near(row, down) * groundPoints + near(column, right)] as number;
      }
    }
    return sum / 9;
  });
}

/** The bilinear interpolation of a grid. */
function between(grid: Float32Array, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [dx, dy] = [x - column, y - row];
  const at = row * groundPoints + column;
  const upper = (grid[at] as number) * (1 - dx) + (grid[at + 1] as number) * dx;
  const lower = (grid[at + groundPoints] as number) * (1 - dx) + (grid[at + groundPoints + 1] as number) * dx;
  return upper * (1 - dy) + lower * dy;
}
