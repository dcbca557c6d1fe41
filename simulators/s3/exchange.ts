import type { IncomingMessage, ServerResponse } from 'node:http';
import { openPayload, type Payload } from './payload.ts';
import type { Store } from './storage/store.ts';
import type { Target } from './target.ts';
import { toXml, type XmlValue } from './xml.ts';

/** An authorised request and its response. */
export interface Exchange extends Target {
  store: Store;
  region: string;
  request: IncomingMessage;
  response: ServerResponse;
  /** Maximum bytes of an object. */
  largestObject: number;
}

/** Opens the request body, of at most `limit` bytes. */
export function bodyOf({ request, headers }: Exchange, limit: number): Payload {
  // Keep the connection open when the body is refused half-way, because the error response still has to be sent.
  return openPayload(headers, request.iterator({ destroyOnReturn: false }), limit);
}

/** Sends a response without a body. */
export function sendEmpty({ response }: Exchange, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, status === 204 ? headers : { 'content-length': '0', ...headers });
  response.end();
}

/** Sends an XML document with status 200. */
export function sendXml({ response }: Exchange, root: string, children: Record<string, XmlValue>): void {
  const body = Buffer.from(toXml(root, children));
  response.writeHead(200, { 'content-type': 'application/xml', 'content-length': body.length });
  response.end(body);
}
