import { ImageUtils, type Texture } from '@gltf-transform/core';
import { type AssetIssue, error, type ModelTextures } from './inspection.ts';
import { limits } from './limits.ts';

/** Image formats that the Khronos validator does not know. */
export const unvalidated = ['image/avif', 'image/ktx2'];

/** The result of inspecting the images of a file. */
export interface Images {
  facts: ModelTextures;
  /** Broken images in formats that the validator does not know. */
  broken: AssetIssue[];
  tooLarge: AssetIssue[];
}

/** Reads the formats and sizes of images from their headers, without decoding pixels. */
export function inspectImages(textures: readonly Texture[]): Images {
  const images: Images = {
    facts: { count: textures.length, longestSide: null, formats: [] },
    broken: [],
    tooLarge: [],
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
        images.broken.push(
          error('IMAGE_DATA_INVALID', `The image is not a complete ${texture.getMimeType()}.`, pointer),
        );
      }
      return;
    }
    const longer = Math.max(...size);
    images.facts.longestSide = Math.max(images.facts.longestSide ?? 0, longer);
    if (longer > limits.imagePixels) {
      const message = `The image has ${size[0]} × ${size[1]} pixels; the limit is ${limits.imagePixels} on each side.`;
      images.tooLarge.push(error('IMAGE_TOO_LARGE', message, pointer));
    }
  });
  images.facts.formats = [...formats].sort();
  return images;
}

/** Width and height; null when the header is incomplete or has no size. */
function sizeOf(bytes: Uint8Array, format: string): [number, number] | null {
  try {
    const size = ImageUtils.getSize(bytes, format);
    return size?.every((side) => Number.isSafeInteger(side) && side > 0) ? [size[0], size[1]] : null;
  } catch {
    return null;
  }
}
