import type { PictureFormat } from '#kit/graph/pictures/renditions.ts';
import { PictureRefusal } from './refusals.ts';

/** A format in which pictures are written. */
export type OutputFormat = Exclude<PictureFormat, 'AUTO'>;

/** The media type of each format. */
export const mediaTypes: Record<OutputFormat, string> = {
  AVIF: 'image/avif',
  WEBP: 'image/webp',
  JPEG: 'image/jpeg',
  PNG: 'image/png',
};

/**
 * The format for a client: AVIF or WebP if `Accept` (RFC 9110 §12.5.1) names it with a weight above 0, else JPEG. A wildcard does not
 * count, because every client sends one.
 */
export function negotiated(accept = ''): OutputFormat {
  const accepted = new Set(
    accept
      .split(',')
      .map((range) => range.split(';').map((part) => part.trim().toLowerCase()))
      .filter(([, ...parameters]) => !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)))
      .map(([type]) => type),
  );
  return (['AVIF', 'WEBP'] as const).find((format) => accepted.has(mediaTypes[format])) ?? 'JPEG';
}

/**
 * Throws a refusal for an original that is not a JPEG, PNG, WebP or AVIF by its first bytes, so that no other decoder ever sees it.
 * In particular SVG, which may refer to other files, and formats that have had many errors in their decoders.
 */
export function checkFormat(bytes: Uint8Array): void {
  const text = (start: number, end: number) => Buffer.from(bytes.subarray(start, end)).toString('latin1');
  if (text(0, 3) === '\xff\xd8\xff' || text(0, 8) === '\x89PNG\r\n\x1a\n') return;
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return;
  if (text(4, 8) === 'ftyp' && text(8, 12) === 'avif') return;
  if (text(0, 4) === 'GIF8' || text(4, 12) === 'ftypavis') throw new PictureRefusal('ANIMATED');
  throw new PictureRefusal('UNSUPPORTED_FORMAT');
}

/** Whether a PNG has an animation: a chunk `acTL` before the first image data (PNG, third edition, §11.3.6). */
export function isAnimatedPng(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(1, 4).toString('latin1') !== 'PNG') return false;
  for (let at = 8; at + 8 <= buffer.length; at += buffer.readUInt32BE(at) + 12) {
    const name = buffer.toString('latin1', at + 4, at + 8);
    if (name === 'acTL') return true;
    if (name === 'IDAT') return false;
  }
  return false;
}
