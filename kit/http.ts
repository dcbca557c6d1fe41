import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { type ApolloServer, type BaseContext, HeaderMap } from '@apollo/server';
import { graphError } from './errors.ts';

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

/**
 * Runs requests through an Apollo Server by the GraphQL over HTTP specification. Bodies above `bodyLimit` bytes get
 * 413 with PAYLOAD_TOO_LARGE, bodies that are no JSON get 400 with BAD_REQUEST.
 */
export function graphqlHandler<Context extends BaseContext>(
  server: ApolloServer<Context>,
  context: (request: IncomingMessage, response: ServerResponse) => Promise<Context>,
  bodyLimit: number,
): Handler {
  return async (request, response) => {
    const body = await readJson(request, bodyLimit);
    if (body instanceof Refusal) {
      const { message, extensions } = graphError(body.code, body.message);
      response.setHeader('connection', 'close');
      return sendJson(response, body.status, { errors: [{ message, extensions }] });
    }
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers)) {
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
    }
    const url = request.url ?? '/';
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? 'GET',
        headers,
        search: url.includes('?') ? url.slice(url.indexOf('?')) : '',
        body: body.json,
      },
      context: () => context(request, response),
    });
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.statusCode = answer.status ?? 200;
    if (answer.body.kind === 'complete') {
      response.end(answer.body.string);
      return;
    }
    for await (const chunk of answer.body.asyncIterator) response.write(chunk);
    response.end();
  };
}

class Refusal {
  readonly status: 400 | 413;
  readonly code: 'BAD_REQUEST' | 'PAYLOAD_TOO_LARGE';
  readonly message: string;
  constructor(status: 400 | 413, code: 'BAD_REQUEST' | 'PAYLOAD_TOO_LARGE', message: string) {
    this.status = status;
    this.code = code;
    this.message = message;
  }
}

/** The body as JSON; undefined where there is none or it is declared as something else, which Apollo Server refuses itself. */
async function readJson(request: IncomingMessage, limit: number): Promise<{ json: unknown } | Refusal> {
  const tooLarge = new Refusal(413, 'PAYLOAD_TOO_LARGE', `The request body must not exceed ${limit} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return tooLarge;
    chunks.push(chunk);
  }
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  if (length === 0 || !isJson) return { json: undefined };
  try {
    return { json: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return new Refusal(400, 'BAD_REQUEST', 'The request body is not JSON.');
  }
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
