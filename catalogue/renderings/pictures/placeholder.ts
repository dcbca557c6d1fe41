import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';

/** The ThumbHash of a picture, in Base64: about 25 bytes, from which a page draws a blurred preview. */
export async function thumbhashOf(bytes: Uint8Array): Promise<string> {
  const { data, info } = await sharp(bytes)
    .resize(100, 100, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}
