import { readCookies } from './cookies.ts';
import { bucketCookie, languageCookie, marketCookie, type Visitor } from './visitor.ts';

/** How long an answer may be used, in seconds. */
export interface Freshness {
  maxAge: number;
  staleWhileRevalidate: number;
  staleIfError: number;
}

/** The request headers that every cache key contains, or that are absent from every cached request. */
const keyed = [
  'accept',
  'accept-encoding',
  'authorization',
  'cookie',
  'origin',
  'x-axiom-context',
  'x-axiom-country',
  'x-axiom-currency',
  'x-axiom-language',
];

/** The cookies of AXIOM that identify no one. Their values are parts of the key. */
const choices = [marketCookie, languageCookie, bucketCookie];

/** What a key contains only for answers that vary by it, because it would divide the cache. */
export const dimensions = {
  'x-axiom-bucket': ({ bucket }: Visitor) => String(bucket ?? ''),
  'accept-language': ({ language }: Visitor) => language,
};

export type Dimension = keyof typeof dimensions;

/**
 * Whether a request may be answered from the cache: a GET without credentials, conditions and ranges, and without headers
 * that ask AXIOM for something special. Any cookie of AXIOM counts as a session.
 */
export function isCacheable({ method, headers }: Request): boolean {
  if (method !== 'GET' || headers.has('authorization') || headers.has('range') || headers.has('upgrade')) return false;
  if (/no-cache|no-store/.test(headers.get('cache-control') ?? '')) return false;
  if (['if-match', 'if-range', 'if-unmodified-since'].some((name) => headers.has(name))) return false;
  if (/text\/event-stream|multipart\//.test(headers.get('accept') ?? '')) return false;
  const ours = [...headers.keys()].filter((name) => name.startsWith('x-axiom-'));
  if (ours.some((name) => !keyed.includes(name) && name !== 'x-axiom-bucket')) return false;
  const cookies = [...readCookies(headers.get('cookie')).keys()];
  return !cookies.some((name) => name.includes('axiom_') && !choices.includes(name));
}

/** Whether the client accepts only an answer from the cache (RFC 9111 §5.2.1.7). */
export function isOnlyIfCached({ headers }: Request): boolean {
  return directivesOf(headers.get('cache-control')).has('only-if-cached');
}

/** Whether an `Accept-Encoding` allows gzip, which every browser does (RFC 9110 §12.5.3). */
export function acceptsGzip(acceptEncoding: string): boolean {
  return acceptEncoding.split(',').some((part) => /^\s*(gzip|x-gzip|\*)\s*(;\s*q=(1|0\.0*[1-9])|$)/i.test(part));
}

/**
 * The text that identifies an answer: two requests with the same text may have the same answer, except for dimensions.
 * `encoding`: that of the answer.
 */
export function keyText({ url, headers }: Request, visitor: Visitor, encoding: string): string {
  const { host, pathname, search } = new URL(url);
  const valueIn = (name: string) => headers.get(name)?.trim().toUpperCase() ?? '';
  const named = ['x-axiom-country', 'x-axiom-currency'].map(valueIn);
  // The gateway ignores the visitor's market when the client names one.
  const market = named.some(Boolean) ? named : ['', '', visitor.country ?? '', visitor.currency ?? ''];
  const given = ['accept', 'origin'].map((name) => headers.get(name)?.toLowerCase() ?? '');
  return JSON.stringify([host, pathname + search, encoding, ...given, valueIn('x-axiom-language'), ...market]);
}

/**
 * How long an answer may be stored; undefined for one that may not be: errors, private answers, answers that set cookies,
 * and answers that vary by a header that the key does not contain.
 */
export function freshnessOf({ status, headers }: Response): Freshness | undefined {
  const directives = directivesOf(headers.get('cache-control'));
  const maxAge = directives.get('s-maxage') ?? directives.get('max-age') ?? 0;
  const isStorable = status === 200 && directives.has('public') && maxAge > 0 && !headers.has('set-cookie');
  if (!isStorable || ['private', 'no-store', 'no-cache'].some((name) => directives.has(name))) return undefined;
  const known = [...keyed, ...Object.keys(dimensions)];
  // A request with any other header of AXIOM is not cached.
  if (!varyOf(headers).every((name) => known.includes(name) || name.startsWith('x-axiom-'))) return undefined;
  return {
    maxAge,
    staleWhileRevalidate: directives.get('stale-while-revalidate') ?? 0,
    staleIfError: directives.get('stale-if-error') ?? 0,
  };
}

/** The dimensions by which an answer varies. */
export function dimensionsOf({ headers }: Response): Dimension[] {
  return varyOf(headers).filter((name): name is Dimension => Object.hasOwn(dimensions, name));
}

/** The tags of an answer. */
export function tagsOf({ headers }: Response): string[] {
  return (headers.get('cache-tag') ?? '').split(',').flatMap((tag) => tag.trim() || []);
}

/** Whether `If-None-Match` names this entity tag; the comparison is weak (RFC 9110 §13.1.2). */
export function matches(ifNoneMatch: string | null, etag: string | null): boolean {
  if (ifNoneMatch === null || etag === null) return false;
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').map(plain).includes(plain(etag));
}

function varyOf(headers: Headers): string[] {
  return (headers.get('vary') ?? '').split(',').flatMap((name) => name.trim().toLowerCase() || []);
}

/** The directives of `Cache-Control` with their numbers; 0 for one without a number. */
function directivesOf(header: string | null): Map<string, number> {
  const parts = (header ?? '').split(',').map((part) => part.trim().toLowerCase().split('='));
  return new Map(parts.map(([name = '', value]) => [name, Math.max(0, Number(value?.replaceAll('"', '')) || 0)]));
}
