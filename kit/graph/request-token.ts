import { hash, randomUUID } from 'node:crypto';
import { createSigner, createVerifier } from 'fast-jwt';
import type { Market } from './market.ts';
import type { Viewer, ViewerQuota } from './viewer.ts';

/** What a subgraph is told of the client's request, and believes because the gateway has sealed it. */
export interface ForwardedContext {
  requestId: string;
  viewer: Viewer;
  /** The market that was asked for. */
  market: Market;
  client: Client;
  /** Whether reads must bypass the caches of backends. */
  isUncached?: boolean;
  /** Whether a service of the house asks, or the gateway in its own name. */
  isService?: boolean;
  /** Milliseconds the gateway waits for the answer. */
  budget?: number;
  /** What the viewer may spend, once the cost of the operation was taken; for the subgraph that tells it. */
  quota?: ViewerQuota;
  /** The Elite Session's token, for the subgraph that acts for the customer at a backing system. */
  token?: string;
}

/** Where a request came from. */
export interface Client {
  /** IP address. */
  address?: string;
  /** The web page's origin, as the browser says: `https://axiom.example`. */
  origin?: string;
  userAgent?: string;
  /** The token of a device on which somebody has signed in before, as the client sent it: `axd_…`. */
  device?: string;
}

/** One HTTP request to a subgraph. */
export interface SignableRequest {
  method: string;
  /** Path and query string. */
  path: string;
  body: string | Uint8Array;
}

/** The header that carries the seal. */
export const requestTokenHeader = 'x-axiom-seal';

/**
 * Makes seals for the requests to one subgraph: a JWT (RFC 7519) signed with HS256 under the key that only the gateway
 * and this subgraph know, good for 30 seconds and one request, bound to method, path and body by their SHA-256.
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
 * Checks seals at the subgraph and reads what they say. Throws for one that is missing, false, altered, expired, dated more
 * than 5 seconds ahead, made for another request or subgraph or before this process started, or seen before by it; the error
 * does not say which. Replays are known for each process: another one of the same subgraph would answer a copied request a
 * second time within its 30 seconds.
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
  const isNew = createSeen(40_000);
  return (seal: string | undefined, request: SignableRequest): ForwardedContext => {
    let claims: ForwardedContext & { jti: string; digest: string; iat: number; exp: number };
    try {
      claims = verify(seal ?? '');
    } catch {
      throw new Error('The request is not sealed by the gateway.');
    }
    const { iat, exp } = claims;
    const isShort = exp - iat <= 30;
    const now = Date.now() / 1_000;
    // A copy of a request that an earlier process has answered: what that one saw is not known here.
    const isDated = iat <= now + tolerance && iat >= Math.floor(startedAt);
    if (!isShort || !isDated || claims.digest !== digestOf(request) || !isNew(claims.jti)) {
      throw new Error('The request is not sealed by the gateway.');
    }
    return claims;
  };
}

/** Seconds by which the clocks of gateway and subgraph may differ. */
const tolerance = 5;

/** `fetch` with a seal on every request. For the tools of the house that ask a subgraph themselves, for nobody. */
export function signedFetch(key: string, subgraph: string, forwarded: Partial<ForwardedContext> = {}): typeof fetch {
  const seal = createRequestSigner(key, subgraph);
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? init.body : '';
    const told: ForwardedContext = {
      requestId: randomUUID(),
      viewer: { kind: 'ANONYMOUS' },
      market: {},
      client: {},
      isService: true,
      ...forwarded,
    };
    const headers = new Headers(init.headers);
    headers.set(requestTokenHeader, seal({ method, path: url.pathname + url.search, body }, told));
    return fetch(url, { ...init, headers });
  };
}

const header = { alg: 'HS256', typ: 'axiom-seal+jwt' } as const;

function digestOf({ method, path, body }: SignableRequest): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${method} ${path}\n`), Buffer.from(body)]), 'base64url');
}

/** Tells whether an id is seen for the first time within `window` milliseconds, in memory that does not grow beyond two of them. */
function createSeen(window: number): (id: string) => boolean {
  let [older, newer] = [new Set<string>(), new Set<string>()];
  let turnedAt = Date.now();
  return (id) => {
    if (Date.now() - turnedAt > window) {
      [older, newer] = [newer, new Set()];
      turnedAt = Date.now();
    }
    if (older.has(id) || newer.has(id)) return false;
    newer.add(id);
    return true;
  };
}
