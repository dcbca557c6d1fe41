import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OperationCost } from '#kit/graph/cost/model.ts';
import { deviceHeader, deviceTokenForm } from '#kit/graph/device-token.ts';
import { graphError } from '#kit/graph/errors.ts';
import { type Market, readMarket } from '#kit/graph/market.ts';
import type { Client } from '#kit/graph/request-token.ts';
import type { SessionCookie } from '#kit/graph/session.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import type { Admission } from './auth/authenticator.ts';
import type { Cookies } from './auth/cookies.ts';
import { type Payer, payerOf } from './limits/payer.ts';
import type { Spending } from './limits/spending.ts';

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
  /** Whose points it takes; undefined for services of the house, which no limit holds. */
  payer?: Payer;
  /** What the operation may cost, once it was estimated: see `costOf`. */
  cost?: OperationCost;
  /** Whether the client asks for the cost of its operation alone, which then does not run. */
  isDryRun: boolean;
  /** Points that this request costs at least. */
  entryCost: number;
  /** The points that it takes. */
  spending: Spending;
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
  /** Opens the spending of a request; without a payer, that of a service of the house. */
  spend(payer: Payer | undefined): Spending;
  /** The `Set-Cookie` header for a session. */
  write(cookie: SessionCookie): string;
  /** What a `Cookie` header says, by kind. */
  read: Cookies['read'];
}

/** The context of a request that was admitted. Throws BAD_USER_INPUT, HTTP status 400, for headers with a malformed value. */
export function createContext(
  request: IncomingMessage,
  response: ServerResponse,
  { viewer, token, stale }: Admission,
  { timeout, trustedProxies, serviceToken, spend, write, read }: ContextOptions,
): GatewayContext {
  const gone = new AbortController();
  // Every fetch of the request listens, and a page may have dozens; Node would suspect a leak at eleven.
  setMaxListeners(0, gone.signal);
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const keep = (cookie: SessionCookie) => void response.appendHeader('set-cookie', write(cookie));
  stale.forEach(keep);
  const device = deviceOf(request, read);
  const client = { ...clientOf(request, trustedProxies), ...(device && { device }) };
  const isService = hasToken(request, serviceToken);
  const payer = isService ? undefined : payerOf(viewer, client);
  return {
    requestId: String(response.getHeader('x-request-id')),
    viewer,
    ...(token !== undefined && { token }),
    market: readMarket((name) => request.headers[name]?.toString()),
    client,
    answered: {},
    isService,
    isUncached: isService && request.headers['cache-control'] === 'no-store',
    isDryRun: asksForCostAlone(request),
    entryCost: 1,
    ...(payer && { payer }),
    spending: spend(payer),
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

/** Whether the header `x-axiom-cost` has its one value. Throws BAD_USER_INPUT for any other. */
function asksForCostAlone({ headers }: IncomingMessage): boolean {
  const given = headers['x-axiom-cost'];
  if (given === undefined || given === 'only') return given === 'only';
  const message = 'The header x-axiom-cost must be `only`, or absent.';
  throw graphError('BAD_USER_INPUT', message, { argument: 'x-axiom-cost', http: { status: 400 } });
}

function hasToken({ headers }: IncomingMessage, token = ''): boolean {
  return timingSafeEqualText(headers['x-axiom-service']?.toString() ?? '', token);
}

/** The token of the device, from its header or else its cookie. A token that is malformed is none. */
function deviceOf({ headers }: IncomingMessage, read: Cookies['read']): string | undefined {
  const given = headers[deviceHeader]?.toString() ?? read(headers.cookie).DEVICE;
  return given !== undefined && deviceTokenForm.test(given) ? given : undefined;
}

/** Where a request comes from, as far as `trustedProxies` proxies in front of the gateway are believed. */
export function clientOf({ headers, socket }: IncomingMessage, trustedProxies: number): Client {
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
