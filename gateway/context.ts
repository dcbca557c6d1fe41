import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OperationCost } from '#kit/cost/model.ts';
import { type Market, readMarket } from '#kit/market.ts';
import { isSame } from '#kit/same.ts';
import type { Client } from '#kit/seal.ts';
import type { SessionCookie } from '#kit/session.ts';
import type { Viewer } from '#kit/viewer.ts';
import type { Admission } from './door/door.ts';

/** What one client request carries through the gateway. Nothing of the client's headers reaches a subgraph but through this. */
export interface GatewayContext {
  /** In every log line, in the `x-request-id` header of the answer, and sent to every subgraph. */
  requestId: string;
  viewer: Viewer;
  /** The Elite Session's token, where the viewer has one. */
  token?: string;
  /** The market that was asked for. */
  market: Market;
  client: Client;
  /** The market that was answered for, as the commerce subgraph reports it. */
  answered: Market;
  /** Whether a service of the house asks, by its token. */
  isService: boolean;
  /** Whether reads must bypass the caches of backends: true for services of the house that ask for it. */
  isUncached: boolean;
  /** What the operation may cost, once it was estimated: see `costOf`. */
  cost?: OperationCost;
  /** When the time for the whole request is up, by `performance.now()`. */
  deadline: number;
  /** Aborts when the client has gone away. */
  signal: AbortSignal;
  /** Has the client's browser keep or drop a session. */
  keep(cookie: SessionCookie): void;
}

/** How requests are read. */
export interface ContextOptions {
  /** Milliseconds a request may take. */
  timeout: number;
  /** The token of services of the house; without it no request is one of a service. */
  serviceToken?: string;
  /** How many proxies in front of the gateway are believed. */
  trustedProxies: number;
  /** The `Set-Cookie` header for a session. */
  write(cookie: SessionCookie): string;
}

/** The context of a request that was admitted. Throws BAD_USER_INPUT, HTTP status 400, for a malformed market. */
export function createContext(
  request: IncomingMessage,
  response: ServerResponse,
  { viewer, token, stale }: Admission,
  { timeout, trustedProxies, serviceToken, write }: ContextOptions,
): GatewayContext {
  const gone = new AbortController();
  // Every fetch of the request listens, and a page may have dozens; Node would suspect a leak at eleven.
  setMaxListeners(0, gone.signal);
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const keep = (cookie: SessionCookie) => void response.appendHeader('set-cookie', write(cookie));
  stale.forEach(keep);
  const fromService = isService(request, serviceToken);
  return {
    requestId: String(response.getHeader('x-request-id')),
    viewer,
    ...(token !== undefined && { token }),
    market: readMarket((name) => request.headers[name]?.toString()),
    client: clientOf(request, trustedProxies),
    answered: {},
    isService: fromService,
    isUncached: fromService && request.headers['cache-control'] === 'no-store',
    deadline: performance.now() + timeout,
    signal: gone.signal,
    keep,
  };
}

/** The client's own `x-request-id` if it is short and plain, so that its logs and ours can be joined; else a new UUID. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

function isService({ headers }: IncomingMessage, token = ''): boolean {
  return isSame(headers['x-axiom-service']?.toString() ?? '', token);
}

function clientOf({ headers, socket }: IncomingMessage, trustedProxies: number): Client {
  const { origin, 'user-agent': userAgent, 'x-forwarded-for': forwarded = '' } = headers;
  // Each proxy adds the address it sees on the right; what stands further left may be anyone's invention.
  const hops = [
    ...String(forwarded)
      .split(',')
      .map((hop) => hop.trim()),
    socket.remoteAddress,
  ].filter(Boolean);
  const address = hops.at(-1 - trustedProxies) ?? hops[0];
  return {
    ...(address && { address }),
    ...(origin && { origin }),
    ...(userAgent && { userAgent: userAgent.slice(0, 300) }),
  };
}
