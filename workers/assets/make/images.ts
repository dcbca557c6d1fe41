import { createHash } from 'node:crypto';
import sharp, { type FormatEnum, type ResizeOptions } from 'sharp';

/**
 * An encoder of images for `textureCompress`, as `sharp` is one. What was encoded before, from the same image with the same format and
 * size, is returned again: the versions of a model share most of their images.
 */
export function openImageEncoder(): (image: Uint8Array, options: object) => ImageEncoding {
  const made = new Map<string, Promise<Buffer>>();
  return (image, options) => {
    const name = createHash('sha256').update(image).digest('hex');
    const steps: unknown[] = [options];
    const instance = sharp(image, options);
    const encoding: ImageEncoding = {
      toFormat: (format, settings) => {
        steps.push(format, settings);
        instance.toFormat(format, settings);
        return encoding;
      },
      resize: (width, height, settings) => {
        steps.push(width, height, settings);
        instance.resize(width, height, settings);
        return encoding;
      },
      toBuffer: () => {
        const key = `${name} ${JSON.stringify(steps)}`;
        const known = made.get(key);
        if (known) return known;
        const encoded = instance.toBuffer();
        made.set(key, encoded);
        return encoded;
      },
    };
    return encoding;
  };
}

/** The part of sharp that `textureCompress` uses. */
interface ImageEncoding {
  toFormat(format: keyof FormatEnum, settings: object): ImageEncoding;
  resize(width: number, height: number, settings: ResizeOptions): ImageEncoding;
  toBuffer(): Promise<Buffer>;
}
