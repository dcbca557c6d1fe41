import { S3Error } from './errors.ts';

const longestLine = 1024;

/**
 * Takes the framing of `aws-chunked` off a body: chunks of `<hex length>\r\n<bytes>\r\n`, an empty one last, then trailers.
 * Yields the bytes of the chunks without copying them, and puts the trailers into `trailers` by lower-case name.
 * Throws IncompleteBody when the framing is broken or cut short.
 */
export async function* unchunk(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer, void, undefined> {
  const reader = readerOf(source);
  for (;;) {
    const length = lengthOf(await reader.line());
    if (length === 0) break;
    yield* reader.bytes(length);
    if ((await reader.line()) !== '') throw broken();
  }
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    if (colon < 1) throw broken();
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

/** Reads lines and runs of bytes in turn from a stream of buffers. */
function readerOf(source: AsyncIterable<Buffer>) {
  const iterator = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const next = async () => {
    const { done, value } = await iterator.next();
    if (done) throw broken();
    return value;
  };
  return {
    async line(): Promise<string> {
      for (let from = 0; ; ) {
        const end = rest.indexOf('\r\n', from);
        if (end >= 0) {
          const line = rest.toString('latin1', 0, end);
          rest = rest.subarray(end + 2);
          return line;
        }
        if (rest.length > longestLine) throw broken();
        from = Math.max(0, rest.length - 1);
        rest = Buffer.concat([rest, await next()]);
      }
    },
    async *bytes(count: number): AsyncGenerator<Buffer, void, undefined> {
      for (let left = count; left > 0; ) {
        if (rest.length === 0) rest = await next();
        const piece = rest.subarray(0, left);
        rest = rest.subarray(piece.length);
        left -= piece.length;
        yield piece;
      }
    },
  };
}

function lengthOf(line: string): number {
  const hex = /^([0-9a-f]{1,12})(;.*)?$/i.exec(line)?.[1];
  if (hex === undefined) throw broken();
  return Number.parseInt(hex, 16);
}

function broken(): S3Error {
  return new S3Error('IncompleteBody', 'The chunks of the request body are broken or cut short.');
}
