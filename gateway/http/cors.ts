import type { IncomingMessage, ServerResponse } from 'node:http';

const allowedMethods = 'GET, HEAD, POST, OPTIONS';

/** The response headers that pages may read, in addition to the CORS-safelisted ones. */
const exposedHeaders = ['x-request-id', 'retry-after', 'etag', 'allow', 'www-authenticate'].join(', ');

/** The origins of web pages that may call the graph. */
export interface AllowedOrigins {
  /** Whether pages of the origin may call the graph with credentials. */
  allows(origin: string): boolean;
  /** Whether pages of the origin may call the graph without credentials, with a partner key. */
  allowsPartner(origin: string): Promise<boolean>;
}

/**
 * Sets the CORS headers of allowed origins; `access-control-allow-origin` is the exact origin of the request. Returns
 * true where the request was a preflight, which is then completed.
 */
export function cors({ allows, allowsPartner }: AllowedOrigins) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    response.appendHeader('vary', 'origin');
    const { origin } = request.headers;
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    const isKnown = origin !== undefined && allows(origin);
    if (isKnown || (origin !== undefined && (await allowsPartner(origin)))) {
      response.setHeader('access-control-allow-origin', origin);
      if (isKnown) response.setHeader('access-control-allow-credentials', 'true');
      response.setHeader('access-control-expose-headers', exposedHeaders);
      if (isPreflight) {
        response.appendHeader('vary', 'access-control-request-headers');
        response.setHeader('access-control-allow-methods', allowedMethods);
        response.setHeader('access-control-allow-headers', allowedHeaders(request));
        response.setHeader('access-control-max-age', '7200');
        // Private network access: a public page may call a graph that runs on the user's own machine.
        response.setHeader('access-control-allow-private-network', 'true');
      }
    }
    if (isPreflight) response.writeHead(204).end();
    return isPreflight;
  };
}

/**
 * All requested headers except those that proxies add, because the gateway trusts them. An allowed page may send
 * `authorization`, so no other header gives it more access, and tracing and client libraries add headers of many names.
 */
function allowedHeaders({ headers }: IncomingMessage): string {
  const requested = String(headers['access-control-request-headers'] ?? '').toLowerCase();
  return requested
    .split(',')
    .map((name) => name.trim())
    .filter((name) => /^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name) && !isProxyHeader(name))
    .join(', ');
}

function isProxyHeader(name: string): boolean {
  return /^(forwarded|x-forwarded(-.*)?|x-real-ip|via|cf-.*|true-client-ip|x-axiom-seal)$/.test(name);
}
