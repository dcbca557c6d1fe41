import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { qualities } from './qualities.ts';

export type Encoding = 'br' | 'gzip' | 'identity';

/** Encodings that are offered, best first. */
const offered: readonly Encoding[] = ['br', 'gzip', 'identity'];

/** Bytes below which compression saves less than it costs. */
const worthwhile = 1_024;

/**
 * The encodings that a client accepts (RFC 9110 §12.5.3), the one it prefers first. Without the header it gets no
 * compression. `identity` is accepted last unless the client names or forbids it; the list is empty when it forbids all.
 */
export function acceptedEncodings(header: string | undefined): Encoding[] {
  const named = qualities(header ?? '');
  const quality = (encoding: Encoding): number => {
    const given = named.get(encoding) ?? (encoding === 'gzip' ? named.get('x-gzip') : undefined) ?? named.get('*');
    return given?.quality ?? (encoding === 'identity' ? Number.MIN_VALUE : 0);
  };
  return offered.filter((encoding) => quality(encoding) > 0).sort((one, other) => quality(other) - quality(one));
}

/** The encoding for a body of this length in bytes: `identity` where it is small or no other is accepted. */
export function encodingFor(request: IncomingMessage, length: number): Encoding {
  const accepted = acceptedEncodings(request.headers['accept-encoding']);
  const isSmall = length < worthwhile && accepted.includes('identity');
  return isSmall ? 'identity' : (accepted[0] ?? 'identity');
}

/** A body in an encoding. */
export async function encode(body: Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === 'identity' ? body : compressors[encoding](body);
}

/** Ends an answer with a body, in the encoding that the client prefers. Status and other headers must be set before. */
export async function sendEncoded(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
  response.appendHeader('vary', 'accept-encoding');
  const body = Buffer.from(text);
  const encoding = encodingFor(request, body.length);
  const bytes = await encode(body, encoding);
  // The client may have disconnected while its answer was compressed.
  if (response.destroyed) return;
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/**
 * Off the event loop. Fast levels: an answer is sent once, and the last percents of its size cost more time than they
 * save on the way. The figures are in docs/guides/http.md.
 */
const compressors: Record<Exclude<Encoding, 'identity'>, (body: Buffer) => Promise<Buffer>> = {
  br: (body) =>
    brotli(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gzip: (body) => zip(body, { level: 5 }),
};
