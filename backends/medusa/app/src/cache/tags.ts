import type { ICachingModuleService } from '@medusajs/framework/types';
import { longestTtl } from './time-to-live';

/** How one request uses the cache. */
export interface AnswerUse {
  /** When the request came, by `performance.now()`. */
  began: number;
  /** Whether it reads from the database alone and keeps nothing. */
  isBypassed: boolean;
  /** How many products it asks for by id or handle; undefined where it asks by other conditions. */
  keys?: number;
}

/** The next moment at which a price list begins or ends. */
export interface SaleBoundary {
  /** Milliseconds since 1970; undefined where there is none. */
  read(): Promise<number | undefined>;
  /** Makes the next `read` query the database. */
  forget(): void;
}

type Entry = Parameters<ICachingModuleService['set']>[0];
type Clearing = Parameters<ICachingModuleService['clear']>[0];

/** Milliseconds for which cleared tags are remembered: longer than any request takes. */
const memory = 60_000;
const everything = '*';

/**
 * Narrows what Medusa's cache keeps and drops, whichever provider is behind it:
 *
 * - An answer about products is dropped when one of the entities in it changes. By itself Medusa drops it whenever any
 *   stock level or price in the catalogue changes, since those entities stand in lists. New prices, variants and stock
 *   levels of a product are covered by `product_change`: see `dropProducts`.
 * - A list asked for by id or handle that found all it asked for is not dropped because other products changed.
 * - An answer without entities has no tags, so no change could drop it. It is not kept.
 * - An answer whose reading began before one of its tags was cleared may be older than that change. It is not kept.
 * - No answer about products is kept beyond the next moment at which a price list begins or ends.
 */
export function makePrecise(
  caching: ICachingModuleService,
  current: () => AnswerUse | undefined,
  saleBoundary: SaleBoundary,
): void {
  const [set, clear] = [caching.set.bind(caching), caching.clear.bind(caching)];
  const clearedAt = new Map<string, number>();

  caching.set = async (entry: Entry) => {
    const use = current();
    const began = use?.began ?? performance.now();
    const given = entry.tags;
    const computed = !given || entry.computeAutomaticTags ? await caching.computeTags(entry.data) : [];
    const tags = given ? [...new Set([...given, ...computed])] : narrowed(computed, entry.data, use);
    if (tags.length === 0) return;
    const isStale = [everything, ...tags].some((tag) => (clearedAt.get(tag) ?? Number.NEGATIVE_INFINITY) >= began);
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
    // A change may be that of a price list.
    saleBoundary.forget();
    await clear(clearing);
  };

  /** Seconds; undefined where the module's own time is to be used. */
  async function untilBoundary(ttl: number | undefined): Promise<number | undefined> {
    const boundary = await saleBoundary.read();
    if (boundary === undefined) return ttl;
    const seconds = Math.max(0.001, (boundary - Date.now()) / 1_000);
    return Math.min(seconds, ttl ?? longestTtl);
  }
}

const product = 'Product:';

/** The tags of an answer, without those of lists that its own rows are not of. */
function narrowed(tags: string[], data: unknown, use: AnswerUse | undefined): string[] {
  // The first entity of an answer is its first row.
  if (!tags[0]?.startsWith(product)) return tags;
  const rows = (data as { data?: unknown }).data;
  const isWhole = use?.keys !== undefined && Array.isArray(rows) && rows.length >= use.keys;
  return tags.filter((tag) => !tag.endsWith(':list:*') || (tag === `${product}list:*` && !isWhole));
}
