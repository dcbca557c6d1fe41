import type { EngineQuery, EngineResult } from '../../meilisearch/client.ts';
import { oneOf } from '../filter.ts';
import type { QueryPlan, Slice } from '../understanding/query-plan.ts';

/**
 * The same plan with the products that may be delivered to a country first, and the others after them, each in the same order. The
 * plan must count apart: see `SearchOptions.isCountedApart`. A page that the deliverable products do not fill has a `rest`.
 */
export function withDeliverableFirst(plan: QueryPlan, country: string | null, { offset, limit }: Slice): QueryPlan {
  if (country === null) return plan;
  const restricted = oneOf('restrictedCountries', [country]);
  const [showing, counting, ...others] = plan.queries as [EngineQuery, EngineQuery, ...EngineQuery[]];
  const { facets: _, ...counted } = counting;
  return {
    queries: [filtered(showing, `NOT ${restricted}`), filtered(counted, `NOT ${restricted}`), counting, ...others],
    read([shown, deliverable, ...counts]) {
      const result = plan.read([shown as EngineResult, ...counts]);
      const { total } = deliverable as EngineResult;
      const hits = result.hits.slice(0, Math.max(0, total - offset));
      const start = Math.max(0, offset - total);
      const missing = Math.min(limit - hits.length, result.total - total - start);
      if (missing <= 0) return { ...result, hits };
      return { ...result, hits, rest: { ...filtered(showing, restricted), offset: start, limit: missing } };
    },
  };
}

function filtered(query: EngineQuery, condition: string): EngineQuery {
  return { ...query, filter: [...(query.filter as string[]), condition] };
}
