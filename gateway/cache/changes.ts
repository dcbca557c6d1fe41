import type { Log } from '#kit/process/log.ts';
import type { Cache } from './cache.ts';

/** What the mutations of one request have changed, as their subgraphs report it. */
export interface Changes {
  add(subgraph: string, tags: readonly string[] | undefined): void;
  /**
   * Invalidates it in all gateways, and resolves once they have dropped it, or after a second. This gateway drops it at
   * once. Does not reject.
   */
  publish(): Promise<void>;
}

/** Opens the changes of one request. */
export function openChanges(cache: Cache, requestId: string, log: Log): Changes {
  const bySubgraph = new Map<string, Set<string>>();
  return {
    add: (subgraph, tags = []) => {
      if (tags.length === 0) return;
      const known = bySubgraph.get(subgraph) ?? new Set();
      for (const tag of tags) known.add(tag);
      bySubgraph.set(subgraph, known);
    },
    publish: async () => {
      const published = [...bySubgraph].map(async ([subgraph, tags]) => {
        if (await cache.publish([...tags], subgraph)) return;
        log.warn(
          { event: 'invalidation_unacknowledged', requestId, subgraph, tags: [...tags] },
          'another gateway may return older data for a moment',
        );
      });
      await Promise.all(published);
    },
  };
}

/** The maximum length of a tag in characters, and the maximum number of tags. */
const limits = { length: 256, count: 1_000 };

/** Reads the tags that a subgraph reports. Beyond the limits, everything of the subgraph is invalidated. */
export function readInvalidates(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const tags = value.filter((tag) => typeof tag === 'string' && tag !== '');
  return tags.length > limits.count || tags.some(({ length }) => length > limits.length) ? ['*'] : tags;
}
