import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, type BaseContext, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { parseJson, readBody } from '../../process/http/json.ts';
import type { Handler } from '../../process/http/server.ts';
import { type ErrorCode, graphError } from '../errors.ts';

/**
 * The refusal of an HTTP request before it is parsed as GraphQL: the status and headers of the response, and its error.
 */
export class RequestRefusal extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;
  /** Further extensions of the error. */
  readonly extensions: Readonly<Record<string, unknown>>;
  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    { headers = {}, extensions = {} }: Partial<Pick<RequestRefusal, 'headers' | 'extensions'>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.extensions = extensions;
  }
}

/**
 * Handles requests with an Apollo Server by the GraphQL over HTTP specification. Bodies above `bodyLimit` bytes get 413
 * with PAYLOAD_TOO_LARGE; bodies that are not JSON get 400 with BAD_REQUEST. `context` receives the raw body.
 */
export function graphqlHandler<Context extends BaseContext>(
  server: ApolloServer<Context>,
  context: (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<Context>,
  bodyLimit: number,
): Handler {
  return async (request, response) => {
    try {
      const bytes = await readGraphqlBody(request, bodyLimit);
      const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
      const url = request.url ?? '/';
      const answer = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method ?? 'GET',
          headers: headerMap(request),
          search: url.includes('?') ? url.slice(url.indexOf('?')) : '',
          body: bytes.length > 0 && isJson ? parseGraphqlBody(bytes) : undefined,
        },
        context: () => context(request, response, bytes),
      });
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      response.statusCode = answer.status ?? 200;
      // The gateway never requests incremental delivery from a subgraph.
      response.end(answer.body.kind === 'complete' ? answer.body.string : undefined);
    } catch (error) {
      if (!(error instanceof RequestRefusal)) throw error;
      sendRefusal(response, error, 'application/json; charset=utf-8');
    }
  };
}

/** The bytes of a request body. Throws a GraphQL refusal with status 413 beyond `limit` bytes. */
export function readGraphqlBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const message = `The request body must not exceed ${limit} bytes.`;
  return readBody(request, limit, () => new RequestRefusal(413, 'PAYLOAD_TOO_LARGE', message));
}

/** A body in JSON. Throws a GraphQL refusal with status 400 when it is not JSON. */
export function parseGraphqlBody(bytes: Buffer): unknown {
  return parseJson(bytes, () => new RequestRefusal(400, 'BAD_REQUEST', 'The request body is not JSON in UTF-8.'));
}

/** The headers of a request in the form of Apollo Server. */
function headerMap({ headers }: IncomingMessage): HTTPGraphQLRequest['headers'] {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

/** Responds with a refusal as a GraphQL response with these `extensions`. */
export function sendRefusal(
  response: ServerResponse,
  refusal: RequestRefusal,
  contentType: string,
  extensions?: object,
): void {
  const error = graphError(refusal.code, refusal.message, refusal.extensions);
  const answer = { errors: [{ message: error.message, extensions: error.extensions }], extensions };
  // The unread rest of a body would be parsed as the next request.
  if (!response.req.complete) response.setHeader('connection', 'close');
  response.writeHead(refusal.status, { ...refusal.headers, 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(JSON.stringify(answer));
}
