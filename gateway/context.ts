import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloGateway } from '@apollo/gateway';
import type { OperationCost } from '#kit/graph/cost/model.ts';
import { deviceHeader, deviceTokenForm } from '#kit/graph/device-token.ts';
import { graphError } from '#kit/graph/errors.ts';
import type { LocalizedMarket, Market, Position } from '#kit/graph/market.ts';
import type { Client } from '#kit/graph/request-token.ts';
import type { SessionCookie } from '#kit/graph/session.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { timingSafeEqualText } from '#kit/process/timing-safe-equal.ts';
import type { AuthResult } from './auth/authenticator.ts';
import type { Cookies } from './auth/cookies.ts';
import { type CacheTotals, type CacheUse, readCacheUse } from './cache/cache-use.ts';
import { type EdgeContexts, edgeContextHeader } from './edge-context.ts';
import { Disconnection } from './http/disconnection.ts';
import type { CostAccount } from './limits/cost-account.ts';
import { type RateLimitKey, rateLimitKeyOf } from './limits/rate-limit-key.ts';
import type { UsedMarket } from './markets.ts';
import { marketFor, requestedMarket } from './requested-market.ts';

/**
 * What the gateway knows about one client request. Subgraphs receive values from it, and none of the client's headers
 * directly.
 */
export interface GatewayContext {
  /** In every log line, in the `x-request-id` header of the response, and forwarded to every subgraph. */
  requestId: string;
  viewer: Viewer;
  /** The Elite Session's token, if the viewer has one. */
  token?: string;
  /** The market that the client requested, or else that of the visitor as the edge reports it: see `marketFor`. */
  market: LocalizedMarket;
  /** The parts of it that the headers and the URL of the request name. */
  namedMarket: Market;
  /** Where the visitor is, if the edge has said so. */
  position?: Position;
  client: Client;
  /** The market that was used, as the commerce subgraph reports it, and what is not in its language. */
  usedMarket: UsedMarket;
  /** Whether the client is one of AXIOM's own services, which it proves by its token. */
  isService: boolean;
  /** Whether reads must bypass the caches of backends. Only AXIOM's own services can request it. */
  isUncached: boolean;
  /** How the request uses the gateway's cache, and what it took from it. */
  cacheUse: CacheUse;
  /** Identifies the client for rate limits; undefined for AXIOM's own services, which have none. */
  rateLimitKey?: RateLimitKey;
  /** The estimated cost of the operation, once computed: see `costOf`. */
  cost?: OperationCost;
  /** Whether the client requests only the cost of its operation, which is then not executed. */
  isDryRun: boolean;
  /** The points that this request costs at least. */
  minimumCost: number;
  costAccount: CostAccount;
  /** The deadline of the whole request, in the milliseconds of `performance.now()`. */
  deadline: number;
  /** Aborts when the client disconnects. It is created when it is first read. */
  readonly signal: AbortSignal;
  readonly isDisconnected: boolean;
  /** The outcome of an execution that was begun before Apollo Server. */
  outcome?: ReturnType<ApolloGateway['executor']>;
  /** Sets or deletes a session cookie in the client's browser. */
  setCookie(cookie: SessionCookie): void;
}

/** What contexts are created from. */
export interface ContextOptions {
  authenticate(request: IncomingMessage): Promise<AuthResult>;
  cookies: Cookies;
  /** Opens the account of a request; without a key, that of one of AXIOM's own services. */
  openAccount(key: RateLimitKey | undefined): CostAccount;
  /** The maximum duration of a request in milliseconds. */
  timeout: number;
  /** The token of AXIOM's own services; without it, no request counts as one of theirs. */
  serviceToken?: string;
  /** Reads what the edge says about the visitor. */
  edgeContexts: Pick<EdgeContexts, 'read'>;
  /** Counts what all requests take from the cache. */
  cacheTotals: CacheTotals;
  /** The number of trusted proxies in front of the gateway. */
  trustedProxies: number;
}

/** Creates the context of a request. Rejects with a GraphQL error that has an HTTP status in `extensions.http`. */
export type CreateContext = (
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
) => Promise<GatewayContext>;

/**
 * Authenticates requests and creates their contexts. Rejects with UNAUTHENTICATED, status 401, or THROTTLED, 429, for
 * credentials (see `createAuthenticator`), and with BAD_USER_INPUT, 400, for a malformed header.
 */
