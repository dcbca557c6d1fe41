import { ImageUtils, type Texture } from '@gltf-transform/core';
import type { AssetIssue, ModelTextures } from '#generated/provenance.ts';
import { error } from './inspection.ts';
import { limits } from './limits.ts';

/** Formats of images that the Khronos validator does not know. */
export const unvalidated = ['image/avif', 'image/ktx2'];

/** What came of looking into the images of a file. */
export interface Images {
  facts: ModelTextures;
  /** Images that are broken, of those that the Khronos validator does not read, and those that are too large. */
  broken: AssetIssue[];
  excessive: AssetIssue[];
}

/** Reads format and size of the images from their headers; their pixels are not decoded. */
export function lookAt(textures: readonly Texture[]): Images {
  const images: Images = {
    facts: { count: textures.length, longestSide: null, formats: [] },
    broken: [],
    excessive: [],
  };
  const formats = new Set<string>();
  textures.forEach((texture, number) => {
    const pointer = `/images/${number}`;
    const bytes = texture.getImage();
    const format = bytes && ImageUtils.getMimeType(bytes);
    const size = bytes && format && sizeOf(bytes, format);
    if (format) formats.add(format);
    if (!size) {
      if (unvalidated.includes(format ?? texture.getMimeType())) {
        images.broken.push(error('IMAGE_DATA_INVALID', `The image is no whole ${texture.getMimeType()}.`, pointer));
      }
      return;
    }
    const longer = Math.max(...size);
    images.facts.longestSide = Math.max(images.facts.longestSide ?? 0, longer);
    if (longer > limits.imagePixels) {
      const message = `The image has ${size[0]} × ${size[1]} pixels; at most ${limits.imagePixels} on a side are taken.`;
      images.excessive.push(error('IMAGE_TOO_LARGE', message, pointer));
    }
  });
  images.facts.formats = [...formats].sort();
  return images;
}

/** Width and height; null where the header breaks off or says nothing. */
function sizeOf(bytes: Uint8Array, format: string): [number, number] | null {
  try {
    const size = ImageUtils.getSize(bytes, format);
    return size?.every((side) => Number.isSafeInteger(side) && side > 0) ? [size[0], size[1]] : null;
  } catch {
    return null;
  }
}
