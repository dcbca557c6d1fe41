import { z } from 'zod';
import type { Picture } from '../narrative/narrative.ts';

/** GraphQL's `Int` has 32 bits. */
const side = z.int32().positive();
const fraction = z.number().min(0).max(1);
const crop = z.object({ top: fraction, bottom: fraction, left: fraction, right: fraction });
const hotspot = z.object({ x: fraction, y: fraction });

const stored = z.object({
  url: z.url({ protocol: /^https?$/ }),
  altText: z.string().nullish().catch(null),
  width: side.nullish().catch(null),
  height: side.nullish().catch(null),
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
  const { altText = null, width = null, height = null } = data;
  const whole = { url: data.url, altText, width, height };
  // Sanity does not transform vector graphics.
  if (!width || !height || new URL(data.url).pathname.endsWith('.svg')) return whole;

  const original = { left: 0, top: 0, width, height };
  const box = data.crop ? boxOf(data.crop, original) : original;
  const url = new URL(data.url);
  if (box !== original) url.searchParams.set('rect', [box.left, box.top, box.width, box.height].join());
  if (data.hotspot) {
    url.searchParams.set('crop', 'focalpoint');
    url.searchParams.set('fp-x', fractionWithin(data.hotspot.x * width - box.left, box.width));
    url.searchParams.set('fp-y', fractionWithin(data.hotspot.y * height - box.top, box.height));
  }
  // Commas need no escaping in a query, and Sanity's own URLs do not escape them.
  return { ...whole, url: url.href.replaceAll('%2C', ','), width: box.width, height: box.height };
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

function fractionWithin(position: number, length: number): string {
  return String(Math.round(Math.min(1, Math.max(0, position / length)) * 10_000) / 10_000);
}
