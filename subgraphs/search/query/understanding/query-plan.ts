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
  /** The collection or category to which the search is limited. */
  listId?: string;
  /** Whether other products are added to the hits: then these are counted separately. */
  hasPins: boolean;
  /** Whether the second query counts all hits, because the first one does not show the list of all. */
  isCountedApart: boolean;
  page: Page;
}

/** The rows of the list that a page shows. */
export interface Slice {
  offset: number;
  limit: number;
}

/** The result of one interpretation of a query. */
export interface InterpretationResult {
  interpretation: Interpretation;
  /** Whether any product matches, regardless of the filter: filtering must not change what a query means. */
  hasMatches: boolean;
  hits: EngineResult['hits'];
  total: number;
  /** The query for the products of the page that follow its hits: see `withDeliverableFirst`. Undefined where there are none. */
  rest?: EngineQuery;
  facets: SearchConnection['facets'];
}

/** The engine queries of one interpretation, and how to read their results. */
export interface QueryPlan {
  /** The first one shows hits; the others count. */
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
  const filter = [...conditions.values()];
  const counting = { ...strict, indexUid: indexes.products, filter, facets: facets.withHits };
  const showing: EngineQuery = {
    indexUid: indexes.products,
    filter,
    attributesToRetrieve: ['id', 'skus'],
    ...(strict.q && highlighting()),
    ...(isRanked
      ? { ...strict, q: textOf(interpretation, excluded), matchingStrategy: 'last' }
      : { ...strict, sort: orderOf(sort, required.length > 0, currency, options.listId) }),
  };
  const isFiltered = conditions.size > 0 || options.hasPins;
  const isCounted = isRanked || options.isCountedApart;
  return {
    queries: [
      { ...showing, ...(!isCounted && counting), offset: page.offset, limit: page.limit },
      ...(isCounted ? [{ ...counting, limit: 0 }] : []),
      ...(isFiltered ? [{ ...strict, indexUid: indexes.products, limit: 0 }] : []),
      ...facets.queries,
    ],
    read([shown, ...others]) {
      const counted = (isCounted ? others.shift() : shown) as EngineResult;
      const unfiltered = isFiltered ? others.shift() : counted;
      return {
        interpretation,
        hasMatches: (unfiltered as EngineResult).total > 0,
        // Of hits that only some of the words rank, the list ends after those that match.
        hits: (shown as EngineResult).hits.slice(0, Math.max(0, counted.total - page.offset)),
        total: counted.total,
        facets: facets.read(counted, others),
      };
    },
  };
}

/** An order by an attribute, or by its value in one currency. */
type Order = `${SortableAttribute | `${SortableAttribute}.${string}`}:${'asc' | 'desc'}`;

/** The best-selling first, equal ones the newest first. */
export const bestSelling: Order[] = ['salesRank:asc', 'createdAt:desc'];

/** In the order of the editors, products without a place come last, the newest first. */
function orderOf(sort: SearchSort, hasText: boolean, currency: string, listId?: string): Order[] {
  const orders: Record<SearchSort, Order[]> = {
    RELEVANCE: hasText ? [] : ['createdAt:desc'],
    PRICE_ASC: [`price.${currency}:asc`],
    PRICE_DESC: [`price.${currency}:desc`],
    NEWEST: ['createdAt:desc'],
    CREATED_AT_DESC: ['createdAt:desc'],
    TITLE_ASC: ['titleKey:asc'],
    TITLE_DESC: ['titleKey:desc'],
    CARBON_ASC: ['carbonKg:asc'],
    BEST_SELLING: bestSelling,
    MANUAL: [...(listId ? [`places.${listId}:asc` as const] : []), 'createdAt:desc'],
  };
  return orders[sort];
}
