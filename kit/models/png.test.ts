import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { inspectPng } from './png.ts';

const chunk = (type: string, data: Uint8Array = Buffer.alloc(0)) => {
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const named = Buffer.concat([Buffer.from(type), data]);
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
};

const header = (width: number, height: number) => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2], 8);
  return chunk('IHDR', data);
};

const picture = chunk('IDAT', deflateSync(Buffer.alloc(64)));
const end = chunk('IEND');
const png = (...chunks: Buffer[]) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);

describe('A PNG', () => {
  it('has a size, which need not be a power of two', () => {
    expect(inspectPng(png(header(640, 513), picture, end))).toEqual({ issues: [], facts: { width: 640, height: 513 } });
  });

  it('may have other chunks, and bytes after its end', () => {
    const whole = png(header(1, 2), chunk('tEXt', Buffer.from('a')), picture, picture, end);

    expect(inspectPng(Buffer.concat([whole, Buffer.from('more')])).facts).toEqual({ width: 1, height: 2 });
  });

  it.each([
    ['PNG_SIGNATURE', Buffer.alloc(0)],
    ['PNG_SIGNATURE', Buffer.from('GIF89a')],
    ['PNG_INCOMPLETE', png()],
    ['PNG_INCOMPLETE', png(header(1, 1), picture)],
    ['PNG_INCOMPLETE', png(header(1, 1), picture, end).subarray(0, -1)],
    ['PNG_HEADER', png(picture, header(1, 1), end)],
    ['PNG_HEADER', png(chunk('IHDR'), picture, end)],
    ['PNG_HEADER', png(header(0, 1), picture, end)],
    ['PNG_HEADER', png(header(1, 2 ** 31), picture, end)],
    ['PNG_CHECKSUM', png(header(1, 1), picture.map((byte, index) => (index === 9 ? byte ^ 1 : byte)) as Buffer, end)],
    ['PNG_EMPTY', png(header(1, 1), end)],
  ])('is refused as %s', (code, bytes) => {
    const { issues, facts } = inspectPng(bytes);

    expect([issues.map((issue) => issue.code), facts]).toEqual([[code], null]);
  });
});
