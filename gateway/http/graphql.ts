import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { ErrorCode } from '#kit/graph/errors.ts';
import {
  headerMap,
  parseGraphqlBody,
  RequestRefusal,
  readGraphqlBody,
  sendRefusal,
} from '#kit/graph/server/graphql-http.ts';
import type { Handler } from '#kit/process/http/server.ts';
import type { GatewayContext } from '../context.ts';
import type { Entrance } from '../limits/entrance.ts';
import type { OpenRequests } from '../limits/open-requests.ts';
import type { RefusalPace } from '../limits/refusal-pace.ts';
import { retryAfterHeader, throttledRequest } from '../limits/throttled.ts';
import { acceptedEncodings, sendEncoded } from './compression.ts';
import { graphqlResponse, wantedOf } from './media-types.ts';
import { type Parameters, parametersOfBody, parametersOfSearch } from './parameters.ts';

export interface GraphqlOptions {
  server: ApolloServer<GatewayContext>;
  /** Throws a GraphQL error, with its HTTP status in `extensions.http`, for a request that is not let in. */
  context(request: IncomingMessage, response: ServerResponse): Promise<GatewayContext>;
  entrance: Entrance;
  open: OpenRequests;
  refusals: RefusalPace;
  /** The network that a request comes from. */
  networkOf(request: IncomingMessage): string;
  /** Bytes a body may have. */
  bodyLimit: number;
}

const methods = 'GET, HEAD, POST, OPTIONS';

/** Refuses a request of a network that has too many open, before anything of it is looked at. */
const tooManyOpen = refusalOf(
  throttledRequest(1_000, 'Too many of your requests wait for their answers; send fewer at once.'),
);

/**
 * Serves the graph by GraphQL over HTTP, September 2026. What is not a request of that specification is refused before
 * anything is planned, always as a GraphQL answer with a code. Answers without success say so in their media type too, and
 * are delayed where one network gets many.
 */
export function graphql(options: GraphqlOptions): Handler {
  const { server, context: contextOf, entrance, open, refusals, networkOf, bodyLimit } = options;

  const delayRefusal = async (request: IncomingMessage, response: ServerResponse, context?: GatewayContext) => {
    if (context?.isService) return;
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    await refusals.wait(networkOf(request), gone.signal);
  };

  return async (request, response) => {
    if (request.method === 'OPTIONS') return void response.writeHead(204, { allow: methods }).end();
    if (!open.admit(networkOf(request), response)) {
      await delayRefusal(request, response);
      return sendRefusal(response, tooManyOpen, graphqlResponse);
    }
    let context: GatewayContext | undefined;
    try {
      checkHead(request);
      const admitted = await contextOf(request, response);
      context = admitted;
      const parameters = await readParameters(request, admitted, entrance, bodyLimit);
      const headers = headerMap(request);
      // Apollo Server would refuse a GET for its content type, which has no meaning without a body.
      headers.delete('content-type');
      const isPost = request.method === 'POST';
      const answer = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: isPost ? 'POST' : 'GET',
          headers,
          search: isPost ? '' : searchOf(parameters),
          body: isPost ? parameters : undefined,
        },
        context: async () => admitted,
      });
      const status = answer.status ?? 200;
      if (status >= 300) answer.headers.set('content-type', graphqlResponse);
      if (status >= 400) await delayRefusal(request, response, context);
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      response.statusCode = status;
      await sendEncoded(request, response, answer.body.kind === 'complete' ? answer.body.string : '');
    } catch (error) {
      const refusal = error instanceof GraphQLError ? refusalOf(error) : error;
      if (!(refusal instanceof RequestRefusal)) throw error;
      await delayRefusal(request, response, context);
      const cost = context?.spending.report();
      sendRefusal(response, refusal, graphqlResponse, cost && { cost });
    }
  };
}

