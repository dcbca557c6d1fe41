import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Market, readMarket } from '#kit/market.ts';
import type { Client } from '#kit/seal.ts';
import { anonymous, type Viewer } from '#kit/viewer.ts';

/** What one client request carries through the gateway. Nothing of the client's headers reaches a subgraph but through this. */
export interface GatewayContext {
  /** In every log line, in the `x-request-id` header of the answer, and sent to every subgraph. */
  requestId: string;
  viewer: Viewer;
  /** The market that was asked for. */
  market: Market;
  client: Client;
  /** The market that was answered for, as the commerce subgraph reports it. */
  answered: Market;
  /** When the time for the whole request is up, by `performance.now()`. */
  deadline: number;
  /** Aborts when the client has gone away. */
  signal: AbortSignal;
}

/**
 * The context of a request that has `timeout` milliseconds. Throws BAD_USER_INPUT, HTTP status 400, for a malformed
 * market.
 */
export function createContext(request: IncomingMessage, response: ServerResponse, timeout: number): GatewayContext {
  const gone = new AbortController();
  // Every fetch of the request listens, and a page may have dozens; Node would suspect a leak at eleven.
  setMaxListeners(0, gone.signal);
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return {
    requestId: String(response.getHeader('x-request-id')),
    viewer: anonymous,
    market: readMarket((name) => request.headers[name]?.toString()),
    client: clientOf(request),
    answered: {},
    deadline: performance.now() + timeout,
    signal: gone.signal,
  };
}

/** The client's own `x-request-id` if it is short and plain, so that its logs and ours can be joined; else a new UUID. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

function clientOf({ headers, socket }: IncomingMessage): Client {
  const { origin, 'user-agent': userAgent } = headers;
  return {
    ...(socket.remoteAddress && { address: socket.remoteAddress }),
    ...(origin && { origin }),
    ...(userAgent && { userAgent: userAgent.slice(0, 300) }),
  };
}
