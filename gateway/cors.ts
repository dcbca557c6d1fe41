import type { IncomingMessage, ServerResponse } from 'node:http';

const allowedMethods = 'GET, POST, OPTIONS';

const allowedHeaders = [
  'content-type',
  'authorization',
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'x-axiom-country',
  'x-axiom-currency',
  'x-request-id',
].join(', ');

/**
 * Lets web pages of these origins call the graph, credentials included; those that `admitsPartner` admits, without; and
 * no others: the header names the one exact origin that asked. Returns true when the request was a preflight and has
 * been answered.
 */
export function cors(
  origins: readonly string[],
  admitsPartner: (origin: string) => Promise<boolean>,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const allowed = new Set(origins);
  return async (request, response) => {
    response.appendHeader('vary', 'origin');
    const { origin } = request.headers;
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    const isKnown = origin !== undefined && allowed.has(origin);
    if (isKnown || (origin !== undefined && (await admitsPartner(origin)))) {
      response.setHeader('access-control-allow-origin', origin);
      if (isKnown) response.setHeader('access-control-allow-credentials', 'true');
      response.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
      if (isPreflight) {
        response.setHeader('access-control-allow-methods', allowedMethods);
        response.setHeader('access-control-allow-headers', allowedHeaders);
        response.setHeader('access-control-max-age', '7200');
        // A page of the public web may call a graph that runs on the visitor's own machine.
        response.setHeader('access-control-allow-private-network', 'true');
      }
    }
    if (isPreflight) response.writeHead(204).end();
    return isPreflight;
  };
}
