import type { ICachingModuleService } from '@medusajs/framework/types';
import { longestTtl } from './time-to-live';

/** How one request uses the cache. */
export interface CacheUse {
  /** When the request started, by `performance.now()`. */
  startedAt: number;
  /** Whether it neither reads nor writes the cache. */
  isBypassed: boolean;
  /** The number of products that it requests by id or handle; undefined for other conditions. */
  keys?: number;
  /** Ids of the products that come last in its lists; undefined where the order is as requested. */
  last?: string[];
}

/** The next time at which a price list starts or ends. */
export interface SaleBoundary {
  /** Milliseconds since 1970; undefined where there is none. */
  read(): Promise<number | undefined>;
  /** Makes the next `read` query the database. */
  forget(): void;
}

type Entry = Parameters<ICachingModuleService['set']>[0];
type Clearing = Parameters<ICachingModuleService['clear']>[0];

/** Milliseconds for which cleared tags are remembered: longer than the longest request. */
const memory = 60_000;
const allTags = '*';

/**
 * Refines what Medusa's cache stores and invalidates, for any provider:
 *
 * - A result about products is dropped when one of the entities in it changes. By default Medusa drops it when any
 *   stock level or price in the catalogue changes, since results contain lists of them. New prices, variants and stock
 *   levels of a product are covered by `product_change`: see `dropProducts`.
 * - A list by id or handle that found every requested product is not dropped when other products change.
 * - A result without entities has no tags, so no change could drop it. It is not cached.
 * - A result whose read started before one of its tags was cleared may be older than that change. It is not cached.
 * - No result about products is cached beyond the next start or end of a price list.
 */
export function refineInvalidation(
  caching: ICachingModuleService,
  current: () => CacheUse | undefined,
  saleBoundary: SaleBoundary,
): void {
  const [set, clear] = [caching.set.bind(caching), caching.clear.bind(caching)];
  const clearedAt = new Map<string, number>();

  caching.set = async (entry: Entry) => {
    const use = current();
    const startedAt = use?.startedAt ?? performance.now();
    const sentTags = entry.tags;
    const computed = !sentTags || entry.computeAutomaticTags ? await caching.computeTags(entry.data) : [];
    const tags = sentTags ? [...new Set([...sentTags, ...computed])] : narrowed(computed, entry.data, use);
    if (tags.length === 0) return;
    const isStale = [allTags, ...tags].some((tag) => (clearedAt.get(tag) ?? Number.NEGATIVE_INFINITY) >= startedAt);
    if (isStale) return;
    const ttl = tags[0]?.startsWith(product) ? await untilBoundary(entry.ttl) : entry.ttl;
    await set({ ...entry, tags, computeAutomaticTags: false, ...(ttl !== undefined && { ttl }) });
  };

  caching.clear = async (clearing: Clearing) => {
    const now = performance.now();
    for (const tag of clearing.tags ?? []) {
      clearedAt.delete(tag);
      clearedAt.set(tag, now);
    }
    for (const [tag, at] of clearedAt) {
      if (at > now - memory) break;
      clearedAt.delete(tag);
    }
    // The change may be that of a price list.
    saleBoundary.forget();
    await clear(clearing);
  };

  /** Seconds; undefined for the module's default. */
  async function untilBoundary(ttl: number | undefined): Promise<number | undefined> {
    const boundary = await saleBoundary.read();
    if (boundary === undefined) return ttl;
    const seconds = Math.max(0.001, (boundary - Date.now()) / 1_000);
    return Math.min(seconds, ttl ?? longestTtl);
  }
}

const product = 'Product:';

/** The tags of a result, without those of lists of other entities. */
function narrowed(tags: string[], data: unknown, use: CacheUse | undefined): string[] {
  // The first entity of a result is its first row.
  if (!tags[0]?.startsWith(product)) return tags;
  const rows = (data as { data?: unknown }).data;
  const isComplete = use?.keys !== undefined && Array.isArray(rows) && rows.length >= use.keys;
  return tags.filter((tag) => !tag.endsWith(':list:*') || (tag === `${product}list:*` && !isComplete));
}
