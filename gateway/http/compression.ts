import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { cachedByHeader, qualities } from './qualities.ts';
import type { HeaderList } from './response-head.ts';

export type Encoding = 'br' | 'gzip' | 'identity';

/** Encodings that are offered, best first. */
const offered: readonly Encoding[] = ['br', 'gzip', 'identity'];

/** The minimum size in bytes. Compressing smaller bodies costs more than it saves. */
const minSize = 1_024;

/**
 * The encodings that a client accepts (RFC 9110 §12.5.3), in order of preference. Without the header, only `identity`.
 * Unless the client ranks or forbids `identity`, it is the last one. The list is empty where the client forbids all.
 */
export function acceptedEncodings(header = ''): readonly Encoding[] {
  return encodingsIn(header);
}

const encodingsIn = cachedByHeader((header): readonly Encoding[] => {
  const named = qualities(header);
  const quality = (encoding: Encoding): number => {
    const preference = named.get(encoding) ?? (encoding === 'gzip' ? named.get('x-gzip') : undefined) ?? named.get('*');
    return preference?.quality ?? (encoding === 'identity' ? Number.MIN_VALUE : 0);
  };
  return offered.filter((encoding) => quality(encoding) > 0).sort((one, other) => quality(other) - quality(one));
});

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

/** Sends a response with these headers and this body, in the client's preferred encoding, and ends it. */
export async function sendEncoded(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers }: { status: number; headers: HeaderList },
  text: string,
): Promise<void> {
  const length = Buffer.byteLength(text);
  const encoding = encodingFor(request, length);
  if (encoding === 'identity') {
    // Node writes a string together with the headers, and a buffer separately.
    response.writeHead(status, [...headers, 'content-length', String(length)]).end(text);
    return;
  }
  const bytes = await encode(Buffer.from(text), encoding);
  // The client may have disconnected during the compression.
  if (response.destroyed) return;
  response
    .writeHead(status, [...headers, 'content-encoding', encoding, 'content-length', String(bytes.length)])
    .end(bytes);
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
