import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody as readBytes, sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
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
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const message = `The body must not exceed ${limit} bytes`;
  return readBytes(request, limit, () => httpError(413, 'Payload Too Large', message));
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
  // Discards the rest of an oversized body, so that the client finishes sending and reads the response.
  response.req.resume();
  sendJson(response, status, body);
}
