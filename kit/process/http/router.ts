import type { ServerResponse } from 'node:http';
import { sendJson } from './json.ts';
import type { Handler } from './server.ts';

/**
 * Handlers by method and exact path (`'POST /orders'`), or by path alone for every method (`'/graphql'`). `GET` includes
 * `HEAD`. Queries are not part of a path.
 */
export type Routes = Readonly<Record<string, Handler>>;

/**
 * Dispatches requests to their routes. `unmatched` handles all others: by default 404, or 405 with `Allow` when the path
 * has routes of other methods.
 */
export function createRouter(routes: Routes, unmatched?: Handler): Handler {
  const paths = new Map<string, Map<string, Handler>>();
  for (const [route, handler] of Object.entries(routes)) {
    const [path = '', method = '*'] = route.split(' ').reverse();
    paths.set(path, (paths.get(path) ?? new Map<string, Handler>()).set(method, handler));
  }
  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const methods = paths.get(path);
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const handler = methods?.get(request.method ?? 'GET') ?? methods?.get(method) ?? methods?.get('*') ?? unmatched;
    if (handler) return handler(request, response);
    if (methods) return refuseMethod(response, [...methods.keys()]);
    sendJson(response, 404, { status: 'not found' });
  };
}

function refuseMethod(response: ServerResponse, methods: string[]): void {
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method));
  response.setHeader('allow', allowed.join(', '));
  sendJson(response, 405, { status: 'method not allowed' });
}
