import type { IncomingMessage, ServerResponse } from 'node:http';
import { type PictureAddresses, parsePictureAddress } from '#kit/graph/pictures/addresses.ts';
import type { Handler } from '#kit/process/http/server.ts';
import type { Log } from '#kit/process/log.ts';
import { mediaTypes, negotiated } from './formats.ts';
import type { ImageMetrics } from './metrics.ts';
import { PictureRefusal, sendRefusal } from './refusals.ts';
import { etagOf, type Version, type Versions, versionKey } from './versions.ts';

/** Serves `GET` and `HEAD /images/<key>?…`. Refuses everything else with a code. */
export function servePictures(
  addresses: PictureAddresses,
  versions: Versions,
  metrics: Pick<ImageMetrics, 'count'>,
  log: Log,
): Handler {
  return async (request, response) => {
    const startedAt = performance.now();
    try {
      const result = await serve(addresses, versions, request, response);
      metrics.count(result, performance.now() - startedAt);
    } catch (error) {
      if (!(error instanceof PictureRefusal)) throw error;
      metrics.count(error.code, performance.now() - startedAt);
      if (error.cause) {
        log.warn({ event: 'picture_refused', code: error.code, url: request.url, err: error.cause }, error.message);
      }
      sendRefusal(response, error.code);
    }
  };
}

async function serve(
  addresses: PictureAddresses,
  versions: Versions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Version['source'] | 'not_modified'> {
  const { method, url = '', headers } = request;
  if (method !== 'GET' && method !== 'HEAD') throw new PictureRefusal('METHOD_NOT_ALLOWED');
  const address = parsePictureAddress(url);
  if (!address) throw new PictureRefusal('BAD_ADDRESS');
  if (!addresses.verify(url)) throw new PictureRefusal('BAD_SIGNATURE');

  const format = address.format === 'AUTO' ? negotiated(headers.accept) : address.format;
  const etag = etagOf(versionKey(address, format));
  const caching = headersOf(etag, address.format === 'AUTO');
  if (matches(headers['if-none-match'], etag)) {
    response.writeHead(304, caching).end();
    return 'not_modified';
  }
  const { bytes, source } = await versions.find(address, format);
  send(request, response, { ...caching, 'content-type': mediaTypes[format] }, bytes);
  return source;
}

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string>,
  bytes: Buffer,
): void {
  response.writeHead(200, { ...headers, 'content-length': bytes.length });
  response.end(method === 'HEAD' ? undefined : bytes);
}

/** Pictures are public: every page may show them, draw them on a canvas and measure them. */
function headersOf(etag: string, varies: boolean): Record<string, string> {
  return {
    etag,
    'cache-control': 'public, max-age=31536000, immutable',
    ...(varies && { vary: 'accept' }),
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'timing-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
  };
}

/** Whether `If-None-Match` (RFC 9110 §13.1.2) names the tag; it is compared weakly. */
function matches(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
