import { join } from 'node:path';
import type { Handler } from '#kit/process/http/server.ts';
import { rejectWrites, sendFile } from '../http/files.ts';

/** The page loads files of this server only, has nothing inline, and can send requests to this server only. */
const ownFilesOnly = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/**
 * Serves a page that `buildExplorer` built as `file` in `folder`. The page loads the explorer's files. `policy` adds
 * directives to its content security policy.
 */
export function builtPage(folder: string, file: string, policy: readonly string[] = []): Handler {
  return async (request, response) => {
    response.setHeader('content-security-policy', [...ownFilesOnly, ...policy].join('; '));
    if (rejectWrites(request, response)) return;
    if (await sendFile(request, response, join(folder, file), 'no-cache')) return;
    response.writeHead(503, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '5',
    });
    response.end('This page is not built yet. `npm start` builds it. Reload in a moment.\n');
  };
}
