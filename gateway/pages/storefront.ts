import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { rejectWrites, sendFile } from '../http/files.ts';

/** What the storefront page may load. `files` are the origins of pictures, videos and 3D files. */
const policyFor = (files: readonly string[]) =>
  [
    "default-src 'none'",
    // model-viewer compiles the decoders of compressed models.
    "script-src 'self' 'wasm-unsafe-eval'",
    'worker-src blob:',
    // The digest is that of the one style element in the shadow root of model-viewer.
    `style-src 'self' '${modelViewerStyle}'`,
    "font-src 'self'",
    `img-src ${["'self'", 'data:', 'blob:', ...files].join(' ')}`,
    `media-src ${["'self'", ...files].join(' ')}`,
    `connect-src ${["'self'", 'blob:', ...files].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Changes with the version of `@google/model-viewer`; the story of the storefront fails then. */
const modelViewerStyle = 'sha256-PXtZZkJMMyc18o/DN1ZEFOJ2qEGq95IQbVaJFMOXOb0=';

/**
 * Serves the example storefront that was built into `folder`: its hashed files below `/shop/assets/`, and its one page at every
 * other address below `/shop`, because the page reads its address itself. The page makes browsers connect to the origins of `files`
 * before its scripts ask for pictures. 503 while it is not built.
 */
export function storefront(folder: string, files: readonly string[]): Handler {
  const policy = policyFor(files);
  // An origin with a wildcard is none to connect to.
  const hints = files.filter((origin) => !origin.includes('*')).map((origin) => `<${origin}>; rel=preconnect`);
  return async (request, response) => {
    response.setHeader('content-security-policy', policy);
    if (rejectWrites(request, response)) return;
    const [pathname = '/'] = (request.url ?? '/').split('?');
    // At most two folders deep and no leading dots, so that no path leads out of the folder.
    const [, file] = /^\/shop\/(assets\/(?:\w[\w-]*\/)?\w[\w.-]*)$/.exec(pathname) ?? [];
    if (file && (await sendFile(request, response, join(folder, file), 'public, max-age=31536000, immutable'))) return;
    if (pathname.startsWith('/shop/assets/')) return sendJson(response, 404, { status: 'not found' });
    if (hints.length > 0) response.setHeader('link', hints.join(', '));
    if (await sendFile(request, response, join(folder, 'index.html'), 'no-cache')) return;
    response.removeHeader('link');
    response.writeHead(503, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '5',
    });
    response.end('The storefront is not built yet. `npm start` builds it. Reload in a moment.\n');
  };
}

/** Whether a request is for the storefront. */
export function isForStorefront({ url = '/' }: IncomingMessage): boolean {
  return /^\/shop(\/|\?|$)/.test(url);
}
