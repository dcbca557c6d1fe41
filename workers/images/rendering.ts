import sharp, { type Metadata, type Sharp } from 'sharp';
import type { FocalPoint, PictureAddress } from '#kit/graph/pictures/addresses.ts';
import { checkFormat, isAnimatedPng, type OutputFormat } from './formats.ts';
import { PictureRefusal } from './refusals.ts';

/** Limits of an original. */
export const originalLimits = {
  bytes: 32 * 1024 * 1024,
  /** Decoded, 8 bits a channel, these are 200 MB. A small file can declare billions: a decompression bomb. */
  pixels: 50_000_000,
};

/** Qualities at which the formats look alike; AVIF is counted differently. */
const qualities: Record<OutputFormat, number> = { AVIF: 50, WEBP: 75, JPEG: 80, PNG: 100 };

/** Seconds after which the encoder stops. */
const seconds = 30;

/** Must be increased when the same address gives another picture. */
export const generation = 1;

const encoders: Record<OutputFormat, (image: Sharp, quality: number) => Sharp> = {
  // More effort makes files 3 to 12 % smaller, and needs 4 to 16 times as long.
  AVIF: (image, quality) => image.avif({ quality, effort: 1 }),
  WEBP: (image, quality) => image.webp({ quality, effort: 4, smartSubsample: true }),
  // JPEG has no transparency.
  JPEG: (image, quality) => image.flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: true }),
  PNG: (image) => image.png({ compressionLevel: 9 }),
};

/**
 * Once for the whole process: one thread a picture, because pictures are made side by side; no cache of operations, because each
 * original is decoded once; and no decoder but four, should a file pass `checkFormat`.
 */
export function restrictSharp(): void {
  sharp.concurrency(1);
  sharp.cache(false);
  sharp.block({ operation: ['VipsForeignLoad'] });
  const decoders = ['Jpeg', 'Png', 'Webp', 'Heif'].map((name) => `VipsForeignLoad${name}`);
  sharp.unblock({ operation: decoders });
}

/**
 * Makes a version of an original: upright by its EXIF orientation, in sRGB, without metadata, since photographs carry positions and
 * names. Never enlarged. Throws a `PictureRefusal` for an original that it does not accept.
 */
export async function renderPicture(bytes: Buffer, address: PictureAddress, format: OutputFormat): Promise<Buffer> {
  checkFormat(bytes);
  if (isAnimatedPng(bytes)) throw new PictureRefusal('ANIMATED');
  const image = sharp(bytes, { limitInputPixels: originalLimits.pixels, failOn: 'error' });
  try {
    const { width, height } = await sizeOf(image);
    const sized = resize(image.autoOrient(), { width, height }, address);
    const encode = encoders[format];
    return await encode(sized, address.quality ?? qualities[format])
      .timeout({ seconds })
      .toBuffer();
  } catch (error) {
    throw refusalFor(error);
  }
}

/** The upright size. Throws a refusal for a picture that is too large or animated. */
async function sizeOf(image: Sharp): Promise<{ width: number; height: number }> {
  const metadata: Metadata = await image.metadata();
  if ((metadata.pages ?? 1) > 1) throw new PictureRefusal('ANIMATED');
  if (metadata.width * metadata.height > originalLimits.pixels) throw new PictureRefusal('TOO_LARGE');
  return metadata.autoOrient;
}

type Size = { width: number; height: number };

function resize(image: Sharp, original: Size, { width, height, fit, focalPoint }: PictureAddress): Sharp {
  if (width === null && height === null) return image;
  if (fit !== 'COVER' || width === null || height === null) {
    return image.resize({
      ...(width && { width }),
      ...(height && { height }),
      fit: 'inside',
      withoutEnlargement: true,
    });
  }
  const box = cutOf(original, width / height, focalPoint ?? { x: 0.5, y: 0.5 });
  const scale = Math.min(1, box.width / width, box.height / height);
  const target = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  return image.extract(box).resize({ ...target, fit: 'fill' });
}

/** The largest area with this ratio, with the focal point as near to its centre as possible. */
function cutOf({ width, height }: Size, ratio: number, { x, y }: FocalPoint) {
  const part = {
    width: Math.max(1, Math.min(width, Math.round(height * ratio))),
    height: Math.max(1, Math.min(height, Math.round(width / ratio))),
  };
  const start = (point: number, length: number, whole: number) =>
    Math.round(Math.min(whole - length, Math.max(0, point * whole - length / 2)));
  return { left: start(x, part.width, width), top: start(y, part.height, height), ...part };
}

/** sharp has no codes for its errors, only texts. */
function refusalFor(error: unknown): PictureRefusal {
  if (error instanceof PictureRefusal) return error;
  const text = String(error);
  if (/pixel limit|too large|dimensions|exceeds/i.test(text)) return new PictureRefusal('TOO_LARGE', error);
  if (/timeout/i.test(text)) return new PictureRefusal('TOO_SLOW', error);
  return new PictureRefusal('UNREADABLE', error);
}
