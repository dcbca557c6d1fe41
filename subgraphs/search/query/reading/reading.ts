import type { QuerySearchArgs, SearchConnection, SearchSort } from '#generated/search.ts';
import type { Page } from '#kit/graph/connection.ts';
import { type Answer, indexes, type Question } from '../../meilisearch/client.ts';
import { planFacets } from '../facets.ts';
import type { conditionsOf } from '../filter.ts';
import { marked } from '../highlights.ts';
import { type Choice, textOf } from './choices.ts';
import type { Words } from './words.ts';

/** The arguments of a search other than its words. */
export interface Terms {
  facets?: QuerySearchArgs['facets'];
  filter?: QuerySearchArgs['filter'];
  sort?: QuerySearchArgs['sort'];
  currency: string;
  conditions: ReturnType<typeof conditionsOf>;
  page: Page;
}

/** What is found when a query is read in one way. */
export interface Found {
  choice: Choice;
  /** Whether any product of the house meets it, filter aside: what to look for does not depend on what is filtered. */
  isMet: boolean;
  hits: Answer['hits'];
  total: number;
  facets: SearchConnection['facets'];
}

/** A query read in one way: what to ask the engine, and what its answers mean. */
export interface Reading {
  questions: Question[];
  read(answers: Answer[]): Found;
}

/**
 * Every hit contains all words of `must`, in every order. Ranked, words of `may` bring hits to the front: the engine drops
 * words from the end, so that those with all of `must` come before any other, and the list is cut where they end.
 */
export function planReading(
  choice: Choice,
  { excluded }: Words,
  { conditions, currency, page, ...terms }: Terms,
): Reading {
  const sort = terms.sort ?? 'RELEVANCE';
  const strict = {
    q: textOf({ ...choice, may: [] }, excluded),
    matchingStrategy: 'all' as const,
    // What is excluded may stand in any field.
    ...(choice.fields && excluded.length === 0 && { attributesToSearchOn: choice.fields }),
  };
  const isRanked = sort === 'RELEVANCE' && choice.may.length > 0 && choice.must.length > 0;
  const facets = planFacets(terms.facets ?? [], terms.filter ?? {}, conditions, currency, strict);
  const counting = { indexUid: indexes.products, filter: [...conditions.values()], facets: facets.withHits };
  const showing: Question = {
    indexUid: indexes.products,
    filter: counting.filter,
    attributesToRetrieve: ['id', 'skus'],
    ...(strict.q && marked()),
    offset: page.offset,
    limit: page.limit,
  };
  const isFiltered = conditions.size > 0;
  return {
    questions: [
      isRanked
        ? { ...showing, ...strict, q: textOf(choice, excluded), matchingStrategy: 'last' }
        : { ...showing, ...strict, ...counting, sort: orderOf(sort, choice.must.length > 0, currency) },
      ...(isRanked ? [{ ...counting, ...strict, limit: 0 }] : []),
      ...(isFiltered ? [{ ...strict, indexUid: indexes.products, limit: 0 }] : []),
      ...facets.questions,
    ],
    read([shown, ...others]) {
      const counted = isRanked ? others.shift() : shown;
      const open = isFiltered ? others.shift() : counted;
      const { total } = counted as Answer;
      return {
        choice,
        isMet: (open as Answer).total > 0,
        hits: (shown as Answer).hits.slice(0, Math.max(0, total - page.offset)),
        total,
        facets: facets.read(counted as Answer, others),
      };
    },
  };
}

function orderOf(sort: SearchSort, hasWords: boolean, currency: string): string[] {
  const orders: Record<SearchSort, string[]> = {
    RELEVANCE: hasWords ? [] : ['createdAt:desc'],
    PRICE_ASC: [`price.${currency}:asc`],
    PRICE_DESC: [`price.${currency}:desc`],
    CREATED_AT_DESC: ['createdAt:desc'],
    TITLE_ASC: ['titleKey:asc'],
    CARBON_ASC: ['carbonKg:asc'],
  };
  return orders[sort];
}
