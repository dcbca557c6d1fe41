import { thumbHashToDataURL } from 'thumbhash';

/** The fields of a picture that a page needs. */
export interface PagePicture {
  url: string;
  srcset: string | null;
  thumbhash: string | null;
  width: number | null;
  height: number | null;
  altText: string | null;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The HTML of a picture: blurred until the file is there, and without moving what is below it. */
export function pictureHtml({ url, srcset, thumbhash, width, height, altText }: PagePicture, sizes: string): string {
  const placeholder = thumbhash && thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (byte) => byte.charCodeAt(0)));
  const attributes = {
    src: url,
    srcset,
    sizes: srcset && sizes,
    width,
    height,
    alt: altText ?? '',
    loading: 'lazy',
    decoding: 'async',
    style: placeholder && `background: center / cover url(${placeholder})`,
  };
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`);
  return `<img ${written.join(' ')}>`;
}
