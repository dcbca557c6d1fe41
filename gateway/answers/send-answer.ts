import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayContext } from '../context.ts';
import { encodingFor, sendEncoded } from '../http/compression.ts';
import { isKnown } from '../http/etag.ts';
import { graphqlResponse } from '../http/media-types.ts';
import type { HeaderList } from '../http/response-head.ts';
import { append, longestEnd } from './appendable.ts';
import type { EncodeAnswer } from './encoded-answers.ts';
import { factsOf, formsOf, type KeptAnswer } from './kept-answer.ts';
import { cachingHeaders, sharedVary, sharedVaryByLanguage, uncachedHeaders } from './shared-caching.ts';

/** A response that consists of a kept answer and extensions. */
export interface AnswerResponse {
  answer: KeptAnswer;
  /** The extensions for the client that sent the request. A response for all clients has only their `context`. */
  extensions: Record<string, unknown> | undefined;
  /** Whether the response is for every client: see `isForAll`. */
  isForAll: boolean;
  /** Whether the request names the language. Otherwise the response depends on `Accept-Language`. */
  isLanguageNamed: boolean;
  /** The headers of every response. */
  headers: HeaderList;
  contentType: string;
}

/**
 * Whether a request may be answered with a response that is the same for all clients of its market, and which other caches
 * may keep: a GET or HEAD without credentials, cookies and wishes for a report.
 */
export function isForAll({ method, headers }: IncomingMessage, { cacheUse, isService }: GatewayContext): boolean {
  const hasCredentials = headers.authorization !== undefined || headers.cookie !== undefined;
  return method !== 'POST' && !hasCredentials && !cacheUse.isReported && !isService;
}

/** Sends a kept answer, or 304 to a client that has it. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  sent: AnswerResponse,
  encode: EncodeAnswer,
): Promise<void> {
  const { answer, contentType, isForAll, isLanguageNamed } = sent;
  const { identity } = formsOf(answer.entry);
  const { context } = sent.extensions ?? {};
  const end = endOf(isForAll ? (context === undefined ? undefined : { context }) : sent.extensions);
  const encoding = encodingFor(request, identity.length);
  const forAll = isLanguageNamed ? sharedVary : sharedVaryByLanguage;
  const headers = [...sent.headers, 'vary', isForAll ? forAll : 'origin, accept-encoding'];
  if (isForAll) {
    const content = hash('sha256', factsOf(answer.entry).hash + end, 'base64url');
    // The media type is part of what the tag identifies (RFC 9110 §8.8.1).
    const tag = `"${content}-${encoding}${contentType === graphqlResponse ? '-graphql' : ''}"`;
    headers.push('etag', tag, ...cachingHeaders(answer.entry));
    if (isKnown(request, tag)) return void response.writeHead(304, headers).end();
  } else headers.push(...uncachedHeaders(request));
  headers.push('content-type', contentType);

  if (Buffer.byteLength(end) > longestEnd) {
    return sendEncoded(request, response, { status: 200, headers }, `${identity}${end}`);
  }
  const bytes = append(await encode(answer, encoding), end, encoding);
  // The client may have disconnected during the compression.
  if (response.destroyed) return;
  if (encoding !== 'identity') headers.push('content-encoding', encoding);
  response.writeHead(200, [...headers, 'content-length', String(bytes.length)]).end(bytes);
}

/** The end of a response, after its data. */
function endOf(extensions: object | undefined): string {
  return extensions === undefined ? '}' : `,"extensions":${JSON.stringify(extensions)}}`;
}
