import type { IncomingMessage, ServerResponse } from 'node:http';

/** Thrown by a handler to end its request with this status and `{ status: message, reason }`. */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly reason: string | undefined;
  constructor(status: number, message: string, reason?: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** Responds with JSON, which no cache may store. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}

/** Responds with the status and the reason of a refusal. */
export function sendHttpRefusal(response: ServerResponse, { status, message, reason }: HttpRefusal): void {
  // The unread rest of a body would be parsed as the next request.
  if (!response.req.complete) response.setHeader('connection', 'close');
  sendJson(response, status, { status: message, reason });
}

/** The bytes of a request body. Throws `tooLarge` as soon as it exceeds `limit` bytes: by default a refusal with 413. */
export async function readBody(request: IncomingMessage, limit: number, tooLarge = payloadTooLarge): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  // Listeners, because an asynchronous iterator costs as much as the rest of a small request.
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) return void chunks.push(chunk);
      chunks.length = 0;
      // The response closes the connection, so the rest is not read.
      request.pause();
      reject(tooLarge(limit));
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new Error('The connection closed before the end of the request body.'));
    });
  });
}

/** A value from JSON, which is always UTF-8 (RFC 8259). Throws `notJson` for other bytes: by default a refusal with 400. */
export function parseJson(bytes: Uint8Array, notJson: () => Error = badJson): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw notJson();
  }
}

/** A request body in JSON. Throws a refusal with 413 above `limit` bytes, and with 400 when it is not JSON. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  return parseJson(await readBody(request, limit));
}

function payloadTooLarge(limit: number): Error {
  return new HttpRefusal(413, 'payload too large', `The request body must not exceed ${limit} bytes.`);
}

function badJson(): Error {
  return new HttpRefusal(400, 'bad request', 'The request body is not JSON in UTF-8.');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
