import type { Language } from '#kit/graph/languages/language.ts';
import { type EngineQuery, type EngineResult, type Hit, indexes } from '../../meilisearch/client.ts';
import { quote } from '../filter.ts';
import type { QueryPlan, Slice } from '../understanding/query-plan.ts';
import { pinIdOf } from './pin-key.ts';

/** Reads the products that are pinned to a query as a part of another call; by no query where there cannot be any. */
export function planPins(query: string, language: Language) {
  const id = pinIdOf(query, language);
  const queries: EngineQuery[] =
    id === null
      ? []
      : [{ indexUid: indexes.pins, filter: `id = ${quote(id)}`, attributesToRetrieve: ['products'], limit: 1 }];
  return { queries, read: ([found]: readonly EngineResult[]): string[] => found?.hits[0]?.products ?? [] };
}

/**
 * The same plan with the pinned products first, in their order. They need not contain the words of the query, but they must match the
 * filter: each query that is filtered is divided into one without them and one of them only, whose numbers are added. The hits of
 * the plan's `rest` are read by `pinnedHits`.
 */
export function withPins(plan: QueryPlan, pins: readonly string[], { offset, limit }: Slice): QueryPlan {
  if (pins.length === 0) return plan;
  const [showing, ...counting] = plan.queries as [EngineQuery, ...EngineQuery[]];
  const shown = pinnedHits({ ...showing, offset, limit }, pins);
  const divided = counting.map((query) => (query.filter ? dividedBy(pins, query) : [query]));
  return {
    queries: [...shown.queries, ...divided.flat()],
    read(results) {
      const left = [...results];
      const next = (queries: readonly unknown[]) => left.splice(0, queries.length);
      const first = next(shown.queries);
      return plan.read([
        { ...sumOf(first), hits: shown.read(first) },
        ...divided.map((queries) => sumOf(next(queries))),
      ]);
    },
  };
}

/** The hits of a query from its offset on, with the pinned products first, in their order. */
export function pinnedHits(query: EngineQuery, pins: readonly string[]) {
  const { offset = 0, limit = 0 } = query;
  if (pins.length === 0)
    return { queries: [query], read: ([found]: readonly EngineResult[]): Hit[] => found?.hits ?? [] };
  const [others, pinned] = dividedBy(pins, query);
  // How many of them match the filter is not known yet: so many more hits are read on both sides.
  const start = Math.max(0, offset - pins.length);
  return {
    queries: [
      { ...others, offset: start, limit: limit + pins.length },
      { ...pinned, offset: 0, limit: pins.length },
    ],
    read([found, own]: readonly EngineResult[]): Hit[] {
      const first = (own?.hits ?? []).toSorted((one, other) => pins.indexOf(one.id) - pins.indexOf(other.id));
      const shown = first.slice(offset, offset + limit);
      const skipped = Math.max(0, offset - first.length) - start;
      return [...shown, ...(found?.hits ?? []).slice(skipped, skipped + limit - shown.length)];
    },
  };
}

/** A query without the pinned products, and one of them only, which need not contain its words. */
function dividedBy(pins: readonly string[], query: EngineQuery): [others: EngineQuery, pinned: EngineQuery] {
  const ids = `[${pins.map(quote).join(', ')}]`;
  const filter = query.filter as string[];
  const { sort: _, attributesToSearchOn: __, ...rest } = query;
  return [
    { ...query, filter: [...filter, `id NOT IN ${ids}`] },
    { ...rest, q: '', filter: [...filter, `id IN ${ids}`] },
  ];
}

function sumOf([one, other]: readonly EngineResult[]): EngineResult {
  return other ? added(one as EngineResult, other) : (one as EngineResult);
}

function added(one: EngineResult, other: EngineResult): EngineResult {
  const counts = structuredClone(one.counts);
  for (const [attribute, values] of Object.entries(other.counts)) {
    const own = counts[attribute] ?? {};
    for (const [value, count] of Object.entries(values)) own[value] = (own[value] ?? 0) + count;
    counts[attribute] = own;
  }
  const ranges = { ...one.ranges };
  for (const [attribute, { min, max }] of Object.entries(other.ranges)) {
    const own = ranges[attribute];
    ranges[attribute] = own ? { min: Math.min(own.min, min), max: Math.max(own.max, max) } : { min, max };
  }
  const milliseconds = one.milliseconds + other.milliseconds;
  return { ...one, total: one.total + other.total, counts, ranges, milliseconds };
}
