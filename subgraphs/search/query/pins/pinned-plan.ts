import { type EngineQuery, type EngineResult, type Hit, indexes } from '../../meilisearch/client.ts';
import { quote } from '../filter.ts';
import type { QueryPlan } from '../understanding/query-plan.ts';

/** Reads the products that are pinned to a query, as a part of another call. */
export function pinsQuery(id: string): EngineQuery {
  return { indexUid: indexes.pins, filter: `id = ${quote(id)}`, attributesToRetrieve: ['products'], limit: 1 };
}

/** The rows of the list that a page shows. */
interface Slice {
  offset: number;
  limit: number;
}

/**
 * The same plan with the pinned products first, in their order. They need not contain the words of the query, but they must match the
 * filter: each query that is filtered is divided into one without them and one of them only, whose numbers are added.
 */
export function withPins(plan: QueryPlan, pins: readonly string[], { offset, limit }: Slice): QueryPlan {
  if (pins.length === 0) return plan;
  const ids = `[${pins.map(quote).join(', ')}]`;
  // How many of them match the filter is not known yet: so many more hits are read on both sides.
  const start = Math.max(0, offset - pins.length);
  const divided = plan.queries.map((query, place): [EngineQuery, EngineQuery?] => {
    if (!query.filter) return [query];
    const filter = query.filter as string[];
    const others = { ...query, filter: [...filter, `id NOT IN ${ids}`] };
    const { sort: _, attributesToSearchOn: __, ...rest } = query;
    const pinned = { ...rest, q: '', filter: [...filter, `id IN ${ids}`] };
    if (place > 0) return [others, pinned];
    return [
      { ...others, offset: start, limit: limit + pins.length },
      { ...pinned, offset: 0, limit: pins.length },
    ];
  });
  return {
    queries: divided.flatMap(([others, pinned]) => (pinned ? [others, pinned] : [others])),
    read(results) {
      const left = [...results];
      const merged = divided.map(([, pinned], place) => {
        const others = left.shift() as EngineResult;
        if (!pinned) return others;
        const own = left.shift() as EngineResult;
        const sum = added(others, own);
        return place > 0
          ? sum
          : { ...sum, hits: pageOf(inOrder(own.hits, pins), others.hits, start, { offset, limit }) };
      });
      return plan.read(merged);
    },
  };
}

function inOrder(hits: readonly Hit[], pins: readonly string[]): Hit[] {
  return hits.toSorted((one, other) => pins.indexOf(one.id) - pins.indexOf(other.id));
}

/** A page of the list that begins with the pinned hits; `others` are those after them from `start` on. */
function pageOf(pinned: readonly Hit[], others: readonly Hit[], start: number, { offset, limit }: Slice): Hit[] {
  const shown = pinned.slice(offset, offset + limit);
  const skipped = Math.max(0, offset - pinned.length) - start;
  return [...shown, ...others.slice(skipped, skipped + limit - shown.length)];
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
