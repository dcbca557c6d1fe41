import sharp from 'sharp';
import type { Form } from '../../types.ts';
import { patterns } from './patterns.ts';

/** A square 8-bit RGB texture that repeats in both directions. */
export interface Texture {
  edge: number;
  pixels: Uint8ClampedArray;
}

/** The texture maps of a model. */
export interface TextureMaps {
  /** Colours, sRGB. */
  diffuse: Texture;
  /** Normals in tangent space, OpenGL convention: green is up. */
  normal: Texture;
  /** Linear, as in glTF: green is roughness, blue is metalness, always 1. */
  roughness: Texture;
}

/** The properties of a form that determine its texture maps. */
export type Finish = Pick<Form, 'pattern' | 'colours' | 'roughness'>;

/** Draws the three maps. */
export function drawTextures({ pattern, colours, roughness }: Finish): TextureMaps {
  const { pixels: edge, at } = patterns[pattern];
  const [first, second] = colours.map(channelsOf) as [number[], number[]];
  const [diffuse, rough] = [blank(edge), blank(edge)];
  const heights = new Float32Array(edge * edge);
  for (let index = 0; index < edge * edge; index++) {
    const point = at(((index % edge) + 0.5) / edge, (Math.floor(index / edge) + 0.5) / edge);
    heights[index] = point.height / 100;
    for (let channel = 0; channel < 3; channel++) {
      const [from, to] = [first[channel] as number, second[channel] as number];
      diffuse.pixels[index * 3 + channel] = (from + (to - from) * point.tint) * point.light;
    }
    rough.pixels.fill(255, index * 3, index * 3 + 3);
    rough.pixels[index * 3 + 1] = 255 * Math.max(0.05, roughness + point.rough);
  }
  return { diffuse, normal: normalsOf(heights, edge), roughness: rough };
}

/** Encodes a texture as PNG. */
export function toPng({ edge, pixels }: Texture): Promise<Buffer> {
  const raw = { width: edge, height: edge, channels: 3 } as const;
  return sharp(pixels, { raw }).png({ compressionLevel: 7 }).toBuffer();
}

/** The normals of a relief with heights in fractions of its width. */
function normalsOf(heights: Float32Array, edge: number): Texture {
  const texture = blank(edge);
  const heightAt = (x: number, y: number) => heights[((y + edge) % edge) * edge + ((x + edge) % edge)] as number;
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const right = ((heightAt(x + 1, y) - heightAt(x - 1, y)) * edge) / 2;
      const down = ((heightAt(x, y + 1) - heightAt(x, y - 1)) * edge) / 2;
      const length = Math.sqrt(right * right + down * down + 1);
      const start = (y * edge + x) * 3;
      texture.pixels[start] = 127.5 * (1 - right / length);
      texture.pixels[start + 1] = 127.5 * (1 + down / length);
      texture.pixels[start + 2] = 127.5 * (1 + 1 / length);
    }
  }
  return texture;
}

function blank(edge: number): Texture {
  return { edge, pixels: new Uint8ClampedArray(edge * edge * 3) };
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
