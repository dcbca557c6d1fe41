import { hash, randomUUID } from 'node:crypto';
import { createSigner, createVerifier } from 'fast-jwt';
import type { Market } from './market.ts';
import type { Viewer, ViewerQuota } from './viewer.ts';

/** What the gateway forwards about the client's request. The subgraph trusts it because the gateway has signed it. */
export interface ForwardedContext {
  requestId: string;
  viewer: Viewer;
  /** The requested market. */
  market: Market;
  client: Client;
  /** Whether reads must bypass the caches of backends. */
  isUncached?: boolean;
  /** Whether the request comes from a service of the installation, or from the gateway itself. */
  isService?: boolean;
  /** Milliseconds until the gateway times out. */
  budget?: number;
  /** The viewer's remaining quota after the cost of this operation, for the subgraph that reports it. */
  quota?: ViewerQuota;
  /** The token of the Elite Session, for a subgraph that acts for the customer at its backing system. */
  token?: string;
}

/** The client that sent a request. */
export interface Client {
  /** IP address. */
  address?: string;
  /** The origin of the web page, from the browser: `https://axiom.example`. */
  origin?: string;
  userAgent?: string;
  /** The token of a device on which someone has signed in before, as the client sent it: `axd_…`. */
  device?: string;
}

/** One HTTP request to a subgraph. */
export interface SignableRequest {
  method: string;
  /** Path and query string. */
  path: string;
  body: string | Uint8Array;
}

/** The header with the request token. */
export const requestTokenHeader = 'x-axiom-seal';

/**
 * Signs the requests to one subgraph. A token is a JWT (RFC 7519) with HS256 under the key that only the gateway and
 * this subgraph have. It is valid for 30 seconds and one request, and bound to method, path and body by their SHA-256.
 * `key`: 32 bytes or more in hexadecimal.
 */
export function createRequestSigner(
  key: string,
  subgraph: string,
): (request: SignableRequest, forwarded: ForwardedContext) => string {
  const sign = createSigner({
    key: Buffer.from(key, 'hex'),
    algorithm: 'HS256',
    expiresIn: 30_000,
    aud: subgraph,
    header,
  });
  return (request, forwarded) => sign({ ...forwarded, jti: randomUUID(), digest: digestOf(request) });
}

/**
 * Verifies request tokens at the subgraph and returns the forwarded context. Throws for a token that is missing,
 * invalid, altered, expired, dated more than 5 seconds ahead, issued for another request or subgraph, issued before
 * this process started, or replayed. The error does not say which. Each process detects replays only of its own
 * requests: another process of the same subgraph would accept a copied request a second time within its 30 seconds.
 */
export function createRequestVerifier(key: string, subgraph: string) {
  const verify = createVerifier({
    key: Buffer.from(key, 'hex'),
    algorithms: ['HS256'],
    allowedAud: subgraph,
    requiredClaims: ['exp', 'iat', 'jti', 'digest'],
    checkTyp: header.typ,
    clockTolerance: tolerance * 1_000,
  });
  const startedAt = Date.now() / 1_000;
  const isNew = createReplayList(40_000);
  return (token: string | undefined, request: SignableRequest): ForwardedContext => {
    let claims: ForwardedContext & { jti: string; digest: string; iat: number; exp: number };
    try {
      claims = verify(token ?? '');
    } catch {
      throw new Error('The request has no valid request token of the gateway.');
    }
    const { iat, exp } = claims;
    const isShort = exp - iat <= 30;
    const now = Date.now() / 1_000;
    // A previous process may have accepted this token; its list of used tokens is lost.
    const isDated = iat <= now + tolerance && iat >= Math.floor(startedAt);
    if (!isShort || !isDated || claims.digest !== digestOf(request) || !isNew(claims.jti)) {
      throw new Error('The request has no valid request token of the gateway.');
    }
    return claims;
  };
}

/** The tolerated difference between the clocks of gateway and subgraph, in seconds. */
const tolerance = 5;

/** `fetch` with a request token on every request, for services that send anonymous requests to a subgraph directly. */
export function signedFetch(key: string, subgraph: string, forwarded: Partial<ForwardedContext> = {}): typeof fetch {
  const sign = createRequestSigner(key, subgraph);
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? init.body : '';
    const context: ForwardedContext = {
      requestId: randomUUID(),
      viewer: { kind: 'ANONYMOUS' },
      market: {},
      client: {},
      isService: true,
      ...forwarded,
    };
    const headers = new Headers(init.headers);
    headers.set(requestTokenHeader, sign({ method, path: url.pathname + url.search, body }, context));
    return fetch(url, { ...init, headers });
  };
}

const header = { alg: 'HS256', typ: 'axiom-seal+jwt' } as const;

function digestOf({ method, path, body }: SignableRequest): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${method} ${path}\n`), Buffer.from(body)]), 'base64url');
}

/** Whether an id is new within `window` milliseconds. Keeps the ids of at most two windows. */
function createReplayList(window: number): (id: string) => boolean {
  let [older, newer] = [new Set<string>(), new Set<string>()];
  let rotatedAt = Date.now();
  return (id) => {
    if (Date.now() - rotatedAt > window) {
      [older, newer] = [newer, new Set()];
      rotatedAt = Date.now();
    }
    if (older.has(id) || newer.has(id)) return false;
    newer.add(id);
    return true;
  };
}
