import type { Camera, Vector } from './result.ts';

/** A part of a model in world coordinates. */
export interface Part {
  /** Three numbers for each vertex; `normals` have unit length. */
  positions: Float32Array;
  normals: Float32Array;
  /** Two numbers for each vertex; null without a texture. */
  uvs: Float32Array | null;
  indices: ArrayLike<number>;
  paint: Paint;
}

/** How a part is painted. Colours are linear. */
export interface Paint {
  colour: Vector;
  /** Bytes of RGBA in sRGB. */
  texture: { width: number; height: number; pixels: Uint8Array } | null;
  metallic: number;
  /** Pixels with less alpha are left out. */
  alphaCutoff: number;
}

// Called for each pixel: a global would be looked up each time in some contexts.
const { ceil, floor, max, min, sqrt } = Math;

/** The direction to the main light, and its opposite fill: above, left, front. */
const key = unit([-0.6, 0.66, 0.46]);
const fill = unit([0.9, 0.3, 0.35]);

/** The linear value of each byte of sRGB. */
const linear = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** The sRGB byte of linear values, in steps that are finer than a byte everywhere. */
const shades = 8_191;
const bytes = Uint8Array.from({ length: shades + 1 }, (_, shade) => {
  const value = shade / shades;
  return Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055));
});

/** Draws parts as seen by a camera: RGBA bytes of a square picture, transparent where there is no part. */
export function draw(parts: readonly Part[], camera: Camera, side: number): Uint8Array {
  const picture = new Uint8Array(side * side * 4);
  const nearness = new Float32Array(side * side);
  const { backward, right, up } = axesOf(camera);
  const scale = side / 2 / Math.tan((camera.fieldOfView * Math.PI) / 360);
  for (const part of parts) {
    const count = part.positions.length / 3;
    const screen = new Float32Array(count * 3);
    for (let vertex = 0; vertex < count; vertex++) {
      const at = 3 * vertex;
      const x = (part.positions[at] as number) - camera.position[0];
      const y = (part.positions[at + 1] as number) - camera.position[1];
      const z = (part.positions[at + 2] as number) - camera.position[2];
      const near = -1 / (x * backward[0] + y * backward[1] + z * backward[2]);
      screen[at] = side / 2 + (x * right[0] + y * right[1] + z * right[2]) * near * scale;
      screen[at + 1] = side / 2 - (x * up[0] + y * up[1] + z * up[2]) * near * scale;
      screen[at + 2] = near;
    }
    drawPart(part, screen, camera, { picture, nearness, side });
  }
  return picture;
}

/** The axes of a camera. */
export function axesOf({ position, target }: Pick<Camera, 'position' | 'target'>) {
  const backward = unit(position.map((part, axis) => part - (target[axis] as number)) as Vector);
  const right = unit(cross([0, 1, 0], backward));
  return { backward, right, up: cross(backward, right) };
}

interface Canvas {
  picture: Uint8Array;
  nearness: Float32Array;
  side: number;
}

function drawPart(part: Part, screen: Float32Array, camera: Camera, canvas: Canvas): void {
  const { nearness, side, picture } = canvas;
  const shade = shaderOf(part, camera);
  const { indices } = part;
  for (let start = 0; start + 2 < indices.length; start += 3) {
    const a = 3 * (indices[start] as number);
    const b = 3 * (indices[start + 1] as number);
    const c = 3 * (indices[start + 2] as number);
    const ax = screen[a] as number;
    const ay = screen[a + 1] as number;
    const bx = (screen[b] as number) - ax;
    const by = (screen[b + 1] as number) - ay;
    const cx = (screen[c] as number) - ax;
    const cy = (screen[c + 1] as number) - ay;
    const area = bx * cy - by * cx;
    if (area === 0 || !Number.isFinite(area)) continue;
    const nearA = screen[a + 2] as number;
    const nearB = screen[b + 2] as number;
    const nearC = screen[c + 2] as number;
    const top = max(0, ceil(ay + min(0, by, cy) - 0.5));
    const bottom = min(side - 1, floor(ay + max(0, by, cy) - 0.5));
    const left = max(0, ceil(ax + min(0, bx, cx) - 0.5));
    const last = min(side - 1, floor(ax + max(0, bx, cx) - 0.5));
    for (let y = top; y <= bottom; y++) {
      const dy = y + 0.5 - ay;
      for (let x = left; x <= last; x++) {
        const dx = x + 0.5 - ax;
        const shareB = (dx * cy - dy * cx) / area;
        const shareC = (dy * bx - dx * by) / area;
        if (shareB < 0 || shareC < 0 || shareB + shareC > 1) continue;
        const near = nearA + (nearB - nearA) * shareB + (nearC - nearA) * shareC;
        const place = y * side + x;
        if (near <= (nearness[place] as number)) continue;
        // The weights on the surface, from those on the screen.
        if (shade(a, b, c, (shareB * nearB) / near, (shareC * nearC) / near, picture, 4 * place))
          nearness[place] = near;
      }
    }
  }
}

