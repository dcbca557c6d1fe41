import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { type ErrorCode, maskError } from '#kit/graph/errors.ts';
import { parseGraphqlBody, RequestRefusal, readGraphqlBody, sendRefusal } from '#kit/graph/server/graphql-http.ts';
import type { EncodeAnswer } from '../answers/encoded-answers.ts';
import { isForAll, sendAnswer } from '../answers/send-answer.ts';
import { uncachedHeaders } from '../answers/shared-caching.ts';
import type { CreateContext, GatewayContext } from '../context.ts';
import type { Pipeline } from '../execution/pipeline.ts';
import { stringifyResponse } from '../execution/response/raw-data.ts';
import type { AdmissionControl } from '../limits/admission.ts';
import type { CostReport } from '../limits/cost-account.ts';
import type { OpenRequests } from '../limits/open-requests.ts';
import type { RejectionDelay } from '../limits/rejection-delay.ts';
import { retryAfterHeader, throttledRequest } from '../limits/throttled.ts';
import { acceptedEncodings, sendEncoded } from './compression.ts';
import { Disconnection } from './disconnection.ts';
import { graphqlResponse, negotiated, type Wanted, wantedOf } from './media-types.ts';
import { type Parameters, parametersOfBody, parametersOfSearch } from './parameters.ts';
import { type HeaderList, setHeaders } from './response-head.ts';

export interface GraphqlOptions {
  run: Pipeline;
  encodeAnswer: EncodeAnswer;
  createContext: CreateContext;
  admission: AdmissionControl;
  openRequests: OpenRequests;
  rejectionDelay: RejectionDelay;
  /** The network of the client. */
  networkOf(request: IncomingMessage): string;
  /** The maximum size of a request body in bytes. */
  bodyLimit: number;
}

const methods = 'GET, HEAD, POST, OPTIONS';

/** The response to a network with too many open requests. Nothing of the request is read. */
const tooManyOpen = refusalOf(
  throttledRequest(1_000, 'Too many concurrent requests from this network. Send fewer at the same time.'),
);

/** Handles a request to the graph. `head`: the headers of every response. */
export type GraphqlHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  head: { requestId: string; headers: HeaderList },
) => Promise<void>;

/**
 * Serves GraphQL over HTTP, September 2026. A request that violates the specification is rejected before it is planned,
 * with a GraphQL error that has a code. Rejections have the media type `application/graphql-response+json`, and are
 * delayed for a network that receives many.
 */
export function graphql(options: GraphqlOptions): GraphqlHandler {
  const { run, encodeAnswer, createContext, admission, openRequests, rejectionDelay, networkOf, bodyLimit } = options;

  const delayRejection = async (
    request: IncomingMessage,
    response: ServerResponse,
    context?: Pick<GatewayContext, 'isService'>,
  ) => {
    if (context?.isService) return;
    await rejectionDelay.wait(networkOf(request), new Disconnection(response).signal);
  };

  const refuse = (response: ServerResponse, refusal: RequestRefusal, headers: HeaderList, cost?: CostReport) => {
    setHeaders(response, [...headers, 'vary', 'origin']);
    sendRefusal(response, refusal, graphqlResponse, cost && { cost });
  };

  return async (request, response, { requestId, headers }) => {
    if (request.method === 'OPTIONS') {
      response.writeHead(204, [...headers, 'vary', 'origin', 'cache-control', 'no-store', 'allow', methods]).end();
      return;
    }
    if (!openRequests.admit(networkOf(request), response)) {
      await delayRejection(request, response);
      return refuse(response, tooManyOpen, headers);
    }
    let context: GatewayContext | undefined;
    try {
      const wanted = checkHead(request);
      context = await createContext(request, response, requestId);
      const method = request.method === 'POST' ? 'POST' : 'GET';
      const parameters = await readParameters(request, method, context, admission, bodyLimit);
      const ran = await run(method, parameters, context).catch(unexpected);
      const { result } = ran;
      const { status, contentType } = negotiated(wanted, {
        hasData: result.data !== undefined,
        hasErrors: result.errors !== undefined,
        status: ran.status,
      });
      if (status >= 400) await delayRejection(request, response, context);
      const { answer, isLanguageNamed } = context.cacheUse;
      if (answer && !result.errors) {
        const isForAllClients = isForAll(request, context);
        const { extensions } = result;
        const sent = { answer, headers, contentType, extensions, isForAll: isForAllClients, isLanguageNamed };
        return await sendAnswer(request, response, sent, encodeAnswer);
      }
      const head = { status, headers: headersOf(request, headers, ran.headers, contentType) };
      await sendEncoded(request, response, head, stringifyResponse(result));
    } catch (error) {
      const refusal = error instanceof GraphQLError ? refusalOf(error) : error;
      if (!(refusal instanceof RequestRefusal)) {
        if (!response.headersSent) setHeaders(response, headers);
        throw error;
      }
      await delayRejection(request, response, context);
      refuse(response, refusal, headers, context?.costAccount.report());
    }
  };
}

/** Refuses a request after an unexpected error, which is logged. */
function unexpected(): never {
  throw new RequestRefusal(500, 'INTERNAL_SERVER_ERROR', maskError({ message: '' }).message);
}

