import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { unchunk } from './chunked.ts';

const framed = '6\r\nmarble\r\nA;chunk-signature=0\r\n, or\r\nslat\r\n0\r\nx-amz-checksum-crc32:AAAA==\r\n\r\n';

async function read(text: string, pieceLength: number) {
  const pieces = text.match(new RegExp(`.{1,${pieceLength}}`, 'gs')) ?? [];
  const trailers = new Map<string, string>();
  const chunks: Buffer[] = [];
  for await (const chunk of unchunk(Readable.from(pieces.map((piece) => Buffer.from(piece))), trailers))
    chunks.push(chunk);
  return { text: Buffer.concat(chunks).toString(), trailers: Object.fromEntries(trailers) };
}

describe('A chunked body', () => {
  it.each([1, 2, 3, 7, 1000])('is read alike when it arrives in pieces of %i bytes', async (pieceLength) => {
    expect(await read(framed, pieceLength)).toEqual({
      text: 'marble, or\r\nslat',
      trailers: { 'x-amz-checksum-crc32': 'AAAA==' },
    });
  });

  it.each([
    ['cut short in a chunk', '6\r\nmarb'],
    ['cut short before its end', '6\r\nmarble\r\n'],
    ['longer than it says', '5\r\nmarble\r\n0\r\n\r\n'],
    ['without a length', 'marble\r\n0\r\n\r\n'],
    ['with an endless line', 'f'.repeat(5000)],
  ])('%s is refused', async (_, text) => {
    await expect(read(text, 1000)).rejects.toMatchObject({ code: 'IncompleteBody' });
  });
});
