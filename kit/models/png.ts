import { crc32 } from 'node:zlib';
import { type Inspection, type PictureFacts, refused } from './inspection.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Bytes of a chunk without its data: length, type and checksum. */
const chunkFrame = 12;

/** Validates the chunks of a PNG (ISO/IEC 15948) from header to end, and reads its size. */
export function inspectPng(png: Buffer): Inspection<PictureFacts> {
  if (!png.subarray(0, signature.length).equals(signature)) return refused('PNG_SIGNATURE', 'The file is not a PNG.');
  let hasImage = false;
  let type = '';
  for (let place = signature.length, number = 1; type !== 'IEND'; number++) {
    const isTruncated = place + chunkFrame > png.length;
    const end = isTruncated ? Number.POSITIVE_INFINITY : place + chunkFrame + png.readUInt32BE(place);
    if (end > png.length) return refused('PNG_INCOMPLETE', `The file ends within chunk number ${number}.`);
    type = png.toString('latin1', place + 4, place + 8);
    if (number === 1 && type !== 'IHDR') return refused('PNG_HEADER', 'The file does not begin with its header.');
    if (crc32(png.subarray(place + 4, end - 4)) !== png.readUInt32BE(end - 4)) {
      return refused('PNG_CHECKSUM', `The checksum of chunk number ${number} is wrong.`);
    }
    hasImage ||= type === 'IDAT';
    place = end;
  }
  if (!hasImage) return refused('PNG_EMPTY', 'The file has no image data.');
  const header = signature.length + 8;
  const [width, height] = [png.readUInt32BE(header), png.readUInt32BE(header + 4)];
  if (!isSize(width) || !isSize(height)) return refused('PNG_HEADER', 'The header has no valid size.');
  return { issues: [], facts: { width, height } };
}

/** The range of the standard. */
function isSize(pixels: number): boolean {
  return pixels > 0 && pixels < 2 ** 31;
}