/** The headers of a response: those of every response, and those that Apollo Server set. */
function headersOf(
  request: IncomingMessage,
  common: HeaderList,
  set: ReadonlyMap<string, string>,
  contentType: string,
): HeaderList {
  const headers = [...common, 'vary', 'origin, accept-encoding', 'content-type', contentType];
  if (!set.has('cache-control')) headers.push(...uncachedHeaders(request));
  for (const [name, value] of set) headers.push(name, value);
  return headers;
}

/** Rejects a request for its method or headers, before its body is read. Returns the media type of its response. */
function checkHead(request: IncomingMessage): Wanted {
  const { headers, method = '' } = request;
  if (!['GET', 'HEAD', 'POST'].includes(method)) {
    throw new RequestRefusal(405, 'BAD_REQUEST', 'The allowed methods are GET and POST.', {
      headers: { allow: methods },
    });
  }
  const wanted = wantedOf(headers.accept);
  if (!wanted) {
    const message = 'The header `Accept` must allow application/graphql-response+json or application/json.';
    throw new RequestRefusal(406, 'BAD_REQUEST', message);
  }
  if (acceptedEncodings(headers['accept-encoding']).length === 0) {
    throw new RequestRefusal(406, 'BAD_REQUEST', 'The header `Accept-Encoding` must allow br, gzip or identity.');
  }
  if (method !== 'POST') {
    rejectForgery(request);
    return wanted;
  }
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== '') {
    // RFC 9110 §15.5.16: the response lists the accepted encodings.
    const message = 'The request body must not be compressed.';
    throw new RequestRefusal(415, 'BAD_REQUEST', message, { headers: { 'accept-encoding': 'identity' } });
  }
  if (!isJson(headers['content-type'])) {
    throw new RequestRefusal(415, 'BAD_REQUEST', 'The request body must be of type application/json, in UTF-8.');
  }
  return wanted;
}

/** Reads the parameters of a request and charges it: see `AdmissionControl`. */
async function readParameters(
  request: IncomingMessage,
  method: 'GET' | 'POST',
  context: GatewayContext,
  admission: AdmissionControl,
  bodyLimit: number,
): Promise<Parameters> {
  const { url = '/' } = request;
  let bytes = url.length;
  let parameters: Parameters;
  try {
    if (method === 'POST') {
      bytes = bodyLimit;
      const body = await readGraphqlBody(request, bodyLimit);
      bytes = body.length;
      await admission.beforeBody(context, bytes);
      parameters = parametersOfBody(parseGraphqlBody(body));
    } else {
      const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
      parameters = parametersOfSearch(new URLSearchParams(search));
    }
  } catch (error) {
    // Throws THROTTLED instead if the client has no points left.
    if (error instanceof RequestRefusal) await admission.beforeDocument(context, bytes, method);
    throw error;
  }
  await admission.beforeDocument(context, bytes, method, parameters);
  return parameters;
}

/** The rejection for an error that was thrown before the operation ran. */
function refusalOf({ message, extensions }: GraphQLError): RequestRefusal {
  const { http, code, ...more } = extensions as { http?: { status?: number }; code: ErrorCode; retryAfterMs?: number };
  const headers: Record<string, string> = {};
  if (more.retryAfterMs !== undefined) headers['retry-after'] = retryAfterHeader(more.retryAfterMs);
  if (code === 'UNAUTHENTICATED') headers['www-authenticate'] = 'Bearer error="invalid_token"';
  return new RequestRefusal(http?.status ?? 400, code, message, { headers, extensions: more });
}

/** Whether a content type is JSON in UTF-8. Other parameters are ignored (RFC 8259 §11). */
function isJson(contentType = ''): boolean {
  if (contentType === 'application/json') return true;
  const [type, ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charsets = parameters.filter((parameter) => /^charset\s*=/.test(parameter));
  return type === 'application/json' && charsets.every((charset) => /^charset\s*=\s*("utf-?8"|utf-?8)$/.test(charset));
}

/**
 * Against cross-site request forgery. A page of any site can make a browser send a GET with the user's cookies or
 * stored credentials. Such a GET needs a header that browsers send only after a preflight. A GET without credentials
 * cannot act for the user; browsers never add a bearer token by themselves; and a POST has a content type that needs a
 * preflight.
 */
function rejectForgery({ headers }: IncomingMessage): void {
  const { cookie, authorization } = headers;
  if (cookie === undefined && (authorization === undefined || /^bearer\s/i.test(authorization))) return;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type && !simpleTypes.includes(type)) return;
  if (preflighted.some((name) => headers[name])) return;
  const message =
    'A GET with cookies or stored credentials may be a cross-site request forgery. Add the header `apollo-require-preflight: true`, or use POST.';
  throw new RequestRefusal(400, 'BAD_REQUEST', message);
}

/** The content types that a page may send to another site without a preflight (Fetch standard, CORS-safelisted). */
const simpleTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/** Headers that Apollo's clients send to require a preflight. */
const preflighted = ['x-apollo-operation-name', 'apollo-require-preflight'];
