import { z } from 'zod';
import type { Picture, SwatchRow } from '../../products/presentation-rows.ts';
import type { Metadata } from '../responses.ts';
import type { MedusaImage } from './responses.ts';
import { byRank, part, text } from './values.ts';

/** The pictures of a product, in order. A picture without a text of its own gets one that is made of `title`. */
export function toPictures(images: readonly MedusaImage[] | undefined, title = ''): Picture[] {
  return byRank(images ?? [], ({ rank }) => rank).map(({ url, metadata }, index) => ({
    url,
    altText: text(metadata?.alt) ?? nameOfPicture(title, index),
    ...placeOf(metadata),
  }));
}

/** The text of a picture for which the editors wrote none, in the language of `title`. */
export function nameOfPicture(title: string, index: number): string {
  return index === 0 ? title : `${title} (${index + 1})`;
}

/** The picture at an address. If it is one of `pictures`, it has that picture's size and text. */
export function pictureAt(url: string, pictures: readonly Picture[], altText = ''): Picture {
  return pictures.find((picture) => picture.url === url) ?? { url, altText, width: null, height: null };
}

/** A picture in metadata: `{ url, alt, width, height, thumbhash, focal_point }`; null without a URL. */
export function toPicture(from: Metadata, altText = ''): Picture | null {
  const url = text(from?.url);
  if (url === null) return null;
  return { url, altText: text(from?.alt) ?? altText, ...placeOf(from) };
}

const fraction = z.number().min(0).max(1);
const place = z.object({
  width: z.number().nullish().catch(null),
  height: z.number().nullish().catch(null),
  /** 5 to 35 bytes in Base64. */
  thumbhash: z.base64().min(8).max(48).nullish().catch(null),
  focal_point: z.object({ x: fraction, y: fraction }).nullish().catch(null),
});

/** What metadata says about a picture: size, placeholder and focal point. Null for what is missing or malformed. */
function placeOf(metadata: Metadata | undefined): Pick<Picture, 'width' | 'height' | 'thumbhash' | 'focalPoint'> {
  const { data } = place.safeParse(metadata);
  const { width = null, height = null, thumbhash = null, focal_point: focalPoint = null } = data ?? {};
  return { width, height, thumbhash, focalPoint };
}

/**
 * The pictures of each variant by its id: its own first. Medusa adds the pictures that belong to no variant to those of every
 * variant, so a picture is a variant's own if another variant lacks it.
 */
export function picturesOfVariants(
  variants: readonly { id: string; images?: readonly MedusaImage[] }[],
  pictures: readonly Picture[],
): Map<string, Picture[]> {
  const urls = new Map(variants.map(({ id, images }) => [id, new Set(images?.map(({ url }) => url))]));
  const isShared = ({ url }: Picture) => [...urls.values()].every((of) => of.has(url));
  return new Map(
    [...urls].map(([id, of]) => {
      const shown = pictures.filter(({ url }) => of.has(url));
      return [id, [...shown.filter((one) => !isShared(one)), ...shown.filter(isShared)]];
    }),
  );
}

/** The swatch in the metadata of an option value: `{ swatch: { colour: '#rrggbb', image: { url, … } } }`; null without one. */
export function toSwatch(value: string, metadata: Metadata | undefined): SwatchRow | null {
  const swatch = part(metadata, 'swatch');
  const written = text(swatch.colour)?.toLowerCase() ?? '';
  const colour = /^#[0-9a-f]{6}$/.test(written) ? written : null;
  const image = toPicture(part(swatch, 'image'), value);
  return colour === null && image === null ? null : { colour, image };
}