/** Refuses a request for its method and headers, before anything of its body is read. */
function checkHead(request: IncomingMessage): void {
  const { headers, method = '' } = request;
  if (!['GET', 'HEAD', 'POST'].includes(method)) {
    throw new RequestRefusal(405, 'BAD_REQUEST', 'The graph answers GET and POST.', { headers: { allow: methods } });
  }
  if (!wantedOf(headers.accept)) {
    const message =
      'Answers are of type application/graphql-response+json or application/json; `Accept` names neither.';
    throw new RequestRefusal(406, 'BAD_REQUEST', message);
  }
  if (acceptedEncodings(headers['accept-encoding']).length === 0) {
    throw new RequestRefusal(406, 'BAD_REQUEST', 'Answers are encoded by br, gzip or not at all; all are refused.');
  }
  if (method !== 'POST') {
    refuseForgery(request);
    return;
  }
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== '') {
    // RFC 9110 §15.5.16 has the answer say which encodings would do.
    const message = 'The request body must not be compressed.';
    throw new RequestRefusal(415, 'BAD_REQUEST', message, { headers: { 'accept-encoding': 'identity' } });
  }
  if (!isJson(headers['content-type'])) {
    throw new RequestRefusal(415, 'BAD_REQUEST', 'The request body must be of type application/json, in UTF-8.');
  }
}

/** Reads the parameters of a request, which is paid for where that or what follows is work: see `Entrance`. */
async function readParameters(
  request: IncomingMessage,
  context: GatewayContext,
  entrance: Entrance,
  bodyLimit: number,
): Promise<Parameters> {
  const { method = '', url = '/' } = request;
  let bytes = url.length;
  let parameters: Parameters;
  try {
    if (method === 'POST') {
      bytes = bodyLimit;
      const body = await readGraphqlBody(request, bodyLimit);
      bytes = body.length;
      await entrance.beforeBody(context, bytes);
      parameters = parametersOfBody(parseGraphqlBody(body));
    } else {
      const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
      parameters = parametersOfSearch(new URLSearchParams(search));
    }
  } catch (error) {
    // Throws THROTTLED instead where the viewer has no points left.
    if (error instanceof RequestRefusal) await entrance.beforeDocument(context, bytes, method);
    throw error;
  }
  await entrance.beforeDocument(context, bytes, method, parameters);
  return parameters;
}

/** The answer to a request that was not let in. */
function refusalOf({ message, extensions }: GraphQLError): RequestRefusal {
  const { http, code, ...more } = extensions as { http?: { status?: number }; code: ErrorCode; retryAfterMs?: number };
  const headers: Record<string, string> = {};
  if (more.retryAfterMs !== undefined) headers['retry-after'] = retryAfterHeader(more.retryAfterMs);
  return new RequestRefusal(http?.status ?? 400, code, message, { headers, extensions: more });
}

/** Whether a content type is JSON in UTF-8. Parameters that JSON does not have say nothing (RFC 8259 §11). */
function isJson(contentType = ''): boolean {
  const [type, ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charsets = parameters.filter((parameter) => /^charset\s*=/.test(parameter));
  return type === 'application/json' && charsets.every((charset) => /^charset\s*=\s*("utf-?8"|utf-?8)$/.test(charset));
}

/**
 * Against cross-site request forgery. A page of any site can make a browser send a GET with the visitor's cookies or
 * remembered credentials. Such a GET needs a header that browsers send only after a preflight. A GET without credentials
 * cannot act for the visitor; a bearer token is never sent by a browser by itself; and a POST has a content type that
 * needs a preflight.
 */
function refuseForgery({ headers }: IncomingMessage): void {
  const { cookie, authorization } = headers;
  if (cookie === undefined && (authorization === undefined || /^bearer\s/i.test(authorization))) return;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type && !simpleTypes.includes(type)) return;
  if (preflighted.some((name) => headers[name])) return;
  const message =
    'A GET with cookies or remembered credentials may have been forged by another site. Add the header `apollo-require-preflight: true`, or use POST.';
  throw new RequestRefusal(400, 'BAD_REQUEST', message);
}

/** Types of content that a page may send to another site without asking (Fetch standard, CORS-safelisted). */
const simpleTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/** Headers by which Apollo's clients show that a preflight has taken place. */
const preflighted = ['x-apollo-operation-name', 'apollo-require-preflight'];

function searchOf({ query, operationName, variables, extensions }: Parameters): string {
  const search = new URLSearchParams();
  if (query !== undefined) search.set('query', query);
  if (operationName !== undefined) search.set('operationName', operationName);
  if (variables) search.set('variables', JSON.stringify(variables));
  if (extensions) search.set('extensions', JSON.stringify(extensions));
  return `?${search}`;
}
