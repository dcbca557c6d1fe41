import { isOriginal, type PictureAddresses } from '#kit/graph/pictures/addresses.ts';
import type { Rendition } from '#kit/graph/pictures/renditions.ts';
import type { Picture } from './presentation-rows.ts';

/** The URLs of the shop's pictures. They are computed: no call is made. */
export interface PictureUrls {
  /** A URL, or the key of a file in the media bucket, as a URL. */
  fileAt(url: string): string;
  /** The URL of a version; of the original for null, and for a picture that cannot be resized. */
  urlOf(picture: Picture, rendition: Rendition | null): string;
  /** Whether the image service can make versions: it can of objects in the media bucket. */
  isResizable(picture: Picture): boolean;
}

/** URLs of originals below the address of the media bucket, and of versions below that of the image service. */
export function openPictureUrls(media: string, images: string, addresses: PictureAddresses): PictureUrls {
  const base = media.replace(/\/?$/, '/');
  const service = images.replace(/\/$/, '');
  const fileAt = (url: string) => new URL(url, base).href;
  const keyOf = (picture: Picture) => {
    const url = fileAt(picture.url);
    const key = url.startsWith(base) ? url.slice(base.length) : '';
    return isOriginal(key) && !/\.(svg|gif)$/i.test(key) ? key : undefined;
  };
  return {
    fileAt,
    isResizable: (picture) => keyOf(picture) !== undefined,
    urlOf(picture, rendition) {
      const key = rendition && keyOf(picture);
      if (!rendition || !key) return fileAt(picture.url);
      const focalPoint = rendition.fit === 'COVER' ? (picture.focalPoint ?? null) : null;
      return service + addresses.sign({ ...rendition, key, focalPoint });
    },
  };
}
