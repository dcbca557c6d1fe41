import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { sendJson } from '#kit/process/http/json.ts';
import { acceptedEncodings } from './compression.ts';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** The file name suffixes of the compressed copies that the build writes. */
const endings = { br: '.br', gzip: '.gz', identity: '' };

/**
 * Sends a file in the preferred encoding that exists. Returns false, and sends nothing, where the file does not exist.
 */
export async function sendFile(request: IncomingMessage, response: ServerResponse, path: string, cache: string) {
  const type = contentTypes[extname(path)];
  if (!type) return false;
  const accepted = acceptedEncodings(request.headers['accept-encoding']);
  for (const encoding of new Set([...accepted, 'identity'] as const)) {
    const content = await readFile(path + endings[encoding]).catch(() => undefined);
    if (!content) continue;
    response.writeHead(200, {
      'content-type': type,
      'content-length': content.length,
      'cache-control': cache,
      vary: 'accept, accept-encoding',
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
    });
    response.end(request.method === 'HEAD' ? undefined : content);
    return true;
  }
  return false;
}

/** Rejects methods other than GET and HEAD with 405. Returns true where it has responded. */
export function rejectWrites({ method }: IncomingMessage, response: ServerResponse): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  response.setHeader('allow', 'GET, HEAD');
  sendJson(response, 405, { status: 'method not allowed' });
  return true;
}
