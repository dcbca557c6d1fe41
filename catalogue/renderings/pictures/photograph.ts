import sharp from 'sharp';
import { drawBackdrop } from './backdrop.ts';
import { type Camera, cameraFor, type View } from './camera.ts';
import { rasterize, type Screen } from './raster.ts';
import { lit, type Shade, type Subject } from './studio.ts';
import { developed } from './tones.ts';

/** Samples along the edge of a pixel. */
const fineness = 2;

/** Renders a picture of a subject as WebP. */
export async function photograph(subject: Subject, view: View): Promise<Buffer> {
  const { width, height } = view;
  const camera = cameraFor(subject.mesh, view);
  const pixels = drawBackdrop(subject, camera, width, height);
  drawModel(pixels, subject, camera, view);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .webp({ quality: 86, effort: 1 })
    .toBuffer();
}

/** Draws the model over its backdrop. A pixel inside a surface is shaded once, one at an edge for each sample. */
function drawModel(pixels: Uint8ClampedArray, subject: Subject, camera: Camera, view: View): void {
  const { indices, positions } = subject.mesh;
  const screen = camera.project(positions).map((value, index) => (index % 3 === 2 ? value : value * fineness));
  const { left, top, right, bottom } = extentOf(screen, view);
  for (let index = 0; index < screen.length; index += 3) {
    screen[index] = (screen[index] as number) - left * fineness;
    screen[index + 1] = (screen[index + 1] as number) - top * fineness;
  }
  const wide = (right - left) * fineness;
  const { nearness, triangle } = rasterize(screen, indices, wide, (bottom - top) * fineness);
  const colour = new Float64Array(3);
  const change = new Float64Array(3);

  const shadeAt = onScreen(lit(subject, camera.eye), screen, indices);

  for (let y = 0; y < bottom - top; y++) {
    for (let x = 0; x < right - left; x++) {
      const first = y * fineness * wide + x * fineness;
      const at = ((y + top) * view.width + x + left) * 3;
      const near = nearness[first] as number;
      const far = nearness[first + wide + 1] as number;
      const isOutside =
        near < 0 && far < 0 && (nearness[first + 1] as number) < 0 && (nearness[first + wide] as number) < 0;
      if (isOutside) continue;
      if (Math.abs(near - far) < 0.01 * near) {
        shadeAt(triangle[first] as number, (x + 0.5) * fineness, (y + 0.5) * fineness, colour);
        for (let channel = 0; channel < 3; channel++) pixels[at + channel] = developed(colour[channel] as number);
        continue;
      }
      change.fill(0);
      for (let point = 0; point < fineness * fineness; point++) {
        const across = point % fineness;
        const down = (point - across) / fineness;
        const seen = triangle[first + down * wide + across] as number;
        if (seen < 0) continue;
        shadeAt(seen, x * fineness + across + 0.5, y * fineness + down + 0.5, colour);
        for (let channel = 0; channel < 3; channel++) {
          const difference = developed(colour[channel] as number) - (pixels[at + channel] as number);
          change[channel] = (change[channel] as number) + difference / (fineness * fineness);
        }
      }
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = (pixels[at + channel] as number) + (change[channel] as number);
      }
    }
  }
}

/** A shader for a point of a triangle in screen coordinates. */
function onScreen(shade: Shade, screen: Screen, indices: Uint16Array) {
  return (triangle: number, x: number, y: number, into: Float64Array) => {
    const a = 3 * (indices[3 * triangle] as number);
    const b = 3 * (indices[3 * triangle + 1] as number);
    const c = 3 * (indices[3 * triangle + 2] as number);
    const dx = x - (screen[a] as number);
    const dy = y - (screen[a + 1] as number);
    const bx = (screen[b] as number) - (screen[a] as number);
    const by = (screen[b + 1] as number) - (screen[a + 1] as number);
    const cx = (screen[c] as number) - (screen[a] as number);
    const cy = (screen[c + 1] as number) - (screen[a + 1] as number);
    const area = bx * cy - by * cx;
    shade(triangle, (dx * cy - dy * cx) / area, (dy * bx - dx * by) / area, into);
  };
}

/** The bounding box of the model in pixels, clipped to the picture. */
function extentOf(screen: Screen, { width, height }: View) {
  const extreme = (pick: (a: number, b: number) => number, axis: 0 | 1) =>
    screen.reduce((found, value, index) => (index % 3 === axis ? pick(found, value) : found), screen[axis] as number) /
    fineness;
  return {
    left: Math.max(0, Math.floor(extreme(Math.min, 0))),
    top: Math.max(0, Math.floor(extreme(Math.min, 1))),
    right: Math.min(width, Math.ceil(extreme(Math.max, 0))),
    bottom: Math.min(height, Math.ceil(extreme(Math.max, 1))),
  };
}
