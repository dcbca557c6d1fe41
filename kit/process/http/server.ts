import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { HttpRefusal, sendHttpRefusal } from './json.ts';
import { type DropReason, ordinaryLimits, type ServerLimits } from './limits.ts';
import { endSlowReaders } from './slow-readers.ts';
import { limitSockets } from './sockets.ts';

/** Handles one request. It may throw an `HttpRefusal`; any other error becomes a 500. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A listening server. */
export interface Listening {
  /** Its address: `http://127.0.0.1:4001`. */
  url: string;
  /**
   * Shuts down gracefully: accepts no new connections and completes running requests. Open connections close with their
   * next response, or when they are idle after `grace` milliseconds.
   */
  close(grace?: number): Promise<void>;
}

export interface ListenOptions {
  /** Limits that differ from the default. */
  limits?: Partial<ServerLimits>;
  /** Called for each connection that a limit closes. */
  onDrop?(reason: DropReason): void;
  /** Called for each unexpected error of a handler, unless the client has disconnected. */
  onError?(error: unknown): void;
}

/**
 * Serves `handler` over HTTP/1.1, within the limits. Rejects when the port is in use. `handler` sees every request target
 * in origin form: `/path?query`.
 */
export async function listen(
  handler: Handler,
  port: number,
  host: string,
  { limits: changedLimits = {}, onDrop = () => {}, onError = () => {} }: ListenOptions = {},
): Promise<Listening> {
  const state = { closing: false, isGraceOver: false };
  const limits = { ...ordinaryLimits, ...changedLimits };
  const server = createServer(
    {
      noDelay: true,
      keepAliveTimeout: limits.idleTimeout,
      headersTimeout: limits.headTimeout,
      requestTimeout: limits.requestTimeout,
      connectionsCheckingInterval: Math.min(1_000, limits.headTimeout),
    },
    async (request, response) => {
      if (state.closing) response.setHeader('connection', 'close');
      // A response that began before the shutdown leaves its connection open.
      response.once('close', () => {
        if (state.isGraceOver) setImmediate(() => server.closeIdleConnections());
      });
      try {
        if (!toOriginForm(request)) return void response.writeHead(400, { connection: 'close' }).end();
        await handler(request, response);
      } catch (error) {
        if (error instanceof HttpRefusal && !response.headersSent) return sendHttpRefusal(response, error);
        if (!isAborted(request, response)) onError(error);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      }
    },
  );
  limitSockets(server, limits, onDrop);
  const endWatch = endSlowReaders(server, limits, onDrop);
  server.once('close', endWatch);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    close: (grace = 1_000) => {
      state.closing = true;
      return drain(server, grace, () => {
        state.isGraceOver = true;
      });
    },
  };
}

function isAborted(request: IncomingMessage, response: ServerResponse): boolean {
  return (request.destroyed && !request.complete) || (response.closed && !response.writableFinished);
}

/**
 * Changes a request target to origin form. The authority of an absolute form (RFC 9112 §3.2.2) replaces the Host header.
 * Returns false for any other target, and for a path that begins with two slashes, because URL parsers read a host there.
 */
function toOriginForm(request: IncomingMessage): boolean {
  const { url = '', method } = request;
  if (url.startsWith('/')) return !url.startsWith('//');
  if (url === '*') return method === 'OPTIONS';
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  const { host, pathname, search, username, password } = new URL(url);
  if (username || password || pathname.startsWith('//')) return false;
  request.headers.host = host;
  request.url = pathname + search;
  return true;
}

/**
 * `http.Server.close` closes idle connections at once, and loses requests that clients send at that moment.
 * So only the listening socket closes first, and idle connections after `grace` milliseconds.
 */
async function drain(server: Server, grace: number, graceEnds: () => void): Promise<void> {
  await acceptWaiting(server);
  const closed = new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => resolve());
  });
  const idle = setTimeout(() => {
    graceEnds();
    server.closeIdleConnections();
  }, grace);
  const all = setTimeout(() => server.closeAllConnections(), grace + 10_000);
  await closed;
  clearTimeout(idle);
  clearTimeout(all);
}

/**
 * Accepts the connections that wait in the system's queue: their requests may have been sent already, and closing the
 * socket would reset them. Each turn of the event loop accepts at least one.
 */
async function acceptWaiting(server: Server): Promise<void> {
  let accepted = 0;
  const count = () => {
    accepted += 1;
  };
  server.on('connection', count);
  // No longer than the queue is by default, also where clients go on connecting.
  for (let turn = 0; turn <= accepted && turn < 511; turn += 1) await nextTurn();
  server.off('connection', count);
}
