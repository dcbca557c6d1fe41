import { z } from 'zod';

/** A picture, for a page. */
export interface Picture {
  url: string;
  altText: string | null;
  width: number | null;
  height: number | null;
}

/** GraphQL's `Int` has no more than 32 bits. */
const side = z.int32().positive();
const share = z.number().min(0).max(1);
const crop = z.object({ top: share, bottom: share, left: share, right: share });
const hotspot = z.object({ x: share, y: share });

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
 * A picture as `groq.ts` reads it, in the editor's framing: `rect` cuts the crop out, and `crop=focalpoint` with `fp-x`
 * and `fp-y`, which are shares of what the crop leaves, keeps the hotspot in view where a page adds `w`, `h` and
 * `fit=crop` (Sanity's image transformations). Width and height are those of the cropped picture. Null for what is no
 * picture or has no file; a crop or hotspot that makes no sense is passed over.
 */
export function pictureOf(value: unknown): Picture | null {
  const { data } = stored.safeParse(value);
  if (!data) return null;
  const { altText = null, width = null, height = null } = data;
  const whole = { url: data.url, altText, width, height };
  // Sanity serves vector graphics as they are, without transformations.
  if (!width || !height || new URL(data.url).pathname.endsWith('.svg')) return whole;

  const original = { left: 0, top: 0, width, height };
  const box = data.crop ? boxOf(data.crop, original) : original;
  const url = new URL(data.url);
  if (box !== original) url.searchParams.set('rect', [box.left, box.top, box.width, box.height].join());
  if (data.hotspot) {
    url.searchParams.set('crop', 'focalpoint');
    url.searchParams.set('fp-x', shareWithin(data.hotspot.x * width - box.left, box.width));
    url.searchParams.set('fp-y', shareWithin(data.hotspot.y * height - box.top, box.height));
  }
  // Commas need no escape in a query, and Sanity's own addresses have none.
  return { ...whole, url: url.href.replaceAll('%2C', ','), width: box.width, height: box.height };
}

/** What a crop leaves, in whole pixels; the original where it cuts nothing or everything. */
function boxOf({ top, bottom, left, right }: z.infer<typeof crop>, original: Box): Box {
  const x = Math.round(left * original.width);
  const y = Math.round(top * original.height);
  const width = Math.round(original.width - right * original.width - x);
  const height = Math.round(original.height - bottom * original.height - y);
  const isWhole = width === original.width && height === original.height;
  return isWhole || width < 1 || height < 1 ? original : { left: x, top: y, width, height };
}

function shareWithin(position: number, length: number): string {
  return String(Math.round(Math.min(1, Math.max(0, position / length)) * 10_000) / 10_000);
}
