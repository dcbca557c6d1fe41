import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Handler, sendJson } from '#kit/process/http/http.ts';
import { httpError, SanityError } from './errors.ts';

/** Wraps a handler: a SanityError is sent as it is; any other error is given to `onError` and sent as a plain 500. */
export function withErrorResponses(handler: Handler, onError: (error: unknown) => void): Handler {
  return async (request, response) => {
    try {
      await handler(request, response);
    } catch (error) {
      if (!(error instanceof SanityError)) onError(error);
      if (response.headersSent) response.destroy();
      else sendError(response, error);
    }
  };
}

/** The whole body. Throws a SanityError (413) as soon as it exceeds `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw httpError(413, 'Payload Too Large', `The body must not exceed ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as a JSON object. Throws a SanityError when it is too large (413) or not a JSON object (400). */
export async function readJson(request: IncomingMessage, limit: number): Promise<Record<string, unknown>> {
  const text = (await readBody(request, limit)).toString();
  const value = parseJson(text, 'The body');
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw httpError(400, 'Bad Request', 'The body is not a JSON object');
}

/** Parses JSON. Throws a SanityError (400) that names the text by `name`. */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw httpError(400, 'Bad Request', `${name} is not JSON`);
  }
}

function sendError(response: ServerResponse, error: unknown): void {
  const unexpected = httpError(500, 'Internal Server Error', 'An internal server error occurred');
  const { status, body } = error instanceof SanityError ? error : unexpected;
  // The rest of an oversized body is not read, so the connection cannot serve another request.
  if (status === 413) response.setHeader('connection', 'close');
  sendJson(response, status, body);
}
