import { promisify } from 'node:util';
import { brotliCompress, constants, crc32, gzip } from 'node:zlib';
import type { Encoding } from '../http/compression.ts';

/**
 * The beginning of a text in one encoding, to which its end can be appended without encoding the beginning again. The
 * bytes are complete up to the last block; those of gzip end with the trailer of the beginning (RFC 1952 §2.3.1).
 */
export type Appendable = Buffer;

/** The longest end that can be appended, in bytes: one block of gzip that is stored as it is (RFC 1951 §3.2.4). */
export const longestEnd = 65_535;

/**
 * Encodes the beginning of a text in UTF-8. It is done once for many responses, so that the levels are higher than for
 * one. The bytes have memory of their own.
 */
export async function startEncoding(text: Buffer, encoding: Exclude<Encoding, 'identity'>): Promise<Appendable> {
  return withOwnMemory(await started(text, encoding));
}

async function started(text: Buffer, encoding: Exclude<Encoding, 'identity'>): Promise<Buffer> {
  if (encoding === 'br') {
    const { BROTLI_OPERATION_FLUSH, BROTLI_PARAM_QUALITY, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT } = constants;
    const params = { [BROTLI_PARAM_QUALITY]: 6, [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT };
    return brotli(text, { finishFlush: BROTLI_OPERATION_FLUSH, params });
  }
  const zipped = await zip(text, { finishFlush: constants.Z_SYNC_FLUSH, level: 7 });
  return Buffer.concat([zipped, trailerOf(crc32(text), text.length)]);
}

/** A copy with memory of its own: small buffers of Node are parts of a larger one, which they would keep in memory. */
export function withOwnMemory(bytes: Uint8Array): Buffer {
  return Buffer.from(new Uint8Array(bytes).buffer);
}

/** The whole text in its encoding. `end`: at most `longestEnd` bytes, and not empty. */
export function append(beginning: Appendable, end: string, encoding: Encoding): Buffer {
  const bytes = Buffer.from(end);
  if (encoding === 'identity') return Buffer.concat([beginning, bytes]);
  return encoding === 'br' ? appendBrotli(beginning, bytes) : appendGzip(beginning, bytes);
}

function appendGzip(beginning: Buffer, end: Buffer): Buffer {
  const trailer = beginning.subarray(-8);
  const block = Buffer.alloc(5);
  // The last block, stored.
  block[0] = 1;
  block.writeUInt16LE(end.length, 1);
  block.writeUInt16LE(end.length ^ 0xffff, 3);
  const sum = crc32(end, trailer.readUInt32LE(0));
  const length = (trailer.readUInt32LE(4) + end.length) % 2 ** 32;
  return Buffer.concat([beginning.subarray(0, -8), block, end, trailerOf(sum, length)]);
}

function trailerOf(sum: number, length: number): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(sum, 0);
  trailer.writeUInt32LE(length, 4);
  return trailer;
}

/** RFC 7932 §9.2: an uncompressed meta-block, whose header has 20 bits, and an empty last one. */
function appendBrotli(beginning: Buffer, end: Buffer): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE(((end.length - 1) << 3) | (1 << 19), 0, 3);
  return Buffer.concat([beginning, header, end, emptyLast]);
}

const emptyLast = Buffer.from([3]);

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];
