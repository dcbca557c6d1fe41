import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { append, longestEnd, startEncoding } from './appendable.ts';

const decoders = { br: brotliDecompressSync, gzip: gunzipSync };

describe.each(['br', 'gzip'] as const)('A text that is appended to a beginning in %s', (encoding) => {
  it.each([
    ['a short text', '{"data":{"a":1}', '}'],
    ['a long text', `{"data":"${'a sentence that is repeated; '.repeat(5_000)}"`, ',"extensions":{"b":"é€😀"}}'],
    ['random bytes', Buffer.from(crypto.getRandomValues(new Uint8Array(20_000))).toString('base64'), '}'],
    ['the longest end', '{"data":"é"', 'x'.repeat(longestEnd)],
    ['one character', '{', '}'],
  ])('is decoded to the whole: %s', async (_, beginning, end) => {
    const started = await startEncoding(Buffer.from(beginning), encoding);

    expect(decoders[encoding](append(started, end, encoding)).toString()).toBe(beginning + end);
    // The beginning can be used again.
    expect(decoders[encoding](append(started, `${end}`, encoding)).toString()).toBe(beginning + end);
  });

  it('is encoded to the same bytes each time, and smaller than the text', async () => {
    const beginning = '{"data":"a sentence that is repeated; a sentence that is repeated; a sentence that is repeated"';
    const [one, other] = await Promise.all([0, 1].map(() => startEncoding(Buffer.from(beginning), encoding)));

    expect(append(one as Buffer, '}', encoding)).toEqual(append(other as Buffer, '}', encoding));
    expect(append(one as Buffer, '}', encoding).length).toBeLessThan(beginning.length);
    expect(one?.buffer.byteLength).toBe(one?.length);
  });
});
