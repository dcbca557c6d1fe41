import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HeaderList, setHeaders } from './response-head.ts';

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

/** Cross-origin resource sharing (Fetch standard). */
export interface Cors {
  /** The headers for a page of the request's origin; none for an origin that may not call the graph. */
  headersFor(request: IncomingMessage): Promise<HeaderList> | HeaderList;
  /** Completes a preflight. Returns false where the request is none. */
  answerPreflight(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/** CORS for these origins. `access-control-allow-origin` is the exact origin of the request. */
export function cors({ allows, allowsPartner }: AllowedOrigins): Cors {
  const headersOf = (origin: string, isKnown: boolean): HeaderList => [
    'access-control-allow-origin',
    origin,
    ...(isKnown ? ['access-control-allow-credentials', 'true'] : []),
    'access-control-expose-headers',
    exposedHeaders,
  ];
  const headersFor = ({ headers: { origin } }: IncomingMessage) => {
    if (origin === undefined) return [];
    if (allows(origin)) return headersOf(origin, true);
    return allowsPartner(origin).then((isAllowed) => (isAllowed ? headersOf(origin, false) : []));
  };
  return {
    headersFor,
    answerPreflight: async (request, response) => {
      if (!isPreflight(request)) return false;
      const headers = await headersFor(request);
      response.setHeader('vary', 'origin');
      if (headers.length > 0) {
        setHeaders(response, headers);
        response.setHeader('vary', 'origin, access-control-request-headers');
        response.setHeader('access-control-allow-methods', allowedMethods);
        response.setHeader('access-control-allow-headers', allowedHeaders(request));
        response.setHeader('access-control-max-age', '7200');
        // Private network access: a public page may call a graph that runs on the user's own machine.
        response.setHeader('access-control-allow-private-network', 'true');
      }
      response.writeHead(204).end();
      return true;
    },
  };
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
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
