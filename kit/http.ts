import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';

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

/** Serves `handler` over HTTP/1.1. Rejects when the port is taken. */
export async function listen(handler: Handler, port: number, host: string): Promise<Listening> {
  const state = { closing: false };
  const server = createServer(
    { noDelay: true, keepAliveTimeout: 60_000, requestTimeout: 30_000 },
    async (request, response) => {
      if (state.closing) response.setHeader('connection', 'close');
      try {
        await handler(request, response);
      } catch {
        if (!response.headersSent) response.writeHead(500);
        response.end();
      }
    },
  );
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