export function contextFactory(options: ContextOptions): CreateContext {
  const { authenticate, cookies, openAccount, timeout, serviceToken, edgeContexts, cacheTotals, trustedProxies } =
    options;

  return async (request, response, requestId) => {
    const { viewer, token, invalidCookies } = await authenticate(request);
    const setCookie = (cookie: SessionCookie) => void response.appendHeader('set-cookie', cookies.write(cookie));
    invalidCookies.forEach(setCookie);
    const device = deviceOf(request, cookies);
    const client = { ...clientOf(request, trustedProxies), ...(device && { device }) };
    const isService = hasToken(request, serviceToken);
    const visitor = edgeContexts.read(request.headers[edgeContextHeader]);
    const namedMarket = requestedMarket(request);
    const isUncached = isService && request.headers['cache-control'] === 'no-store';
    const cacheUse = readCacheUse(request.headers, isUncached, cacheTotals);
    cacheUse.isLanguageNamed = namedMarket.language !== undefined;
    const rateLimitKey = isService ? undefined : rateLimitKeyOf(viewer, client);
    const context: Omit<GatewayContext, keyof typeof inherited> & WithDisconnection = {
      requestId,
      viewer,
      ...(token !== undefined && { token }),
      // A client of AXIOM's own is no visitor: what its library accepts by default says nothing.
      market: marketFor(namedMarket, visitor?.market, isService ? undefined : request.headers['accept-language']),
      namedMarket,
      ...(visitor?.position && { position: visitor.position }),
      client,
      usedMarket: {},
      isService,
      isUncached,
      cacheUse,
      isDryRun: isDryRun(request),
      minimumCost: 1,
      ...(rateLimitKey && { rateLimitKey }),
      costAccount: openAccount(rateLimitKey),
      deadline: performance.now() + timeout,
      disconnection: new Disconnection(response),
      setCookie,
    };
    return Object.assign(Object.create(inherited), context);
  };
}

interface WithDisconnection {
  disconnection: Disconnection;
}

/**
 * Getters that contexts inherit. Apollo Server copies each context; it would read own getters, and create a signal that
 * nothing listens to.
 */
const inherited = {
  get signal() {
    return (this as unknown as WithDisconnection).disconnection.signal;
  },
  get isDisconnected() {
    return (this as unknown as WithDisconnection).disconnection.hasHappened;
  },
};

/**
 * The client's `x-request-id` if it is short and plain, so that logs of both sides can be correlated; otherwise a new
 * UUID.
 */
export function requestIdOf(request: IncomingMessage): string {
  const requestId = request.headers['x-request-id'];
  return typeof requestId === 'string' && /^[\w.:-]{1,128}$/.test(requestId) ? requestId : randomUUID();
}

/** Whether the header `x-axiom-cost` is `only`. Throws BAD_USER_INPUT for any other value. */
function isDryRun({ headers }: IncomingMessage): boolean {
  const value = headers['x-axiom-cost'];
  if (value === undefined || value === 'only') return value === 'only';
  const message = 'The header x-axiom-cost must be `only`, or absent.';
  throw graphError('BAD_USER_INPUT', message, { argument: 'x-axiom-cost', http: { status: 400 } });
}

function hasToken({ headers }: IncomingMessage, token = ''): boolean {
  const given = headers['x-axiom-service'];
  return given !== undefined && timingSafeEqualText(given.toString(), token);
}

/** The device token, from its header or else its cookie. Malformed tokens are ignored. */
function deviceOf({ headers }: IncomingMessage, cookies: Cookies): string | undefined {
  const token = headers[deviceHeader]?.toString() ?? (headers.cookie && cookies.read(headers.cookie).DEVICE);
  return token !== undefined && deviceTokenForm.test(token) ? token : undefined;
}

/** The client of a request: its address as reported by `trustedProxies` proxies, its origin and its user agent. */
export function clientOf({ headers, socket }: IncomingMessage, trustedProxies: number): Client {
  const { origin, 'user-agent': userAgent, 'x-forwarded-for': forwarded } = headers;
  const address = addressOf(socket.remoteAddress, forwarded, trustedProxies);
  return {
    ...(address && { address }),
    ...(origin && { origin }),
    ...(userAgent && { userAgent: userAgent.slice(0, 300) }),
  };
}

/** The address that the first trusted proxy reports; without proxies, that of the connection. */
function addressOf(remote: string | undefined, forwarded: string | string[] = '', trustedProxies: number) {
  if (remote !== undefined && (trustedProxies === 0 || forwarded === '')) return remote;
  // Each proxy appends the address that it sees. Entries further left are sent by the client and cannot be trusted.
  const hops = [
    ...String(forwarded)
      .split(',')
      .map((hop) => hop.trim()),
    remote,
  ].filter(Boolean);
  return hops.at(-1 - trustedProxies) ?? hops[0];
}
