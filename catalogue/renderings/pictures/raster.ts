/** The visible triangle of each pixel. */
export interface Raster {
  /** The nearness of the visible triangle; minus infinity when there is none. */
  nearness: Float32Array;
  /** The index of the visible triangle; -1 when there is none. */
  triangle: Int32Array;
}

/** Vertices in screen coordinates, three numbers each: x and y in pixels, and nearness (larger is nearer). */
export type Screen = Float32Array;

/** Finds the nearest triangle at the centre of each pixel, regardless of the side that is visible. */
export function rasterize(screen: Screen, indices: Uint16Array, width: number, height: number): Raster {
  const nearness = new Float32Array(width * height).fill(Number.NEGATIVE_INFINITY);
  const triangle = new Int32Array(width * height).fill(-1);
  for (let index = 0; index < indices.length; index += 3) {
    const a = 3 * (indices[index] as number);
    const b = 3 * (indices[index + 1] as number);
    const c = 3 * (indices[index + 2] as number);
    const ax = screen[a] as number;
    const ay = screen[a + 1] as number;
    const bx = (screen[b] as number) - ax;
    const by = (screen[b + 1] as number) - ay;
    const cx = (screen[c] as number) - ax;
    const cy = (screen[c + 1] as number) - ay;
    const area = bx * cy - by * cx;
    if (area === 0) continue;
    const near = screen[a + 2] as number;
    const nearB = (screen[b + 2] as number) - near;
    const nearC = (screen[c + 2] as number) - near;
    // The change of the barycentric weights of b and c from one pixel to the next.
    const stepB = cy / area;
    const stepC = -by / area;
    const top = Math.max(0, Math.ceil(ay + Math.min(0, by, cy) - 0.5));
    const bottom = Math.min(height - 1, Math.floor(ay + Math.max(0, by, cy) - 0.5));
    const left = Math.max(0, Math.ceil(ax + Math.min(0, bx, cx) - 0.5));
    const right = Math.min(width - 1, Math.floor(ax + Math.max(0, bx, cx) - 0.5));
    for (let y = top; y <= bottom; y++) {
      const dx = left + 0.5 - ax;
      const dy = y + 0.5 - ay;
      let shareB = (dx * cy - dy * cx) / area;
      let shareC = (dy * bx - dx * by) / area;
      const row = y * width;
      let wasInside = false;
      for (let x = left; x <= right; x++) {
        if (shareB >= 0 && shareC >= 0 && shareB + shareC <= 1) {
          wasInside = true;
          const nearHere = near + nearB * shareB + nearC * shareC;
          if (nearHere > (nearness[row + x] as number)) {
            nearness[row + x] = nearHere;
            triangle[row + x] = index / 3;
          }
        } else if (wasInside) break;
        shareB += stepB;
        shareC += stepC;
      }
    }
  }
  return { nearness, triangle };
}
