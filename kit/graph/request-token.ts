import { createHmac, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { timingSafeEqualText } from '../process/timing-safe-equal.ts';
import type { Market, Position } from './market.ts';
import type { Viewer, ViewerQuota } from './viewer.ts';

/** What the gateway forwards about the client's request. The subgraph trusts it because the gateway has signed it. */
export interface ForwardedContext {
  requestId: string;
  viewer: Viewer;
  /** The requested market. */
  market: Market;
  /** Where the visitor is, if the edge has said so. Only commerce receives it. */
  position?: Position;
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

/** A forwarded context as the text of any number of tokens: see `encodeContext`. */
export type EncodedContext = string & { readonly encoded: unique symbol };

/** A signer of requests: returns the token. `budget`: milliseconds until the gateway times out. */
export type SignRequest = (request: SignableRequest, context: EncodedContext, budget?: number) => string;

/**
 * Encodes a forwarded context, without its budget, for the tokens of all fetches of one client request. The client comes
 * first and by itself, because it is the same in many requests: a verifier parses it once.
 */
export function encodeContext({ requestId, quota, token, budget: _, ...client }: ForwardedContext): EncodedContext {
  return `${encode(client)}.${encode({ requestId, quota, token })}` as EncodedContext;
}

/**
 * Signs the requests to one subgraph under the key that only the gateway and this subgraph have: 32 bytes or more in
 * hexadecimal. A token is `v1.<client>.<request>.<issued>.<budget>.<signer>.<number>.<mac>`: the encoded context, the time in
 * milliseconds since 1970, the budget, the signer and the number of the token, and an HMAC-SHA256 over these, the subgraph,
 * method, path and body. It is valid for 30 seconds and one request.
 */
export function createRequestSigner(key: string, subgraph: string): SignRequest {
  const macOf = createMac(key, subgraph);
  const signer = randomBytes(12).toString('base64url');
  let number = 0;
  return (request, context, budget) => {
    number += 1;
    const claims = `${version}.${context}.${Date.now()}.${budget ?? ''}.${signer}.${number}`;
    return `${claims}.${macOf(request, claims)}`;
  };
}

/**
 * Verifies request tokens at the subgraph and returns the forwarded context, which is frozen. Throws for a token that is
 * missing, invalid, altered, expired, dated more than 5 seconds ahead, issued for another request or subgraph, issued before
 * this process started, or replayed. The error does not say which. Each process detects replays only of its own
 * requests: another process of the same subgraph would accept a copied request a second time within its 30 seconds.
 */
export function createRequestVerifier(key: string, subgraph: string) {
  const macOf = createMac(key, subgraph);
  // A previous process may have accepted tokens of before; its list of used tokens is lost.
  const startedAt = Math.floor(Date.now() / 1_000) * 1_000;
  const isNew = createReplayList(lifetime + 2 * tolerance);
  const clients = new LRUCache<string, ClientContext>({
    maxSize: 1_048_576,
    sizeCalculation: (_, text) => text.length,
  });
  const clientOf = (text: string): ClientContext => {
    const known = clients.get(text);
    if (known) return known;
    const client = freeze(decode(text)) as ClientContext;
    clients.set(text, client);
    return client;
  };

  return (token: string | undefined, request: SignableRequest): ForwardedContext => {
    const parts = (token ?? '').split('.');
    const [form, client = '', own = '', issued, budget, signer = '', number, mac = ''] = parts;
    const claims = token?.slice(0, -1 - mac.length) ?? '';
    const now = Date.now();
    const issuedAt = Number(issued);
    const isValid =
      parts.length === 8 &&
      timingSafeEqualText(mac, macOf(request, claims)) &&
      form === version &&
      issuedAt >= Math.max(startedAt, now - lifetime - tolerance) &&
      issuedAt <= now + tolerance &&
      isNew(signer, Number(number));
    if (!isValid) throw new Error('The request has no valid request token of the gateway.');
    return { ...clientOf(client), ...(decode(own) as OwnContext), ...(budget && { budget: Number(budget) }) };
  };
}

/** `fetch` with a request token on every request, for services that send anonymous requests to a subgraph directly. */
export function signedFetch(key: string, subgraph: string, forwarded: Partial<ForwardedContext> = {}): typeof fetch {
  const sign = createRequestSigner(key, subgraph);
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? init.body : '';
    const context = encodeContext({
      requestId: randomUUID(),
      viewer: { kind: 'ANONYMOUS' },
      market: {},
      client: {},
      isService: true,
      ...forwarded,
    });
    const headers = new Headers(init.headers);
    headers.set(requestTokenHeader, sign({ method, path: url.pathname + url.search, body }, context, forwarded.budget));
    return fetch(url, { ...init, headers });
  };
}

/** The part of a context that is the same in many requests of a client. */
type ClientContext = Omit<ForwardedContext, keyof OwnContext | 'budget'>;

/** The part of a context that belongs to one client request. */
type OwnContext = Pick<ForwardedContext, 'requestId' | 'quota' | 'token'>;

const version = 'v1';

/** The time for which a token is valid, in milliseconds. */
const lifetime = 30_000;

/** The tolerated difference between the clocks of gateway and subgraph, in milliseconds. */
const tolerance = 5_000;

/** The MAC of claims and the request that they are for. Method, path and claims have no line breaks, so no two inputs are equal. */
function createMac(key: string, subgraph: string): (request: SignableRequest, claims: string) => string {
  // A prepared key: from bytes, Node would need five times the time of the MAC itself for every token.
  const secret = createSecretKey(key, 'hex');
  return ({ method, path, body }, claims) =>
    createHmac('sha256', secret).update(`${subgraph}\n${method} ${path}\n${claims}\n`).update(body).digest('base64url');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(text: string): unknown {
  return JSON.parse(Buffer.from(text, 'base64url').toString());
}

/** Freezes a parsed value, because several requests share it. */
function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}

/**
 * Whether a token of a signer is new within `window` milliseconds. Keeps the numbers of at most two windows, and none of
 * the tokens' texts.
 */
function createReplayList(window: number): (signer: string, number: number) => boolean {
  let [older, newer] = [new Map<string, Set<number>>(), new Map<string, Set<number>>()];
  let rotatedAt = Date.now();
  return (signer, number) => {
    if (Date.now() - rotatedAt > window) {
      [older, newer] = [newer, new Map()];
      rotatedAt = Date.now();
    }
    if (older.get(signer)?.has(number)) return false;
    const numbers = newer.get(signer) ?? new Set();
    if (numbers.has(number)) return false;
    newer.set(signer, numbers.add(number));
    return true;
  };
}
