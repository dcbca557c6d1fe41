import { type Dimension, dimensions, dimensionsOf, type Freshness, tagsOf } from './cacheable.ts';
import type { Visitor } from './visitor.ts';

/** An answer in the cache. */
export interface Stored {
  response: Response;
  freshness: Freshness;
  /** The position of the purge log before the answer was requested. */
  position: number;
  tags: string[];
  /** The age of the answer in seconds. */
  age: number;
}

/** The headers in which the cache keeps what it needs to know. The visitor does not receive them. */
const own = {
  freshness: 'x-edge-freshness',
  position: 'x-edge-position',
  storedAt: 'x-edge-stored-at',
  dimensions: 'x-edge-dimensions',
  cacheControl: 'x-edge-cache-control',
  vary: 'x-edge-vary',
  encoding: 'x-edge-encoding',
} as const;

/** Headers that belong to one request or one connection. */
const transient = [
  'x-request-id',
  'age',
  'date',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'cf-cache-status',
  'content-encoding',
  'content-length',
];

/** The answer under a key, if there is one. Cloudflare's cache of this location may forget any answer. */
export async function readStored(key: string, visitor: Visitor): Promise<Stored | undefined> {
  const first = await caches.default.match(await requestFor(key));
  if (!first) return undefined;
  const by = first.headers.get(own.dimensions);
  // The answers vary by dimensions: under the key is only the list of these.
  const response = by === null ? first : await caches.default.match(await requestFor(variantKey(key, by, visitor)));
  if (!response) return undefined;
  const [maxAge = 0, staleWhileRevalidate = 0, staleIfError = 0] = numbers(response.headers.get(own.freshness));
  const [storedAt = 0] = numbers(response.headers.get(own.storedAt));
  const [position = 0] = numbers(response.headers.get(own.position));
  return {
    response,
    freshness: { maxAge, staleWhileRevalidate, staleIfError },
    position,
    tags: tagsOf(response),
    age: Math.max(0, Math.floor((Date.now() - storedAt) / 1_000)),
  };
}

/** Stores an answer, for as long as it may be of use. `position`: of the purge log before the answer was requested. */
export async function store(
  key: string,
  visitor: Visitor,
  response: Response,
  { freshness, position }: Pick<Stored, 'freshness' | 'position'>,
): Promise<void> {
  const { maxAge, staleWhileRevalidate, staleIfError } = freshness;
  const initialAge = Number(response.headers.get('age') ?? 0) || 0;
  // The bytes without their encoding: a stored body is read back without being decoded.
  const bytes = await response.arrayBuffer();
  const isEncoded = response.headers.has('content-encoding');
  const body = isEncoded ? new Response(bytes).body?.pipeThrough(new CompressionStream('gzip')) : bytes;
  const kept = new Response(body, { headers: response.headers });
  for (const name of transient) kept.headers.delete(name);
  const life = `max-age=${maxAge + Math.max(staleWhileRevalidate, staleIfError)}`;
  // The Cache API drops an answer after its max-age, and does not store what varies by `*`; the key is ours.
  kept.headers.set(own.cacheControl, response.headers.get('cache-control') ?? '');
  kept.headers.set(own.vary, response.headers.get('vary') ?? '');
  kept.headers.set('cache-control', life);
  kept.headers.delete('vary');
  if (isEncoded) {
    kept.headers.set(own.encoding, 'gzip');
    // Other bytes than those that the gateway has named (RFC 9110 §8.8.1).
    const etag = response.headers.get('etag');
    if (etag) kept.headers.set('etag', etag.replace(/^(?!W\/)/, 'W/'));
  }
  kept.headers.set(own.freshness, [maxAge, staleWhileRevalidate, staleIfError].join(' '));
  kept.headers.set(own.position, String(position));
  kept.headers.set(own.storedAt, String(Date.now() - initialAge * 1_000));
  const by = dimensionsOf(response);
  if (by.length === 0) return caches.default.put(await requestFor(key), kept);
  const list = by.join(' ');
  await caches.default.put(await requestFor(variantKey(key, list, visitor)), kept);
  const headers = { 'cache-control': life, [own.dimensions]: list };
  await caches.default.put(await requestFor(key), new Response(null, { headers }));
}

/** An answer as the gateway has sent it, in gzip where the gateway has compressed it. */
export function originalResponse(stored: Stored): Response {
  const { body, headers } = stored.response;
  const encoding = headers.get(own.encoding);
  if (!encoding) return new Response(body, { headers: originalHeaders(stored) });
  const encoded = originalHeaders(stored);
  encoded.set('content-encoding', encoding);
  return new Response(body, { headers: encoded, encodeBody: 'manual' });
}

function originalHeaders({ response }: Stored): Headers {
  const headers = new Headers();
  for (const [name, value] of response.headers)
    if (!name.startsWith('x-edge-') && !name.startsWith('cf-')) headers.append(name, value);
  headers.set('cache-control', response.headers.get(own.cacheControl) ?? '');
  const vary = response.headers.get(own.vary);
  if (vary) headers.set('vary', vary);
  return headers;
}

function variantKey(key: string, list: string, visitor: Visitor): string {
  return JSON.stringify([key, ...list.split(' ').map((name) => dimensions[name as Dimension]?.(visitor))]);
}

/** The Cache API identifies answers by URL. */
async function requestFor(key: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `https://edge-cache.invalid/${hex}`;
}

function numbers(text: string | null): number[] {
  return (text ?? '').split(' ').map(Number);
}
