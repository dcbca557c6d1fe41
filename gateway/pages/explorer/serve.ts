import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { rejectWrites, sendFile } from '../../http/files.ts';
import { readExampleGroups } from './operations.ts';

/**
 * Everything comes from this server, and the page cannot send data elsewhere. The editor creates style elements at run
 * time, hence 'unsafe-inline' for styles only.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the explorer that `buildExplorer` built into `folder`: the page at `/` for browsers, its files below
 * `/explorer/`, and the example operations as JSON. Other programs that request `/` get the paths of the endpoints; all
 * other paths are 404.
 */
export function explorer(folder: string): Handler {
  return async (request, response) => {
    const [pathname = '/'] = (request.url ?? '/').split('?');
    response.setHeader('content-security-policy', contentSecurityPolicy);
    if (rejectWrites(request, response)) return;
    if (pathname === '/') {
      response.setHeader('vary', 'accept, accept-encoding');
      if (!wantsPage(request)) return sendJson(response, 200, { graph: '/graphql', health: '/health/ready' });
      const wasSent = await sendFile(request, response, join(folder, 'index.html'), 'no-cache');
      return wasSent ? undefined : sendAbsence(response);
    }
    if (pathname === '/explorer/operations.json') return sendJson(response, 200, await readExampleGroups());
    // At most one folder deep and no leading dots, so that no path leads out of the folder.
    const [, file] = /^\/explorer\/((?:assets\/)?\w[\w.-]*)$/.exec(pathname) ?? [];
    const isHashed = file?.startsWith('assets/');
    const cache = isHashed ? 'public, max-age=31536000, immutable' : 'no-cache';
    if (!file || !(await sendFile(request, response, join(folder, file), cache))) {
      sendJson(response, 404, { status: 'not found' });
    }
  };
}

/** Whether a browser requests a page. */
export function wantsPage({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && /\btext\/html\b/.test(headers.accept ?? '');
}

/** The page while the explorer is not built. */
function sendAbsence(response: ServerResponse): void {
  response.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'retry-after': '5',
  });
  response.end(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>AXIOM</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 1rem; padding: 2rem;
         background: #0b0b0d; color: #a9a59c; font: 15px/1.6 system-ui, sans-serif; text-align: center; }
  h1 { margin: 0; color: #ece7dc; font-weight: 300; letter-spacing: 0.5em; text-indent: 0.5em; }
  code { color: #ece7dc; }
</style>
<h1>AXIOM</h1>
<p>The explorer has not been built yet. <code>npm start</code> builds it; reload this page in a moment.<br>
The graph itself answers at <code>/graphql</code>.</p>
`);
}
