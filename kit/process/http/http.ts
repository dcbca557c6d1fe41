import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { type Cut, ordinaryLimits, type ServerLimits } from './limits.ts';
import { endSlowReaders } from './slow-readers.ts';
import { limitSockets } from './sockets.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A listening server. */
export interface Listening {
  /** Where it answers: `http://127.0.0.1:4001`. */
  url: string;
  /**
   * Stops in order: no new connections, running requests are finished, and connections still open are told to close
   * with their next answer or after `grace` milliseconds.
   */
  close(grace?: number): Promise<void>;
}

/** How a server treats its clients. */
export interface ListenOptions {
  /** Where they differ from the ordinary limits. */
  limits?: Partial<ServerLimits>;
  /** Called for each connection that the limits end. */
  cut?(reason: Cut): void;
}

/**
 * Serves `handler` over HTTP/1.1, within the limits. Rejects when the port is taken. `handler` sees every request target in its
 * origin form: `/path?query`.
 */
export async function listen(
  handler: Handler,
  port: number,
  host: string,
  { limits: given = {}, cut = () => {} }: ListenOptions = {},
): Promise<Listening> {
  const state = { closing: false };
  const limits = { ...ordinaryLimits, ...given };
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
      try {
        if (!takeOriginForm(request)) return void response.writeHead(400, { connection: 'close' }).end();
        await handler(request, response);
      } catch {
        if (!response.headersSent) response.writeHead(500);
        response.end();
      }
    },
  );
  limitSockets(server, limits, cut);
  const endWatch = endSlowReaders(server, limits, cut);
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
      return drain(server, grace);
    },
  };
}

/**
 * Brings a request target into its origin form. One in absolute form (RFC 9112 §3.2.2) replaces the Host header by its own authority.
 * False for a target that is neither, and for one that begins with two slashes, which URL parsers take for a host.
 */
function takeOriginForm(request: IncomingMessage): boolean {
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

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Answers that the process is ready once `check` resolves, or else 503 with what is `away`. */
export async function sendReadiness(response: ServerResponse, check: Promise<unknown>, away: string): Promise<void> {
  const isReady = await check.then(
    () => true,
    () => false,
  );
  sendJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : away });
}

/**
 * `http.Server.close` would drop idle connections at once, and with them the request a client is just sending.
 * So the listening socket closes first; connections end with their next answer, and the idle ones after the grace.
 */
async function drain(server: Server, grace: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => resolve());
  });
  const idle = setTimeout(() => server.closeIdleConnections(), grace);
  const all = setTimeout(() => server.closeAllConnections(), grace + 10_000);
  await closed;
  clearTimeout(idle);
  clearTimeout(all);
}
