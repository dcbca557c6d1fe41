import type { QuerySearchArgs, SearchConnection, SearchSort } from '#generated/search.ts';
import type { Page } from '#kit/graph/connection.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { SortableAttribute } from '../../attributes.ts';
import { type EngineQuery, type EngineResult, indexes } from '../../meilisearch/client.ts';
import { planFacets } from '../facets/plan.ts';
import { type conditionsOf, oneOf } from '../filter.ts';
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
  /** Products that may be delivered to this country come first; null where it does not matter. */
  preferredCountry: string | null;
  conditions: ReturnType<typeof conditionsOf>;
  /** Whether other products are added to the hits: then these are counted separately. */
  hasPins: boolean;
  page: Page;
}

/** The result of one interpretation of a query. */
export interface InterpretationResult {
  interpretation: Interpretation;
  /** Whether any product matches, regardless of the filter: filtering must not change what a query means. */
  hasMatches: boolean;
  hits: EngineResult['hits'];
  total: number;
  /** The query for the products of the page that follow its hits; undefined where there are none. */
  rest?: EngineQuery;
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
 *
 * With a preferred country, the list is that of the deliverable products, followed by that of the others, each in the same order.
 */
export function planQuery(
  interpretation: Interpretation,
  { excluded }: ParsedQuery,
  { conditions, currency, language, page, preferredCountry, ...options }: SearchOptions,
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
      : { ...strict, sort: orderOf(sort, required.length > 0, currency) }),
  };
  const restricted = preferredCountry && oneOf('restrictedCountries', [preferredCountry]);
  const deliverable = { filter: restricted ? [...filter, `NOT ${restricted}`] : filter };
  const isFiltered = conditions.size > 0 || options.hasPins;
  const isCounted = isRanked || restricted !== null;
  return {
    queries: [
      { ...showing, ...(isCounted ? deliverable : counting), offset: page.offset, limit: page.limit },
      ...(isCounted ? [{ ...counting, limit: 0 }] : []),
      ...(restricted ? [{ ...strict, ...deliverable, indexUid: indexes.products, limit: 0 }] : []),
      ...(isFiltered ? [{ ...strict, indexUid: indexes.products, limit: 0 }] : []),
      ...facets.queries,
    ],
    read([shown, ...others]) {
      const counted = (isCounted ? others.shift() : shown) as EngineResult;
      const preferred = ((restricted && others.shift()) || counted).total;
      const unfiltered = isFiltered ? others.shift() : counted;
      const hits = (shown as EngineResult).hits.slice(0, Math.max(0, preferred - page.offset));
      const offset = Math.max(0, page.offset - preferred);
      const limit = Math.min(page.limit - hits.length, counted.total - preferred - offset);
      return {
        interpretation,
        hasMatches: (unfiltered as EngineResult).total > 0,
        hits,
        total: counted.total,
        ...(restricted && limit > 0 && { rest: { ...showing, filter: [...filter, restricted], offset, limit } }),
        facets: facets.read(counted, others),
      };
    },
  };
}

/** An order by an attribute, or by its value in one currency. */
type Order = `${SortableAttribute | `${SortableAttribute}.${string}`}:${'asc' | 'desc'}`;

/** The best-selling first, equal ones the newest first. */
export const bestSelling: Order[] = ['salesRank:asc', 'createdAt:desc'];

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
    BEST_SELLING: bestSelling,
  };
  return orders[sort];
}
