/** What one fetch of an operation took from the cache: an entry of `extensions.cache.fetches`. */
export interface FetchReport {
  subgraph: string;
  /** The response keys of the objects that it fetched for; `@` is every item of a list. Empty for the root. */
  path: readonly string[];
  /** The response keys that it fetched there. */
  fields: readonly string[];
  hits: number;
  misses: number;
  /** The age in seconds of the oldest result from the cache; null without one. */
  age: number | null;
  /** The number of hits that are older than they may be, because the subgraph failed. */
  stale: number;
  /** Why what was fetched is not kept. */
  uncached?: string;
}

/** A field of a response, by its response key, and the fetch that it came from; undefined for `__typename` and the like. */
export interface FieldSource {
  key: string;
  fetch: FetchReport | undefined;
  fields: FieldSource[];
}

/**
 * The fields of a response with the fetches that they came from. The items of a list are shown as one. A field that no
 * fetch names came with the object that contains it.
 */
export function fieldSources(data: unknown, fetches: readonly FetchReport[]): FieldSource[] {
  const byPlace = new Map<string, FetchReport>();
  for (const fetch of fetches) {
    for (const field of fetch.fields) {
      const place = [...fetch.path, field].join(' ');
      if (!byPlace.has(place)) byPlace.set(place, fetch);
    }
  }
  return sourcesIn([data], [], undefined);

  function sourcesIn(
    values: readonly unknown[],
    path: readonly string[],
    parent: FetchReport | undefined,
  ): FieldSource[] {
    const [lists, others] = [values.filter(Array.isArray), values.filter((value) => !Array.isArray(value))];
    if (lists.length > 0) return sourcesIn([...others, ...lists.flat()], [...path, '@'], parent);
    const objects = others.filter((value) => typeof value === 'object' && value !== null) as Record<string, unknown>[];
    return [...new Set(objects.flatMap(Object.keys))].map((key) => {
      const place = [...path, key];
      const fetch = byPlace.get(place.join(' ')) ?? parent;
      return {
        key,
        fetch,
        fields: sourcesIn(
          objects.flatMap((object) => wrapped(object[key])),
          place,
          fetch,
        ),
      };
    });
  }
}

/** A value as a list of one, so that a list among several values stays a list. */
function wrapped(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : [value];
}

/** What a fetch took from the cache, in a few words. */
export function stateOf({ hits, misses, age, stale, uncached }: FetchReport): string {
  const cached = age === null ? 'cached' : `cached ${age} s ago`;
  if (stale > 0) return `stale, ${cached}`;
  if (misses === 0) return cached;
  const fetched = uncached === undefined ? 'fetched' : `fetched, not kept: ${uncached}`;
  return hits === 0 ? fetched : `${hits} of ${hits + misses} ${cached}, others ${fetched}`;
}
