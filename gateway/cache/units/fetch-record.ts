import type { CacheUse, Uncached } from '../cache-use.ts';
import type { CacheEntry } from '../entry.ts';
import type { Unit, UnitPart } from './unit.ts';

/** Records what one request to a subgraph took from the cache. */
export interface FetchRecord {
  addHit(unit: Unit, entry: CacheEntry): void;
  /** A unit that is older than its `maxAge`. */
  addStale(unit: Unit, entry: CacheEntry): void;
  /** A unit that was fetched, with the entry that it is kept in, or why it is not kept. */
  addMiss(unit: Unit, kept: CacheEntry | Uncached): void;
  /** Adds everything to the record of the client's request. */
  end(): void;
}

/** Opens the record of one request to a subgraph. */
export function openRecord(parts: readonly UnitPart[], use: CacheUse): FetchRecord {
  const counts = new Map(
    parts.map((part) => [part, { hits: 0, misses: 0, stale: 0, oldest: -1, uncached: uncachedIn(part) }]),
  );
  const countsOf = ({ part }: Unit) => counts.get(part) as NonNullable<ReturnType<typeof counts.get>>;
  const depend = ({ part }: Unit, { tags, freshUntil, staleUntil }: CacheEntry) => {
    for (const tag of tags) use.tags.add(tag);
    use.freshUntil = Math.min(use.freshUntil, freshUntil);
    use.staleUntil = Math.min(use.staleUntil, staleUntil);
    use.maxAge = Math.min(use.maxAge, part.rules.policy.maxAge);
  };

  function addHit(unit: Unit, entry: CacheEntry): void {
    const count = countsOf(unit);
    count.hits += 1;
    count.oldest = Math.max(count.oldest, entry.age());
    depend(unit, entry);
  }

  return {
    addHit,
    addStale: (unit, entry) => {
      addHit(unit, entry);
      countsOf(unit).stale += 1;
    },
    addMiss: (unit, kept) => {
      const count = countsOf(unit);
      count.misses += 1;
      if (typeof kept === 'string') count.uncached ??= kept;
      else depend(unit, kept);
    },
    end: () => {
      for (const [part, { hits, misses, stale, oldest, uncached }] of counts) {
        if (hits + misses === 0) continue;
        const age = oldest < 0 ? null : Math.round(oldest / 1_000);
        const { subgraph, fields } = part.rules;
        use.add({ subgraph, path: part.path, fields, hits, misses, age, stale, uncached });
      }
    },
  };

  function uncachedIn({ rules }: UnitPart): Uncached | undefined {
    return rules.uncached ?? (use.mode === 'none' ? 'bypassed' : undefined);
  }
}
