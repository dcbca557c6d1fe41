import type { QuerySearchArgs, SearchConnection, SearchSort } from '#generated/search.ts';
import { connection, type Page, readPage } from '#kit/connection.ts';
import { badInput } from '#kit/errors.ts';
import { planFacets } from './facets.ts';
import { conditionsOf } from './filter.ts';
import { highlightsOf, marked } from './highlights.ts';
import { type Answer, type Engine, indexes, type Question } from './meilisearch.ts';

/** Hits that can be paged through; a narrower filter serves better than deep paging. */
const deepest = 1_000;

const longestQuery = 200;

/**
 * Searches products, with facets, by one call to the engine. Prices are meant in `currency`, which must be one of the
 * house. Throws BAD_USER_INPUT for arguments beyond their limits.
 */
export async function search(args: QuerySearchArgs, engine: Engine, currency: string): Promise<SearchConnection> {
  const words = (args.query ?? '').trim();
  if (words.length > longestQuery) throw badInput(`\`query\` may have at most ${longestQuery} characters.`, 'query');
  const page = pageOf(args);
  const sort = args.sort ?? 'RELEVANCE';
  const conditions = conditionsOf(args.filter, currency);
  const question = { q: words, matchingStrategy: strategyOf(sort) };
  const facets = planFacets(args.facets ?? [], args.filter ?? {}, conditions, currency, question);

  const [found, ...counted] = await engine.ask([
    {
      ...question,
      indexUid: indexes.products,
      filter: [...conditions.values()],
      sort: orderOf(sort, words, currency),
      facets: facets.withHits,
      attributesToRetrieve: ['id'],
      ...(words && marked()),
      ...page,
    },
    ...facets.questions,
  ]);
  return connectionOf(found as Answer, page, facets.read(found as Answer, counted), counted);
}

function connectionOf(
  found: Answer,
  page: Page,
  facets: SearchConnection['facets'],
  counted: Answer[],
): SearchConnection {
  const { edges, ...rest } = connection(found.hits, page, Math.min(found.total, deepest));
  const product = ({ id }: { id: string }) => ({ __typename: 'Product' as const, id });
  return {
    ...rest,
    edges: edges.map(({ cursor, node }) => ({ cursor, node: product(node), highlights: highlightsOf(node) })),
    nodes: found.hits.map(product),
    facets,
    processingTimeMs: [found, ...counted].reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  };
}

function pageOf(args: QuerySearchArgs): Page {
  const { offset, limit } = readPage(args, 24);
  if (offset >= deepest)
    throw badInput(`Only the first ${deepest} hits can be paged through; narrow the search.`, 'after');
  return { offset, limit: Math.min(limit, deepest - offset) };
}

/** Ranked, hits with only some of the words come last; in any other order they would come between, so there all words must match. */
function strategyOf(sort: SearchSort): Question['matchingStrategy'] {
  return sort === 'RELEVANCE' ? 'last' : 'all';
}

function orderOf(sort: SearchSort, words: string, currency: string): string[] {
  const orders: Record<SearchSort, string[]> = {
    RELEVANCE: words ? [] : ['createdAt:desc'],
    PRICE_ASC: [`price.${currency}:asc`],
    PRICE_DESC: [`price.${currency}:desc`],
    CREATED_AT_DESC: ['createdAt:desc'],
    TITLE_ASC: ['title:asc'],
    CARBON_ASC: ['carbonKg:asc'],
  };
  return orders[sort];
}
