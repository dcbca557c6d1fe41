import { join } from 'node:path';
import type { Handler } from '#kit/http.ts';
import { refuseWrites, sendFile } from '../files.ts';

/** Everything comes from this server as a file, nothing stands inline, and the page can send nothing anywhere else. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the page to try passkeys with. `buildExplorer` leaves it in `folder` as `passkey.html`, what it loads among the
 * explorer's files.
 */
export function passkeyPage(folder: string): Handler {
  return async (request, response) => {
    response.setHeader('content-security-policy', contentSecurityPolicy);
    if (refuseWrites(request, response)) return;
    if (await sendFile(request, response, join(folder, 'passkey.html'), 'no-cache')) return;
    response.writeHead(503, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '5',
    });
    response.end('This page has not been built yet. npm start builds it; reload in a moment.\n');
  };
}
