import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { headerMap, parseJson, RequestRefusal, readBody, sendRefusal } from '#kit/graphql-http.ts';
import type { Handler } from '#kit/http.ts';
import type { GatewayContext } from '../context.ts';
import { acceptedEncodings, sendEncoded } from './compression.ts';
import { graphqlResponse, wantedOf } from './media-types.ts';
import { type Parameters, parametersOfBody, parametersOfSearch } from './parameters.ts';

export interface GraphqlOptions {
  server: ApolloServer<GatewayContext>;
  context(request: IncomingMessage, response: ServerResponse): Promise<GatewayContext>;
  /** Bytes a body may have. */
  bodyLimit: number;
}

const methods = 'GET, HEAD, POST, OPTIONS';

/**
 * Serves the graph by GraphQL over HTTP, September 2026. What is not a request of that specification is refused before
 * anything is planned, always as a GraphQL answer with a code. Answers without success say so in their media type too.
 */
export function graphql({ server, context, bodyLimit }: GraphqlOptions): Handler {
  return async (request, response) => {
    if (request.method === 'OPTIONS') return void response.writeHead(204, { allow: methods }).end();
    try {
      const parameters = await readRequest(request, bodyLimit);
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
        context: () => context(request, response),
      });
      const status = answer.status ?? 200;
      if (status >= 300) answer.headers.set('content-type', graphqlResponse);
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      response.statusCode = status;
      await sendEncoded(request, response, answer.body.kind === 'complete' ? answer.body.string : '');
    } catch (error) {
      if (!(error instanceof RequestRefusal)) throw error;
      sendRefusal(response, error, graphqlResponse);
    }
  };
}

async function readRequest(request: IncomingMessage, bodyLimit: number): Promise<Parameters> {
  const { headers, method = '', url = '/' } = request;
  if (!['GET', 'HEAD', 'POST'].includes(method)) {
    throw new RequestRefusal(405, 'BAD_REQUEST', 'The graph answers GET and POST.', { allow: methods });
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
    return parametersOfSearch(new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?')) : ''));
  }
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== '') {
    // RFC 9110 §15.5.16 has the answer say which encodings would do.
    const message = 'The request body must not be compressed.';
    throw new RequestRefusal(415, 'BAD_REQUEST', message, { 'accept-encoding': 'identity' });
  }
  if (!isJson(headers['content-type'])) {
    throw new RequestRefusal(415, 'BAD_REQUEST', 'The request body must be of type application/json, in UTF-8.');
  }
  return parametersOfBody(parseJson(await readBody(request, bodyLimit)));
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
