import { z } from 'zod';
import { languages } from '#kit/graph/languages/language.ts';
import type { PictureFormat, PictureSize, Rendition } from '#kit/graph/pictures/renditions.ts';
import type { Picture } from '../narrative/picture.ts';
import { hasText } from './completeness.ts';

/** GraphQL's `Int` has 32 bits. */
const side = z.int32().positive();
const fraction = z.number().min(0).max(1);
const crop = z.object({ top: fraction, bottom: fraction, left: fraction, right: fraction });
const hotspot = z.object({ x: fraction, y: fraction });

const stored = z.object({
  url: z.url({ protocol: /^https?$/ }),
  altText: z.string().nullish().catch(null),
  altTexts: z.array(z.unknown()).optional().catch([]),
  width: side.nullish().catch(null),
  height: side.nullish().catch(null),
  thumbhash: z.base64().min(8).max(48).nullish().catch(null),
  crop: crop.nullish().catch(null),
  hotspot: hotspot.nullish().catch(null),
});

type Box = { left: number; top: number; width: number; height: number };

/**
 * A picture as `groq.ts` reads it, with the editor's crop and hotspot in its URL (Sanity's image transformations): `rect` is the
 * crop; `crop=focalpoint` with `fp-x` and `fp-y`, as fractions of the cropped picture, keeps the hotspot visible when a page adds
 * `w`, `h` and `fit=crop`. Width and height are those of the cropped picture. Null for a value that is not a picture or has no
 * file; an invalid crop or hotspot is ignored.
 */
export function pictureOf(value: unknown): Picture | null {
  const { data } = stored.safeParse(value);
  if (!data) return null;
  const { altText = null, width = null, height = null, thumbhash = null } = data;
  const altTexts = data.altTexts && { altTexts: byLanguage(data.altTexts) };
  const whole = { url: data.url, altText, ...altTexts, width, height, thumbhash, focalPoint: null };
  // Sanity does not transform vector graphics.
  if (!width || !height || !isTransformable(whole)) return whole;

  const original = { left: 0, top: 0, width, height };
  const box = data.crop ? boxOf(data.crop, original) : original;
  const focalPoint = data.hotspot
    ? {
        x: fractionWithin(data.hotspot.x * width - box.left, box.width),
        y: fractionWithin(data.hotspot.y * height - box.top, box.height),
      }
    : null;
  const url = new URL(data.url);
  if (box !== original) url.searchParams.set('rect', [box.left, box.top, box.width, box.height].join());
  if (focalPoint) {
    url.searchParams.set('crop', 'focalpoint');
    url.searchParams.set('fp-x', String(focalPoint.x));
    url.searchParams.set('fp-y', String(focalPoint.y));
  }
  return { ...whole, url: hrefOf(url), width: box.width, height: box.height, focalPoint };
}

const altTextIn = z.object({ language: z.enum(languages), alt: z.string().refine(hasText) });

/** The texts by language; what is no text is left out. */
function byLanguage(altTexts: readonly unknown[]): NonNullable<Picture['altTexts']> {
  const valid = altTexts.flatMap((one) => altTextIn.safeParse(one).data ?? []);
  return Object.fromEntries(valid.map(({ language, alt }) => [language, alt]));
}

/** Whether Sanity makes versions of a picture. */
export function isTransformable({ url }: Pick<Picture, 'url'>): boolean {
  return !new URL(url).pathname.endsWith('.svg');
}

/** Sanity's names of formats. It makes AVIF by negotiation only. */
const formats: Record<PictureFormat, [name: string, value: string]> = {
  AUTO: ['auto', 'format'],
  AVIF: ['auto', 'format'],
  WEBP: ['fm', 'webp'],
  JPEG: ['fm', 'jpg'],
  PNG: ['fm', 'png'],
};

/** The URL of a version, by Sanity's parameters; the picture's own for null, and for a vector graphic. */
export function urlOf(picture: Picture, rendition: Rendition | null): string {
  if (!rendition || !isTransformable(picture)) return picture.url;
  const { width, height } = withinOriginal(rendition, picture);
  const url = new URL(picture.url);
  if (width !== null) url.searchParams.set('w', String(width));
  if (height !== null) url.searchParams.set('h', String(height));
  if (width !== null || height !== null) url.searchParams.set('fit', rendition.fit === 'COVER' ? 'crop' : 'max');
  url.searchParams.set(...formats[rendition.format]);
  if (rendition.quality !== null) url.searchParams.set('q', String(rendition.quality));
  return hrefOf(url);
}

/** The size of a version. `fit=crop` would enlarge a picture to it, so both sides become smaller in proportion. */
function withinOriginal({ width, height, fit }: Rendition, original: PictureSize): PictureSize {
  if (fit !== 'COVER' || !width || !height || !original.width || !original.height) return { width, height };
  const scale = Math.min(1, original.width / width, original.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Commas need no escaping in a query, and Sanity's own URLs do not escape them. */
function hrefOf(url: URL): string {
  return url.href.replaceAll('%2C', ',');
}

/** The cropped area in whole pixels; the original if the crop removes nothing or everything. */
function boxOf({ top, bottom, left, right }: z.infer<typeof crop>, original: Box): Box {
  const x = Math.round(left * original.width);
  const y = Math.round(top * original.height);
  const width = Math.round(original.width - right * original.width - x);
  const height = Math.round(original.height - bottom * original.height - y);
  const isWhole = width === original.width && height === original.height;
  return isWhole || width < 1 || height < 1 ? original : { left: x, top: y, width, height };
}

function fractionWithin(position: number, length: number): number {
  return Math.round(Math.min(1, Math.max(0, position / length)) * 10_000) / 10_000;
}
