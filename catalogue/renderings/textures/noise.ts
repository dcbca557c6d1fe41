/**
 * Tileable, deterministic noise for textures. It is called millions of times, so it allocates no objects.
 */

const cosines = Float64Array.from({ length: 256 }, (_, index) => Math.cos((index / 128) * Math.PI));
const sines = Float64Array.from({ length: 256 }, (_, index) => Math.sin((index / 128) * Math.PI));

/** Smooth noise between -1 and 1 that repeats after `columns` and `rows`. */
export function noise(x: number, y: number, columns: number, rows: number, seed: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const dx = x - column;
  const dy = y - row;
  const left = wrap(column, columns);
  const right = wrap(column + 1, columns);
  const above = wrap(row, rows);
  const below = wrap(row + 1, rows);
  const easeX = ease(dx);
  const upper = lean(left, above, seed, dx, dy);
  const lower = lean(left, below, seed, dx, dy - 1);
  const upperThere = upper + (lean(right, above, seed, dx - 1, dy) - upper) * easeX;
  const lowerThere = lower + (lean(right, below, seed, dx - 1, dy - 1) - lower) * easeX;
  return 1.41 * (upperThere + (lowerThere - upperThere) * ease(dy));
}

/** The sum of `octaves` layers of noise, each half the size of the previous; about -1 to 1. Repeats after `period`. */
export function layeredNoise(x: number, y: number, period: number, octaves: number, seed: number): number {
  let sum = 0;
  let weight = 1;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    const size = 2 ** octave;
    sum += weight * noise(x * size, y * size, period * size, period * size, seed + octave);
    total += weight;
    weight /= 2;
  }
  return sum / total;
}

/** Cellular noise: the distance to the second nearest point minus that to the nearest; 0 on the cell borders. */
export function cellRim(x: number, y: number, period: number, seed: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  let nearest = 9;
  let next = 9;
  for (let down = -1; down <= 1; down++) {
    for (let right = -1; right <= 1; right++) {
      const cellX = wrap(column + right, period);
      const cellY = wrap(row + down, period);
      const dx = column + right + hash(cellX, cellY, seed) / 2 ** 32 - x;
      const dy = row + down + hash(cellX, cellY, seed + 1) / 2 ** 32 - y;
      const distance = Math.sqrt(dx * dx + dy * dy);
      if (distance < nearest) {
        next = nearest;
        nearest = distance;
      } else if (distance < next) {
        next = distance;
      }
    }
  }
  return next - nearest;
}

/** The dot product of an offset with the gradient of a grid corner. */
function lean(column: number, row: number, seed: number, dx: number, dy: number): number {
  const direction = hash(column, row, seed) >>> 24;
  return (cosines[direction] as number) * dx + (sines[direction] as number) * dy;
}

/** A 32-bit hash. */
function hash(x: number, y: number, seed: number): number {
  let mixed = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function wrap(value: number, period: number): number {
  return ((value % period) + period) % period;
}

function ease(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}
