import { createHmac } from 'node:crypto';
import { timingSafeEqualText } from '../../process/timing-safe-equal.ts';
import { isStep, type PictureFit, type PictureFormat, type Rendition } from './renditions.ts';

/** A point of a picture as fractions of its width and height, from the left and the top. */
export interface FocalPoint {
  x: number;
  y: number;
}

/** A version of one picture in the media bucket. */
export interface PictureAddress extends Rendition {
  /** The key of the original. */
  key: string;
  /** What stays in view when the picture is cut; null for the centre. Null unless `fit` is `COVER`. */
  focalPoint: FocalPoint | null;
}

/** Signs and verifies the addresses of versions of pictures. */
export interface PictureAddresses {
  /** The path and query of a version, below the image service. Equal versions have equal addresses. */
  sign(address: PictureAddress): string;
  /** Whether the signature at the end of this path and query was made with one of the keys. Needs the same time for every signature. */
  verify(path: string): boolean;
}

/** The path below which the image service serves. */
const picturesPath = '/images/';

/** Where the image service stores versions. Nothing below is an original. */
export const derivedPrefix = 'derived/';

/** HMAC-SHA256, truncated to 128 bits (RFC 2104 §5): many addresses are in one answer. */
const signatureBytes = 16;
const signatureForm = /^(.+)&s=([\w-]{22})$/;

/**
 * Addresses signed with the first of `keys`; addresses that were signed with another of them are valid, too, so that keys can be
 * exchanged. Without a signature, anyone could have any number of versions made and stored.
 */
export function openPictureAddresses(keys: readonly Uint8Array[]): PictureAddresses {
  const signature = (text: string, key: Uint8Array) =>
    createHmac('sha256', key).update(text).digest().subarray(0, signatureBytes).toString('base64url');
  const [first] = keys;
  if (!first) throw new Error('Addresses of pictures need a signing key.');
  return {
    sign(address) {
      const text = pathOf(address);
      return `${text}&s=${signature(text, first)}`;
    },
    verify(path) {
      const [, text = '', given = ''] = signatureForm.exec(path) ?? [];
      // All keys are tried, so that the time does not say which one fits.
      const valid = keys.map((key) => timingSafeEqualText(given, signature(text, key)));
      return valid.includes(true);
    },
  };
}

/**
 * Whether a key may be an original: segments of letters, digits, `_`, `-` and `.` that begin with a letter or digit, at most 200
 * characters. So it has one spelling in a URL, and no `..`.
 */
export function isOriginal(key: string): boolean {
  return key.length <= 200 && /^[a-z0-9][\w.-]*(\/[a-z0-9][\w.-]*)*$/i.test(key) && !key.startsWith(derivedPrefix);
}

/**
 * Reads a path and query that `sign` has written. Undefined for every other text: parameters that are unknown, repeated, missing,
 * malformed, escaped or in another order. So each version has exactly one address, and a cache in front of the service cannot be
 * filled with copies. Says nothing about the signature.
 */
export function parsePictureAddress(path: string): PictureAddress | undefined {
  const [, unsigned = ''] = signatureForm.exec(path) ?? [];
  const url = URL.canParse(unsigned, 'http://images') ? new URL(unsigned, 'http://images') : undefined;
  if (!url?.pathname.startsWith(picturesPath)) return undefined;
  const given = url.searchParams;
  const [x, y] = (given.get('fp') ?? '').split(',').map(Number);
  const address: PictureAddress = {
    key: url.pathname.slice(picturesPath.length),
    width: numberOf(given.get('w')),
    height: numberOf(given.get('h')),
    fit: (given.get('fit') ?? '').toUpperCase() as PictureFit,
    format: (given.get('format') ?? '').toUpperCase() as PictureFormat,
    quality: numberOf(given.get('q')),
    focalPoint: given.has('fp') ? { x: x as number, y: y as number } : null,
  };
  return isValid(address) && pathOf(address) === unsigned ? address : undefined;
}

function isValid({ key, width, height, fit, format, quality, focalPoint }: PictureAddress): boolean {
  const sides = [width, height].filter((side) => side !== null);
  const isFraction = (value: number) => value >= 0 && value <= 1;
  return (
    isOriginal(key) &&
    sides.every(isStep) &&
    (fit === 'COVER' ? sides.length === 2 : fit === 'CONTAIN' && focalPoint === null) &&
    ['AUTO', 'AVIF', 'WEBP', 'JPEG', 'PNG'].includes(format) &&
    (quality === null || (quality % 10 === 0 && quality >= 10 && quality <= 100)) &&
    (focalPoint === null || (isFraction(focalPoint.x) && isFraction(focalPoint.y)))
  );
}

function pathOf({ key, width, height, fit, format, quality, focalPoint }: PictureAddress): string {
  const parameters = [
    width !== null && `w=${width}`,
    height !== null && `h=${height}`,
    `fit=${fit.toLowerCase()}`,
    focalPoint && `fp=${rounded(focalPoint.x)},${rounded(focalPoint.y)}`,
    `format=${format.toLowerCase()}`,
    quality !== null && `q=${quality}`,
  ];
  return `${picturesPath}${key}?${parameters.filter(Boolean).join('&')}`;
}

/** To hundredths: no one sees the difference, and there are fewer versions. */
function rounded(fraction: number): number {
  return Math.round(fraction * 100) / 100;
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