/**
 * Writes the colour of a point of a triangle, whose corners are places in `positions`. Returns false when the point is cut out.
 * Called for each pixel, so it allocates nothing.
 */
function shaderOf({ positions, normals, uvs, paint }: Part, camera: Camera) {
  const { colour, texture, metallic, alphaCutoff } = paint;
  const [eyeX, eyeY, eyeZ] = camera.position;
  const [keyX, keyY, keyZ] = key;
  const [fillX, fillY, fillZ] = fill;
  return (a: number, b: number, c: number, shareB: number, shareC: number, into: Uint8Array, at: number): boolean => {
    const shareA = 1 - shareB - shareC;
    let texel = -1;
    if (texture && uvs) {
      const u = mix(uvs, (a / 3) * 2, (b / 3) * 2, (c / 3) * 2, shareA, shareB, shareC);
      const v = mix(uvs, (a / 3) * 2 + 1, (b / 3) * 2 + 1, (c / 3) * 2 + 1, shareA, shareB, shareC);
      const x = min(texture.width - 1, floor((u - floor(u)) * texture.width));
      const y = min(texture.height - 1, floor((v - floor(v)) * texture.height));
      texel = 4 * (y * texture.width + x);
      if ((texture.pixels[texel + 3] as number) / 255 < alphaCutoff) return false;
    }
    let nx = mix(normals, a, b, c, shareA, shareB, shareC);
    let ny = mix(normals, a + 1, b + 1, c + 1, shareA, shareB, shareC);
    let nz = mix(normals, a + 2, b + 2, c + 2, shareA, shareB, shareC);
    let vx = eyeX - mix(positions, a, b, c, shareA, shareB, shareC);
    let vy = eyeY - mix(positions, a + 1, b + 1, c + 1, shareA, shareB, shareC);
    let vz = eyeZ - mix(positions, a + 2, b + 2, c + 2, shareA, shareB, shareC);
    const reach = 1 / sqrt(vx * vx + vy * vy + vz * vz);
    vx *= reach;
    vy *= reach;
    vz *= reach;
    // Both sides are drawn: a normal that points to the other side is turned around.
    const turn = (nx * vx + ny * vy + nz * vz < 0 ? -1 : 1) / (sqrt(nx * nx + ny * ny + nz * nz) || 1);
    nx *= turn;
    ny *= turn;
    nz *= turn;
    const fromKey = max(0, nx * keyX + ny * keyY + nz * keyZ);
    const fromFill = max(0, nx * fillX + ny * fillY + nz * fillZ);
    const lit = 0.34 + 0.14 * ny + 0.62 * fromKey + 0.2 * fromFill;
    const twice = 2 * (nx * vx + ny * vy + nz * vz);
    const gleam = max(0, (twice * nx - vx) * keyX + (twice * ny - vy) * keyY + (twice * nz - vz) * keyZ);
    const narrow = gleam * gleam * gleam * gleam;
    const gloss = narrow * narrow * narrow * narrow * (0.06 + 0.5 * metallic);
    for (let channel = 0; channel < 3; channel++) {
      const drawn = texture && texel >= 0 ? (linear[texture.pixels[texel + channel] as number] as number) : 1;
      const base = drawn * (colour[channel] as number);
      const light = base * lit + gloss * (1 - metallic + metallic * base);
      into[at + channel] = bytes[min(shades, (light * shades) | 0)] as number;
    }
    into[at + 3] = 255;
    return true;
  };
}

/** The value between three corners. */
function mix(
  values: Float32Array,
  a: number,
  b: number,
  c: number,
  shareA: number,
  shareB: number,
  shareC: number,
): number {
  return (values[a] as number) * shareA + (values[b] as number) * shareB + (values[c] as number) * shareC;
}

function cross([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}

function unit(vector: Vector): Vector {
  const length = Math.hypot(...vector) || 1;
  return vector.map((part) => part / length) as Vector;
}
