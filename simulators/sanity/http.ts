import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { httpRefusal, Refusal } from './errors.ts';

/** Answers one request; what it throws becomes the answer. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A listening server. */
export interface Serving {
  /** Refuses new connections, lets running requests finish, and resolves when the last connection is gone. */
  close(): Promise<void>;
}

/**
 * Serves on 127.0.0.1 only. A Refusal becomes the answer it describes; any other error is given to `report` and
 * becomes a plain 500.
 */
export async function serve(handler: Handler, port: number, report: (error: unknown) => void): Promise<Serving> {
  const server = createServer({ noDelay: true, keepAliveTimeout: 60_000 }, async (request, response) => {
    // A stream that ends as the server closes leaves a connection that nobody would use again.
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    if (!server.listening) response.setHeader('connection', 'close');
    try {
      await handler(request, response);
    } catch (error) {
      if (!(error instanceof Refusal)) report(error);
      if (response.headersSent) response.destroy();
      else refuse(response, error);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        setTimeout(() => server.closeAllConnections(), 5_000).unref();
      }),
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

/** The whole body. Throws a Refusal (413) as soon as it exceeds `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw httpRefusal(413, 'Payload Too Large', `The body must not exceed ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as a JSON object. Throws a Refusal when it is too large (413) or something else (400). */
export async function readJson(request: IncomingMessage, limit: number): Promise<Record<string, unknown>> {
  const text = (await readBody(request, limit)).toString();
  const value = parseJson(text, 'The body');
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw httpRefusal(400, 'Bad Request', 'The body is not a JSON object');
}

/** A JSON value. Throws a Refusal (400) that calls the text by its name. */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw httpRefusal(400, 'Bad Request', `${name} is not JSON`);
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  const unexpected = httpRefusal(500, 'Internal Server Error', 'An internal server error occurred');
  const { status, body } = error instanceof Refusal ? error : unexpected;
  // The rest of an oversized body is not read, so the connection cannot serve another request.
  if (status === 413) response.setHeader('connection', 'close');
  sendJson(response, status, body);
}
