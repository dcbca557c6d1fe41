import { timingSafeEqualText } from '../timing-safe-equal.ts';
import type { Handler } from './server.ts';

/** Metrics in the text format of Prometheus, such as a registry of prom-client. */
export interface MetricsText {
  contentType: string;
  metrics(): Promise<string>;
}

/** Serves metrics to clients with the bearer token: 401 with another one. Without a token there is no such path. */
export function serveMetrics(registry: MetricsText, token = ''): Handler {
  return async (request, response) => {
    if (token === '') return void response.writeHead(404).end();
    const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!timingSafeEqualText(given, token)) {
      return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    }
    const text = await registry.metrics();
    response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text);
  };
}
