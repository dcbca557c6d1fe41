import type { IncomingMessage, ServerResponse } from 'node:http';
import { openPayload, type Payload } from './payload.ts';
import type { Caller } from './signature.ts';
import type { Store } from './storage/store.ts';
import type { Target } from './target.ts';
import { toXml, type XmlValue } from './xml.ts';

/** A request whose sender is known, and the means to answer it. */
export interface Exchange extends Target {
  caller: Caller;
  store: Store;
  region: string;
  request: IncomingMessage;
  response: ServerResponse;
  /** Bytes an object, or a part of one, may have. */
  largestObject: number;
}

/** The request's body, of at most `limit` bytes. */
export function bodyOf({ request, headers }: Exchange, limit: number): Payload {
  // A body that is refused half-way must not take the connection, and with it the answer, along.
  return openPayload(headers, request.iterator({ destroyOnReturn: false }), limit);
}

/** Answers without a body. */
export function sendEmpty({ response }: Exchange, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, status === 204 ? headers : { 'content-length': '0', ...headers });
  response.end();
}

/** Answers with a document of S3. */
export function sendXml({ response }: Exchange, root: string, children: Record<string, XmlValue>): void {
  const body = Buffer.from(toXml(root, children));
  response.writeHead(200, { 'content-type': 'application/xml', 'content-length': body.length });
  response.end(body);
}
