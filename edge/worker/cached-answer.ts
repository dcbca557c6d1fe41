import { acceptsGzip, freshnessOf, isOnlyIfCached, keyText, matches, tagsOf } from './cacheable.ts';
import type { Environment } from './environment.ts';
import { failNotCached, failUnreachable, isUnreachable, readable } from './failures.ts';
import { acceptedEncoding, originUrl } from './origin-request.ts';
import { type KnownPurges, readPurges } from './purges.ts';
import { originalResponse, readStored, type Stored, store } from './stored.ts';
import type { Visitor } from './visitor.ts';

/** A request that may be answered from the cache. */
export interface CacheableRequest {
  request: Request<unknown, IncomingRequestCfProperties>;
  visitor: Visitor;
  /** The headers that the gateway receives. */
  headers: Headers;
}

/** The keys that this isolate revalidates in the background. */
const revalidating = new Set<string>();

/**
 * Answers from the cache of this location, or requests it from the gateway and stores its answer. A purged answer is never served. A
 * stale one is served while it is revalidated, and with a warning while the gateway cannot be reached, each for as long as the
 * gateway allows. A request with `only-if-cached` is answered as if the gateway could not be reached. While the purge log cannot
 * be read, the gateway answers.
 */
export async function cachedAnswer(
  { request, visitor, headers }: CacheableRequest,
  env: Environment,
  context: ExecutionContext,
): Promise<Response> {
  const condition = request.headers.get('if-none-match');
  // The answer depends on none of them, and the gateway would take them for credentials.
  headers.delete('cookie');
  headers.delete('if-none-match');
  headers.delete('if-modified-since');
  const ask = async () =>
    isOnlyIfCached(request)
      ? failNotCached()
      : askOrigin(originUrl(request, env), headers, Number(env.ORIGIN_TIMEOUT_MS));
  // Two encodings are enough for all clients.
  const encoding = acceptsGzip(acceptedEncoding(request)) ? 'gzip' : 'identity';
  headers.set('accept-encoding', encoding);
  const key = keyText(request, visitor, encoding);
  const [purges, stored] = await Promise.all([readPurges(env, context), readStored(key, visitor)]);
  if (!purges) return conditional(forVisitor(await ask().catch(failUnreachable), 'fwd=bypass'), condition);

  const usable = stored && !purges.isPurged(stored.position, stored.tags) ? stored : undefined;
  if (usable) {
    const { age, freshness } = usable;
    const ttl = freshness.maxAge - age;
    if (ttl > 0) return conditional(fromStore(usable, `hit; ttl=${ttl}`), condition);
    if (ttl + freshness.staleWhileRevalidate > 0) {
      context.waitUntil(revalidate(key, visitor, purges, ask));
      return conditional(fromStore(usable, `hit; ttl=${ttl}`), condition);
    }
  }
  const fetched = await ask().catch(failUnreachable);
  if (isUnreachable(fetched)) {
    const isAllowed = usable && usable.age < usable.freshness.maxAge + usable.freshness.staleIfError;
    if (!isAllowed) return readable(fetched);
    const stale = fromStore(usable, `hit; fwd=stale; fwd-status=${fetched.status}`);
    // RFC 7234 §5.5.2. RFC 9111 dropped the header, but clients still show it.
    stale.headers.set('warning', '111 - "Revalidation Failed"');
    return conditional(stale, condition);
  }
  const freshness = freshnessOf(fetched);
  const status = `fwd=${stored ? 'stale' : 'uri-miss'}`;
  if (!freshness) return conditional(forVisitor(fetched, status), condition);
  context.waitUntil(store(key, visitor, fetched.clone(), { freshness, position: purges.position }));
  return conditional(forVisitor(fetched, `${status}; stored`), condition);
}

/** Requests an answer again and stores it. Errors leave the stored answer as it is. */
async function revalidate(
  key: string,
  visitor: Visitor,
  { position }: KnownPurges,
  ask: () => Promise<Response>,
): Promise<void> {
  if (revalidating.has(key)) return;
  revalidating.add(key);
  try {
    const response = await ask();
    const freshness = freshnessOf(response);
    if (freshness) await store(key, visitor, response, { freshness, position });
    else await response.body?.cancel();
  } catch (error) {
    console.warn(JSON.stringify({ event: 'revalidation_failed', error: String(error) }));
  } finally {
    revalidating.delete(key);
  }
}

function fromStore(stored: Stored, status: string): Response {
  const response = forVisitor(originalResponse(stored), status);
  response.headers.set('age', String(stored.age));
  return response;
}

/**
 * A response as the visitor receives it. `status`: for the header `Cache-Status` (RFC 9211). What the edge can purge, others
 * may keep only if they revalidate it each time, because a browser cannot be purged; and a visitor who chooses another market must see
 * it at once.
 */
function forVisitor(response: Response, status: string): Response {
  // A body that is encoded stays as it is.
  const answer = new Response(response.body, response);
  answer.headers.append('cache-status', `axiom-edge; ${status}`);
  if (freshnessOf(response) && tagsOf(response).length > 0) answer.headers.set('cache-control', 'private, no-cache');
  return answer;
}

/** The response, or 304 without a body if the client has it already. */
function conditional(response: Response, condition: string | null): Response {
  if (response.status !== 200 || !matches(condition, response.headers.get('etag'))) return response;
  void response.body?.cancel();
  const headers = new Headers(response.headers);
  for (const name of ['content-length', 'content-encoding', 'content-type']) headers.delete(name);
  return new Response(null, { status: 304, headers });
}

/** Rejects with a TimeoutError when the head of the response does not arrive in time. Its body may take longer. */
async function askOrigin(url: string, headers: Headers, timeout: number): Promise<Response> {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new DOMException('The gateway took too long.', 'TimeoutError')),
    timeout,
  );
  try {
    return await fetch(url, { headers, redirect: 'manual', signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}
