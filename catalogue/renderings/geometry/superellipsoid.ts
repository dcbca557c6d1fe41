import type { Patch } from './mesh.ts';
import { add, cross, dot, normalize, scale, subtract, type Vector } from './vector.ts';

/** A side of the box around a body: its normal, and the right and up directions of its texture. */
interface Side {
  facing: Vector;
  right: Vector;
  up: Vector;
}

const sides: Side[] = [
  { facing: [0, 0, 1], right: [1, 0, 0] },
  { facing: [1, 0, 0], right: [0, 0, -1] },
  { facing: [0, 0, -1], right: [-1, 0, 0] },
  { facing: [-1, 0, 0], right: [0, 0, 1] },
  { facing: [0, 1, 0], right: [1, 0, 0] },
  { facing: [0, -1, 0], right: [1, 0, 0] },
].map(({ facing, right }) => ({ facing, right, up: cross(facing as Vector, right as Vector) }) as Side);

const steps = 14;

/**
 * A body between a box (exponents near 0), an ellipsoid (1) and an octahedron (2), in six panels with straight textures, as
 * leather would be cut. The first exponent shapes the outline seen from the side, the second seen from above.
 */
export function superellipsoid(size: Vector, exponents: readonly [number, number], tile: number): Patch[] {
  const half = scale(size, 0.5);
  return sides.map(({ facing, right, up }) => {
    const pointAt = (row: number, column: number) => {
      const onSide = add(facing, add(scale(right, spread(column)), scale(up, spread(row))));
      return drawnIn(stretched(onSide, half), half, exponents);
    };
    const across = lengthsFromMiddle((step) => pointAt(steps / 2, step));
    const upwards = lengthsFromMiddle((step) => pointAt(step, steps / 2));
    return {
      rows: steps,
      columns: steps,
      at(row, column) {
        const position = pointAt(row, column);
        const normal = gradient(position, half, exponents);
        const tangent = normalize(subtract(right, scale(normal, dot(right, normal))), right);
        return { position, normal, tangent, uv: [(across[column] as number) / tile, -(upwards[row] as number) / tile] };
      },
    };
  });
}

/** The arc lengths along a line over the middle of a panel, from its centre. */
function lengthsFromMiddle(pointAt: (step: number) => Vector): number[] {
  let length = 0;
  const lengths = Array.from({ length: steps + 1 }, (_, step) => {
    length += step === 0 ? 0 : Math.hypot(...subtract(pointAt(step), pointAt(step - 1)));
    return length;
  });
  return lengths.map((total) => total - (lengths[steps / 2] as number));
}

/** Values from -1 to 1, denser towards both ends, where the curvature is larger. */
function spread(step: number): number {
  return Math.sin((step / steps - 0.5) * Math.PI);
}

function stretched([x, y, z]: Vector, [a, b, c]: Vector): Vector {
  return [x * a, y * b, z * c];
}

/** The point of the surface on the line from the centre through a point. */
function drawnIn(point: Vector, [a, b, c]: Vector, [outline, plan]: readonly [number, number]): Vector {
  const around = Math.abs(point[0] / a) ** (2 / plan) + Math.abs(point[2] / c) ** (2 / plan);
  const inside = around ** (plan / outline) + Math.abs(point[1] / b) ** (2 / outline);
  return scale(point, inside ** (-outline / 2));
}

function gradient([x, y, z]: Vector, [a, b, c]: Vector, [outline, plan]: readonly [number, number]): Vector {
  const around = Math.max(1e-12, Math.abs(x / a) ** (2 / plan) + Math.abs(z / c) ** (2 / plan)) ** (plan / outline - 1);
  const part = (value: number, extent: number, exponent: number) =>
    (Math.sign(value) * Math.abs(value / extent) ** (2 / exponent - 1)) / extent;
  return normalize([around * part(x, a, plan), part(y, b, outline), around * part(z, c, plan)]);
}
