import { AsyncLocalStorage } from 'node:async_hooks';
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { isService } from '../api/service';
import { isPageQuery, type ProductPage, readPage } from '../product-pages';
import { openSaleBoundary } from './sale-boundary';
import { type CacheUse, refineInvalidation } from './tags';

/** How the current request uses the cache; undefined outside of requests to the store. */
const current = new AsyncLocalStorage<CacheUse>();

/** Queries and caches that are already wrapped: Medusa has one of each for all requests. */
const wrapped = new WeakSet<object>();

/**
 * Sets how a request to the store uses the cache of query results.
 *
 * - An AXIOM service that sends `cache-control: no-store` bypasses the cache: the search
 *   indexer reads the whole catalogue, and would evict the results that clients need.
 * - Tags are narrowed, and results that were read before a change are not cached after it: see `refineInvalidation`.
 * - Each query returns a shallow copy of its result. Medusa writes the original object to the cache asynchronously, and
 *   `useQueryGraphStep` with `isList: false` replaces the list in it by its first row: the cached value would not be a list,
 *   and carts could not be moved to that region until it expires.
 */
export function useQueryCache(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  wrapQuery(req);
  const caching = req.scope.resolve(Modules.CACHING);
  if (!wrapped.has(caching)) {
    wrapped.add(caching);
    const database = req.scope.resolve(ContainerRegistrationKeys.PG_CONNECTION);
    refineInvalidation(caching, () => current.getStore(), openSaleBoundary(database));
  }
  const { headers, query } = req;
  const isProducts = req.originalUrl.split('?')[0] === '/store/products';
  current.run(
    {
      startedAt: performance.now(),
      isBypassed: headers['cache-control'] === 'no-store' && isService(req),
      keys: isProducts ? keysIn(query) : undefined,
    },
    next,
  );
}

function wrapQuery(req: MedusaRequest): void {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY);
  if (wrapped.has(query)) return;
  wrapped.add(query);
  const { graph } = query;
  query.graph = (async (...[asked, options]: Parameters<typeof graph>) => {
    const use = current.getStore();
    const run = async (one: object) => ({
      ...(await graph(one as typeof asked, use?.isBypassed ? { ...options, cache: { enable: false } } : options)),
    });
    if (!use || !isPageQuery(asked, use.last)) return run(asked);
    return readPage(
      asked,
      (one, keys) => current.run({ ...use, ...(keys && { keys }) }, () => run(one) as Promise<ProductPage>),
      use.last,
    );
  }) as typeof graph;
}

/** Puts the products with these ids last in the lists that the current request reads from the store. */
export function showLast(ids: string[]): void {
  const use = current.getStore();
  if (use) use.last = ids;
}

/** The number of products that a list requests by id or handle; undefined for other conditions. */
function keysIn({ id, handle }: MedusaRequest['query']): number | undefined {
  const keys = id ?? handle;
  if (keys === undefined) return undefined;
  return Array.isArray(keys) ? new Set(keys).size : 1;
}
