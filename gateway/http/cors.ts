import type { IncomingMessage, ServerResponse } from 'node:http';

const allowedMethods = 'GET, HEAD, POST, OPTIONS';

/** The headers of an answer that a page may read in addition to those that browsers always show. */
const exposedHeaders = ['x-request-id', 'retry-after', 'etag', 'allow', 'www-authenticate'].join(', ');

/** Origins of web pages by how far they are trusted. */
export interface AdmittedOrigins {
  /** Whether pages of the origin may call the graph, credentials included. */
  admits(origin: string): boolean;
  /** Whether pages of the origin may call it without credentials, with a partner's key. */
  admitsPartner(origin: string): Promise<boolean>;
}

/**
 * Lets web pages call the graph if their origin is admitted, and no others: the header names the one exact origin that
 * asked. Returns true when the request was a preflight and has been answered.
 */
export function cors({ admits, admitsPartner }: AdmittedOrigins) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    response.appendHeader('vary', 'origin');
    const { origin } = request.headers;
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    const isKnown = origin !== undefined && admits(origin);
    if (isKnown || (origin !== undefined && (await admitsPartner(origin)))) {
      response.setHeader('access-control-allow-origin', origin);
      if (isKnown) response.setHeader('access-control-allow-credentials', 'true');
      response.setHeader('access-control-expose-headers', exposedHeaders);
      if (isPreflight) {
        response.appendHeader('vary', 'access-control-request-headers');
        response.setHeader('access-control-allow-methods', allowedMethods);
        response.setHeader('access-control-allow-headers', allowedHeaders(request));
        response.setHeader('access-control-max-age', '7200');
        // A page of the public web may call a graph that runs on the visitor's own machine.
        response.setHeader('access-control-allow-private-network', 'true');
      }
    }
    if (isPreflight) response.writeHead(204).end();
    return isPreflight;
  };
}

/**
 * Every header that the page asks for, except those that say where a request comes from. An admitted page may send
 * `authorization`, so no other header gives it more rights, and tracing and client libraries add headers of many names.
 * Headers that proxies add are refused, because the gateway trusts them.
 */
function allowedHeaders({ headers }: IncomingMessage): string {
  const asked = String(headers['access-control-request-headers'] ?? '').toLowerCase();
  return asked
    .split(',')
    .map((name) => name.trim())
    .filter((name) => /^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name) && !isOfProxies(name))
    .join(', ');
}

function isOfProxies(name: string): boolean {
  return /^(forwarded|x-forwarded(-.*)?|x-real-ip|via|cf-.*|true-client-ip|x-axiom-seal)$/.test(name);
}
