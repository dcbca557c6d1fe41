import type { QuerySearchArgs, SearchConnection, SearchSort } from '#generated/search.ts';
import type { Page } from '#kit/graph/connection.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { SortableAttribute } from '../../attributes.ts';
import { type EngineQuery, type EngineResult, indexes } from '../../meilisearch/client.ts';
import { planFacets } from '../facets/plan.ts';
import type { conditionsOf } from '../filter.ts';
import { highlighting } from '../highlights.ts';
import { type Interpretation, textOf } from './interpretations.ts';
import type { ParsedQuery } from './tokens.ts';

/** The arguments of a search, except for its text. */
export interface SearchOptions {
  facets?: QuerySearchArgs['facets'];
  filter?: QuerySearchArgs['filter'];
  sort?: QuerySearchArgs['sort'];
  currency: string;
  language: Language;
  conditions: ReturnType<typeof conditionsOf>;
  page: Page;
}

/** The result of one interpretation of a query. */
export interface InterpretationResult {
  interpretation: Interpretation;
  /** Whether any product matches, regardless of the filter: filtering must not change what a query means. */
  hasMatches: boolean;
  hits: EngineResult['hits'];
  total: number;
  facets: SearchConnection['facets'];
}

/** The engine queries of one interpretation, and how to read their results. */
export interface QueryPlan {
  queries: EngineQuery[];
  read(results: EngineResult[]): InterpretationResult;
}

/**
 * In every sort order each hit contains all required tokens. In the order of relevance, hits with optional tokens rank first:
 * the engine drops words from the end of the text, so that hits with all required tokens precede all others, and the list is
 * cut after them.
 */
export function planQuery(
  interpretation: Interpretation,
  { excluded }: ParsedQuery,
  { conditions, currency, language, page, ...options }: SearchOptions,
): QueryPlan {
  const sort = options.sort ?? 'RELEVANCE';
  const { required, optional, attributes } = interpretation;
  const strict = {
    q: textOf({ ...interpretation, optional: [] }, excluded),
    matchingStrategy: 'all' as const,
    // Excluded words must be searched in all attributes.
    ...(attributes && excluded.length === 0 && { attributesToSearchOn: attributes }),
  };
  const isRanked = sort === 'RELEVANCE' && optional.length > 0 && required.length > 0;
  const facets = planFacets(
    { names: options.facets ?? [], filter: options.filter ?? {}, conditions, currency, language },
    strict,
  );
  const counting = { indexUid: indexes.products, filter: [...conditions.values()], facets: facets.withHits };
  const showing: EngineQuery = {
    indexUid: indexes.products,
    filter: counting.filter,
    attributesToRetrieve: ['id', 'skus'],
    ...(strict.q && highlighting()),
    offset: page.offset,
    limit: page.limit,
  };
  const isFiltered = conditions.size > 0;
  return {
    queries: [
      isRanked
        ? { ...showing, ...strict, q: textOf(interpretation, excluded), matchingStrategy: 'last' }
        : { ...showing, ...strict, ...counting, sort: orderOf(sort, required.length > 0, currency) },
      ...(isRanked ? [{ ...counting, ...strict, limit: 0 }] : []),
      ...(isFiltered ? [{ ...strict, indexUid: indexes.products, limit: 0 }] : []),
      ...facets.queries,
    ],
    read([shown, ...others]) {
      const counted = isRanked ? others.shift() : shown;
      const unfiltered = isFiltered ? others.shift() : counted;
      const { total } = counted as EngineResult;
      return {
        interpretation,
        hasMatches: (unfiltered as EngineResult).total > 0,
        hits: (shown as EngineResult).hits.slice(0, Math.max(0, total - page.offset)),
        total,
        facets: facets.read(counted as EngineResult, others),
      };
    },
  };
}

/** An order by an attribute, or by its value in one currency. */
type Order = `${SortableAttribute | `${SortableAttribute}.${string}`}:${'asc' | 'desc'}`;

function orderOf(sort: SearchSort, hasText: boolean, currency: string): Order[] {
  const orders: Record<SearchSort, Order[]> = {
    RELEVANCE: hasText ? [] : ['createdAt:desc'],
    PRICE_ASC: [`price.${currency}:asc`],
    PRICE_DESC: [`price.${currency}:desc`],
    NEWEST: ['createdAt:desc'],
    CREATED_AT_DESC: ['createdAt:desc'],
    TITLE_ASC: ['titleKey:asc'],
    TITLE_DESC: ['titleKey:desc'],
    CARBON_ASC: ['carbonKg:asc'],
  };
  return orders[sort];
}
