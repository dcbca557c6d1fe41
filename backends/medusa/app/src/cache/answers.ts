import { AsyncLocalStorage } from 'node:async_hooks';
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from '@medusajs/framework/http';
import { ContainerRegistrationKeys, Modules } from '@medusajs/framework/utils';
import { isService } from '../api/service';
import { openSaleBoundary } from './sale-boundary';
import { type AnswerUse, makePrecise } from './tags';

/** How the request that runs at this moment uses the cache; undefined outside of requests to the store. */
const current = new AsyncLocalStorage<AnswerUse>();

/** The queries and caches that are wrapped already: Medusa has one of each for all requests. */
const wrapped = new WeakSet<object>();

/**
 * Sets how a request to the store uses the cache of query answers.
 *
 * - A service of the house that sends `cache-control: no-store` reads past the cache and leaves nothing in it: the search
 *   indexer reads the whole catalogue, and its answers would replace those that clients ask for.
 * - Tags are narrowed, and answers that were read before a change are not kept after it: see `makePrecise`.
 * - Each request gets an answer object of its own. Medusa puts the same object into the cache a moment later, and
 *   `useQueryGraphStep` with `isList: false` replaces the list in it by its first row: the cached answer is then no list,
 *   and carts cannot be moved to that region for as long as it is kept.
 */
export function useAnswerCache(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  wrapQuery(req);
  const caching = req.scope.resolve(Modules.CACHING);
  if (!wrapped.has(caching)) {
    wrapped.add(caching);
    const database = req.scope.resolve(ContainerRegistrationKeys.PG_CONNECTION);
    makePrecise(caching, () => current.getStore(), openSaleBoundary(database));
  }
  const { headers, query } = req;
  const isProducts = req.originalUrl.split('?')[0] === '/store/products';
  current.run(
    {
      began: performance.now(),
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
    const isBypassed = current.getStore()?.isBypassed;
    return { ...(await graph(asked, isBypassed ? { ...options, cache: { enable: false } } : options)) };
  }) as typeof graph;
}

/** How many products a list asks for by id or handle; undefined where it asks by other conditions. */
function keysIn({ id, handle }: MedusaRequest['query']): number | undefined {
  const keys = id ?? handle;
  if (keys === undefined) return undefined;
  return Array.isArray(keys) ? new Set(keys).size : 1;
}
