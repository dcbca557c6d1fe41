import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, type BaseContext, HeaderMap } from '@apollo/server';
import { graphError } from './errors.ts';
import { type Handler, sendJson } from './http.ts';

/**
 * Runs requests through an Apollo Server by the GraphQL over HTTP specification. Bodies above `bodyLimit` bytes get
 * 413 with PAYLOAD_TOO_LARGE, bodies that are no JSON get 400 with BAD_REQUEST. `context` sees the body as it came.
 */
export function graphqlHandler<Context extends BaseContext>(
  server: ApolloServer<Context>,
  context: (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<Context>,
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
      context: () => context(request, response, body.bytes),
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
async function readJson(request: IncomingMessage, limit: number): Promise<{ bytes: Buffer; json: unknown } | Refusal> {
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
  const bytes = Buffer.concat(chunks, length);
  if (length === 0 || !isJson) return { bytes, json: undefined };
  try {
    return { bytes, json: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return new Refusal(400, 'BAD_REQUEST', 'The request body is not JSON.');
  }
}
