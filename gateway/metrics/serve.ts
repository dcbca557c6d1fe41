import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import { rejectWrites } from '../http/files.ts';
import type { Metrics } from './metrics.ts';

/**
 * Serves metrics to clients that send `token` as a bearer token: any other token gets 401. Without metrics the response
 * is 404, as for a path that does not exist.
 */
export function serveMetrics(metrics: Metrics | undefined, token = ''): Handler {
  return async (request, response) => {
    if (!metrics) return sendJson(response, 404, { status: 'not found' });
    if (rejectWrites(request, response)) return;
    const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!timingSafeEqualText(given, token)) {
      response.setHeader('www-authenticate', 'Bearer');
      return sendJson(response, 401, { status: 'unauthorized' });
    }
    const text = await metrics.text();
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text);
  };
}
