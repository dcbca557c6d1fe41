import type { Vector } from '../geometry/vector.ts';
import type { Camera } from './camera.ts';
import type { Subject } from './studio.ts';
import { developed, light } from './tones.ts';

/** The ground is drawn at this fraction of the size and enlarged, because it has only smooth gradients. */
const step = 6;

const paper: Vector = [0.6, 0.565, 0.515];
const night: Vector = [0.05, 0.047, 0.044];

/** The linear colour of the ground for a product of this colour: light for dark products, dark for light ones. */
export function groundFor(colour: string): Vector {
  const own = [1, 3, 5].map((start) => light[Number.parseInt(colour.slice(start, start + 2), 16)] as number) as Vector;
  const luminance = 0.2126 * own[0] + 0.7152 * own[1] + 0.0722 * own[2];
  const tone = luminance < 0.33 ? paper : night;
  return own.map((channel, index) => 0.12 * channel + 0.88 * (tone[index] as number)) as Vector;
}

/**
 * The ground with the shadow of the model, and the backdrop, darker towards the corners. As 8-bit RGB with a fine grain,
 * which prevents visible bands in the smooth gradients.
 */
export function drawBackdrop(subject: Subject, camera: Camera, width: number, height: number): Uint8ClampedArray {
  const columns = Math.ceil(width / step) + 1;
  const small = drawSmall(subject, camera, columns, Math.ceil(height / step) + 1);
  const pixels = new Uint8ClampedArray(width * height * 3);
  const row = new Float32Array(columns * 3);
  let random = 1;
  for (let y = 0, at = 0; y < height; y++) {
    const above = Math.floor(y / step) * row.length;
    const down = (y % step) / step;
    for (let part = 0; part < row.length; part++) {
      const upper = small[above + part] as number;
      row[part] = upper + ((small[above + row.length + part] as number) - upper) * down;
    }
    for (let x = 0; x < width; x++, at += 3) {
      const left = Math.floor(x / step) * 3;
      const across = (x % step) / step;
      random = (Math.imul(random, 0x19660d) + 0x3c6ef35f) | 0;
      const grain = (random >> 24) / 80;
      for (let channel = 0; channel < 3; channel++) {
        const from = row[left + channel] as number;
        pixels[at + channel] = from + ((row[left + 3 + channel] as number) - from) * across + grain;
      }
    }
  }
  return pixels;
}

function drawSmall({ sky, ground }: Subject, camera: Camera, columns: number, rows: number): Float32Array {
  const pixels = new Float32Array(columns * rows * 3);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const [across, down] = [x / columns - 0.4, y / rows - 0.38];
      const glow = 1.15 - 0.75 * (across * across + down * down);
      const seen = camera.groundAt(x * step, y * step);
      const reaching = seen ? 0.04 + 0.96 * sky.onGround(seen[0], seen[2]) : 1;
      for (let channel = 0; channel < 3; channel++) {
        pixels[(y * columns + x) * 3 + channel] = developed((ground[channel] as number) * glow * reaching);
      }
    }
  }
  return pixels;
}
