import { badInput } from '../errors.ts';

/** `CONTAIN`: the whole picture within width and height. `COVER`: exactly width × height, cut around the focal point. */
export type PictureFit = 'CONTAIN' | 'COVER';

/** `AUTO` is chosen from the `Accept` header of the request for the file. */
export type PictureFormat = 'AUTO' | 'AVIF' | 'WEBP' | 'JPEG' | 'PNG';

/** The arguments of `Image.url`. */
export interface RenditionArgs {
  width?: number | null;
  height?: number | null;
  fit?: PictureFit | null;
  format?: PictureFormat | null;
  quality?: number | null;
}

/** The arguments of `Image.srcset`. */
export interface SrcsetArgs {
  widths: readonly number[];
  aspectRatio?: number | null;
  format?: PictureFormat | null;
  quality?: number | null;
}

/** A version of a picture. Sides are on the ladder of sizes; a picture is never enlarged. */
export interface Rendition {
  width: number | null;
  height: number | null;
  fit: PictureFit;
  format: PictureFormat;
  /** 10, 20, … 100; null for the default of the format. */
  quality: number | null;
}

/** The size of a whole picture in pixels; null when unknown. */
export interface PictureSize {
  width: number | null;
  height: number | null;
}

/** The largest side of a rendition in pixels. */
export const longestSide = 2_560;

/** The largest number of widths in one `srcset`. */
const maxWidths = 12;

/**
 * The rendition that the arguments of `Image.url` ask for; null for the original file. Each side is rounded up to a multiple of 20
 * pixels, above 640 of 40, and above 1,280 of 80, so that clients with slightly different sizes share a file, and so that no one can
 * have thousands of files made of one picture. Throws BAD_USER_INPUT.
 */
export function renditionOf({ width, height, fit, format, quality }: RenditionArgs): Rendition | null {
  checkSide('width', width);
  checkSide('height', height);
  if (quality != null && !isBetween(quality, 1, 100)) {
    throw badInput('The quality of a picture must be from 1 to 100.', 'quality');
  }
  if (fit === 'COVER' && (width == null || height == null)) {
    throw badInput('A picture that covers an area needs its width and its height.', width == null ? 'width' : 'height');
  }
  const asked = { width: stepOf(width), height: stepOf(height), fit: fit ?? 'CONTAIN', format: format ?? 'AUTO' };
  if (width == null && height == null && quality == null && asked.format === 'AUTO') return null;
  return { ...asked, quality: quality == null ? null : Math.ceil(quality / 10) * 10 };
}

/**
 * The value of `srcset` (HTML Standard, §4.8.4.2.2) with one file for each width, the smallest first. Widths beyond the picture's own
 * become one candidate of that width. With `aspectRatio`, each file is cut to it. Throws BAD_USER_INPUT.
 */
export function srcsetOf(
  { widths, aspectRatio, format, quality }: SrcsetArgs,
  original: PictureSize,
  urlOf: (rendition: Rendition) => string,
): string {
  if (widths.length === 0 || widths.length > maxWidths) {
    throw badInput(`A srcset must have from 1 to ${maxWidths} widths.`, 'widths');
  }
  for (const width of widths) checkSide('widths', width);
  if (aspectRatio != null && !(aspectRatio >= 0.1 && aspectRatio <= 10)) {
    throw badInput('An aspect ratio must be from 0.1 to 10.', 'aspectRatio');
  }
  const widest = widestOf(original, aspectRatio ?? null);
  const candidates = new Map<number, string>();
  for (const width of [...widths].sort((one, other) => one - other)) {
    const step = stepOf(width) as number;
    const shown = Math.min(step, widest);
    if (candidates.has(shown)) continue;
    const height = aspectRatio == null ? null : Math.max(1, Math.min(longestSide, Math.round(step / aspectRatio)));
    const rendition = renditionOf({ width, height, fit: height === null ? 'CONTAIN' : 'COVER', format, quality });
    candidates.set(shown, urlOf(rendition as Rendition));
  }
  return [...candidates].map(([width, url]) => `${url} ${width}w`).join(', ');
}

/** The side that is used for a requested one. */
export function stepOf(side: number | null | undefined): number | null {
  if (side == null) return null;
  const step = side <= 640 ? 20 : side <= 1_280 ? 40 : 80;
  return Math.ceil(side / step) * step;
}

/** Whether a number is a side on the ladder. */
export function isStep(side: number): boolean {
  return isBetween(side, 1, longestSide) && stepOf(side) === side;
}

/** The width of the widest version with this ratio that is not enlarged. */
function widestOf({ width, height }: PictureSize, ratio: number | null): number {
  const whole = width ?? longestSide;
  return Math.min(longestSide, ratio === null || height === null ? whole : Math.min(whole, Math.round(height * ratio)));
}

function checkSide(argument: string, side: number | null | undefined): void {
  if (side != null && !isBetween(side, 1, longestSide)) {
    throw badInput(`The width and height of a picture must be from 1 to ${longestSide} pixels.`, argument);
  }
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
