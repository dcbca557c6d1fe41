import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { qualities } from './qualities.ts';

export type Encoding = 'br' | 'gzip' | 'identity';

/** Encodings that are offered, best first. */
const offered: readonly Encoding[] = ['br', 'gzip', 'identity'];

/** The minimum size in bytes. Compressing smaller bodies costs more than it saves. */
const minSize = 1_024;

/**
 * The encodings that a client accepts (RFC 9110 §12.5.3), in order of preference. Without the header, only `identity`.
 * Unless the client ranks or forbids `identity`, it is the last one. The list is empty where the client forbids all.
 */
export function acceptedEncodings(header: string | undefined): Encoding[] {
  const named = qualities(header ?? '');
  const quality = (encoding: Encoding): number => {
    const preference = named.get(encoding) ?? (encoding === 'gzip' ? named.get('x-gzip') : undefined) ?? named.get('*');
    return preference?.quality ?? (encoding === 'identity' ? Number.MIN_VALUE : 0);
  };
  return offered.filter((encoding) => quality(encoding) > 0).sort((one, other) => quality(other) - quality(one));
}

/**
 * The encoding for a body of this length in bytes: `identity` for a small body, or where the client accepts no other.
 */
export function encodingFor(request: IncomingMessage, length: number): Encoding {
  const accepted = acceptedEncodings(request.headers['accept-encoding']);
  const isSmall = length < minSize && accepted.includes('identity');
  return isSmall ? 'identity' : (accepted[0] ?? 'identity');
}

/** Encodes a body. */
export async function encode(body: Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === 'identity' ? body : compressors[encoding](body);
}

/**
 * Sends a body in the client's preferred encoding and ends the response. The status and other headers must be set
 * before.
 */
export async function sendEncoded(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
  response.appendHeader('vary', 'accept-encoding');
  const body = Buffer.from(text);
  const encoding = encodingFor(request, body.length);
  const bytes = await encode(body, encoding);
  // The client may have disconnected during the compression.
  if (response.destroyed) return;
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

/**
 * Compression runs off the event loop, at fast levels: a response is sent once, and slower levels cost more time than
 * their smaller size saves. The measurements are in docs/guides/http.md.
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
