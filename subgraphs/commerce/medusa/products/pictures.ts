import type { Picture, SwatchRow } from '../../products/presentation-rows.ts';
import type { Metadata } from '../responses.ts';
import type { MedusaImage } from './responses.ts';
import { byRank, number, part, text } from './values.ts';

/** The pictures of a product, in order. A picture without a text of its own gets one that is made of `title`. */
export function toPictures(images: readonly MedusaImage[] | undefined, title = ''): Picture[] {
  return byRank(images ?? [], ({ rank }) => rank).map(({ url, metadata }, index) => ({
    url,
    altText: text(metadata?.alt) ?? (index === 0 ? title : `${title}, picture ${index + 1}`),
    width: number(metadata?.width),
    height: number(metadata?.height),
  }));
}

/** The picture at an address. If it is one of `pictures`, it has that picture's size and text. */
export function pictureAt(url: string, pictures: readonly Picture[], altText = ''): Picture {
  return pictures.find((picture) => picture.url === url) ?? { url, altText, width: null, height: null };
}

/** A picture in metadata: `{ url, alt, width, height }`; null without a URL. */
export function toPicture(from: Metadata, altText = ''): Picture | null {
  const url = text(from?.url);
  if (url === null) return null;
  return { url, altText: text(from?.alt) ?? altText, width: number(from?.width), height: number(from?.height) };
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
