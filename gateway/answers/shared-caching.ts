import type { IncomingMessage } from 'node:http';
import type { CacheEntry } from '../cache/entry.ts';
import type { HeaderList } from '../http/response-head.ts';
import { factsOf } from './kept-answer.ts';

/**
 * The request headers that a response for all clients depends on. Those with credentials are among them, because a shared
 * cache would otherwise answer signed-in clients with it; `origin` selects the CORS headers.
 */
export const sharedVary = [
  'origin, accept, accept-encoding, authorization, cookie',
  'x-axiom-country, x-axiom-currency, x-axiom-language, x-axiom-context, x-axiom-cache, x-axiom-cost, x-axiom-service',
].join(', ');

/** The same for a request that names no language, which then depends on what its client accepts. */
export const sharedVaryByLanguage = `${sharedVary}, accept-language`;

/** The maximum of `stale-while-revalidate` in seconds: a price may be shown for so long after its life. */
const longestRevalidation = 30;

/** The maximum length of the tags in one header, in characters. Caches and proxies accept about 16 KB of headers. */
const longestTags = 4_096;

/**
 * The headers with which other caches may keep an answer (RFC 9111, RFC 5861). `max-age` is that of its hints, because it
 * is current at this moment, but at most what remains of its life here. There is no `age`. The tags are in `cache-tag`, separated by
 * commas, and in `surrogate-key`, separated by spaces. An answer with too many tags is for the client's own cache only:
 * a purge would not reach a shared one.
 */
export function cachingHeaders(entry: CacheEntry): HeaderList {
  const { maxAge, staleIfError: milliseconds } = factsOf(entry);
  const times = [
    `max-age=${Math.min(maxAge, seconds(entry.remaining()))}`,
    `stale-while-revalidate=${Math.min(maxAge, longestRevalidation)}`,
  ];
  const staleIfError = seconds(milliseconds);
  if (staleIfError > 0) times.push(`stale-if-error=${staleIfError}`);
  const tags = tagHeadersOf(entry.tags);
  return ['cache-control', `${tags ? 'public' : 'private'}, ${times.join(', ')}`, ...(tags ?? [])];
}

/** The headers of a response that no cache may store. */
export function uncachedHeaders({ headers }: IncomingMessage): HeaderList {
  const isPrivate = headers.authorization !== undefined || headers.cookie !== undefined;
  return ['cache-control', isPrivate ? 'private, no-store' : 'no-store'];
}

const tagHeaders = new WeakMap<readonly string[], { headers: HeaderList | undefined }>();

/** The headers with the tags of an answer, which are the same in each of its responses; undefined for too many. */
function tagHeadersOf(scoped: readonly string[]): HeaderList | undefined {
  let known = tagHeaders.get(scoped);
  if (!known) {
    const tags = [...new Set(scoped.map(nameOf))];
    const isShort = tags.join().length <= longestTags;
    known = { headers: isShort ? ['cache-tag', tags.join(), 'surrogate-key', tags.join(' ')] : undefined };
    tagHeaders.set(scoped, known);
  }
  return known.headers;
}

/** A tag without its scope. Characters that end a tag in a header are percent-encoded. */
function nameOf(scoped: string): string {
  const name = scoped.slice(scoped.indexOf('/') + 1).toWellFormed();
  return name.replace(/[^\x21-\x2b\x2d-\x7e]/gu, encodeURIComponent);
}

function seconds(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1_000));
}
