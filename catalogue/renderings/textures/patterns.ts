import type { Form } from '../../types.ts';
import { cellRim, layeredNoise, noise } from './noise.ts';

/** A point of a pattern. */
export interface PatternPoint {
  /** Height, in hundredths of the pattern's width. */
  height: number;
  /** Fraction of the form's second colour, 0 to 1. */
  tint: number;
  /** Brightness relative to the colour; 1 is unchanged. */
  light: number;
  /** Added to the form's roughness. */
  rough: number;
}

/** A pattern with period 1 in both directions; v points down. */
export interface Pattern {
  /** Repetitions along the largest dimension of the model. */
  perModel: number;
  /** Pixels along an edge of its textures, as its details need. */
  pixels: 256 | 512;
  at(u: number, v: number): PatternPoint;
}

export const patterns: Record<Form['pattern'], Pattern> = {
  /** Leather: pebbles between fine creases. */
  grain: {
    perModel: 3,
    pixels: 256,
    at(u, v) {
      const rim = cellRim(
        u * 24 + 0.3 * noise(u * 8, v * 8, 8, 8, 1),
        v * 24 + 0.3 * noise(u * 8, v * 8, 8, 8, 2),
        24,
        3,
      );
      const pebble = Math.sqrt(smoothstep(0, 0.75, rim));
      const tone = layeredNoise(u * 4, v * 4, 4, 3, 4);
      return {
        height: 0.5 * pebble + 0.15 * tone,
        tint: 0.1 + 0.5 * (1 - pebble),
        light: 1 + 0.06 * tone,
        rough: 0.14 * (1 - pebble) + 0.03 * tone,
      };
    },
  },
  /** Cloth: woven threads. */
  weave: {
    perModel: 4,
    pixels: 256,
    at(u, v) {
      const [x, y] = [u * 24, v * 24];
      const isWarpAbove = (Math.floor(x) + Math.floor(y)) % 2 === 0;
      const [across, along] = isWarpAbove ? [x, y] : [y, x];
      const round = Math.sin(fraction(across) * Math.PI);
      const arch = Math.sin(fraction(along) * Math.PI);
      const fibre = noise(across * 4, along / 2, 96, 12, 4);
      const thread = round * (0.55 + 0.45 * arch);
      return {
        height: 1.1 * thread,
        tint: isWarpAbove ? 0.12 : 0.7,
        light: 0.72 + 0.3 * thread + 0.05 * fibre,
        rough: 0.1 * (1 - thread),
      };
    },
  },
  /** Brushed metal: hairlines. */
  brushed: {
    perModel: 2,
    pixels: 256,
    at(u, v) {
      const line = 0.6 * noise(u * 4, v * 128, 4, 128, 5) + 0.4 * noise(u * 9, v * 64, 9, 64, 6);
      return { height: 0.08 * line, tint: 0.2 + 0.3 * line, light: 1 + 0.09 * line, rough: 0.09 * line };
    },
  },
  /** Stone: clouds and veins. */
  marble: {
    perModel: 1,
    pixels: 512,
    at(u, v) {
      const drift = layeredNoise(u * 3, v * 3, 3, 5, 7);
      const vein = (along: number, down: number, bend: number, width: number) =>
        Math.max(0, 1 - Math.abs(Math.sin(Math.PI * (along * u + down * v + bend * drift))) / width) ** 1.5;
      const broad = vein(2, 1, 0.75, 0.32) * (0.7 + 0.6 * drift);
      const fine = vein(1, 2, 1.1, 0.045);
      const cloud = noise(u * 3 + drift, v * 3 - drift, 3, 3, 31);
      const tint = Math.min(1, Math.max(0, 0.08 + 0.12 * cloud + 0.4 * broad + 0.6 * fine));
      return { height: -0.04 * fine, tint, light: 1 + 0.03 * cloud, rough: 0.05 * fine };
    },
  },
  /** Twill in broad and narrow stripes. */
  stripe: {
    perModel: 2,
    pixels: 512,
    at(u, v) {
      const place = fraction(u * 4);
      const broad = smoothstep(0.2, 0.206, place) - smoothstep(0.62, 0.626, place);
      const narrow = smoothstep(0.76, 0.766, place) - smoothstep(0.82, 0.826, place);
      const twill = Math.sin((u * 64 + v * 64) * 2 * Math.PI);
      return {
        height: 0.12 * twill,
        tint: broad + narrow,
        light: 0.97 + 0.03 * twill,
        rough: -0.04 * (broad + narrow) + 0.02 * twill,
      };
    },
  },
  /** Smooth and slightly uneven, as made by hand. */
  plain: {
    perModel: 1,
    pixels: 256,
    at(u, v) {
      const tone = layeredNoise(u * 4, v * 4, 4, 4, 37);
      return { height: 0.05 * tone, tint: 0.06 + 0.06 * tone, light: 1 + 0.02 * tone, rough: 0.03 * tone };
    },
  },
};

function fraction(value: number): number {
  return value - Math.floor(value);
}

function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
