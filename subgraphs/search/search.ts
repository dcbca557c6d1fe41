import type { QuerySearchArgs, SearchConnection, SearchSort } from '#generated/search.ts';
import { connection, type Page, readPage } from '#kit/connection.ts';
import { badInput } from '#kit/errors.ts';
import { planFacets } from './facets.ts';
import { conditionsOf } from './filter.ts';
import { highlightsOf, marked } from './highlights.ts';
import { type Answer, type Engine, indexes, type Question } from './meilisearch.ts';
import { type Choice, choicesOf, textOf } from './query/choices.ts';
import { inquire, type KnownWord } from './query/known.ts';
import { readWords, type Words } from './query/words.ts';

/** Hits that can be paged through; a narrower filter serves better than deep paging. */
const deepest = 1_000;

const longestQuery = 200;

/**
 * Searches products, with facets, by two calls to the engine: what it knows of each word, then what is found by the words
 * that it knows; without words by one. Prices are meant in `currency`, which must be one of the house. Throws
 * BAD_USER_INPUT for arguments beyond their limits.
 */
export async function search(args: QuerySearchArgs, engine: Engine, currency: string): Promise<SearchConnection> {
  const query = args.query ?? '';
  if (query.trim().length > longestQuery)
    throw badInput(`\`query\` may have at most ${longestQuery} characters.`, 'query');
  const page = pageOf(args);
  const words = readWords(query);
  const inquiry = inquire(words.wanted);
  // Limits are checked before the first call.
  const conditions = conditionsOf(args.filter, currency);
  const told = inquiry.questions.length > 0 ? await engine.ask(inquiry.questions) : [];
  const known = inquiry.read(told);

  const readings = choicesOf(known).map((choice) =>
    planReading(choice, words, { ...args, currency, conditions, page }),
  );
  const answers = await engine.ask(readings.flatMap(({ questions }) => questions));
  const milliseconds = [...told, ...answers].reduce((sum, answer) => sum + answer.milliseconds, 0);
  const found = readings.map(({ questions, read }) => read(answers.splice(0, questions.length)));
  const chosen = found.find(({ isMet }) => isMet) ?? (found[0] as Found);
  return connectionOf(chosen, known, page, milliseconds);
}

interface Terms {
  facets?: QuerySearchArgs['facets'];
  filter?: QuerySearchArgs['filter'];
  sort?: QuerySearchArgs['sort'];
  currency: string;
  conditions: ReturnType<typeof conditionsOf>;
  page: Page;
}

/** What is found when a query is read in one way. */
interface Found {
  choice: Choice;
  /** Whether any product of the house meets it, filter aside: what to look for does not depend on what is filtered. */
  isMet: boolean;
  hits: Answer['hits'];
  total: number;
  facets: SearchConnection['facets'];
}

interface Reading {
  questions: Question[];
  read(answers: Answer[]): Found;
}

/**
 * Every hit contains all words of `must`, in every order. Ranked, words of `may` bring hits to the front: the engine drops
 * words from the end, so that those with all of `must` come before any other, and the list is cut where they end.
 */
function planReading(choice: Choice, { excluded }: Words, { conditions, currency, page, ...terms }: Terms): Reading {
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
    ...page,
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

function connectionOf(found: Found, known: KnownWord[], page: Page, processingTimeMs: number): SearchConnection {
  const { edges, ...rest } = connection(found.hits, page, Math.min(found.total, deepest));
  const product = ({ id }: { id: string }) => ({ __typename: 'Product' as const, id });
  const codes = found.choice.must.flatMap(({ knowledge, text }) => (knowledge === 'code' ? text : []));
  return {
    ...rest,
    edges: edges.map(({ cursor, node }) => ({ cursor, node: product(node), highlights: highlightsOf(node, codes) })),
    nodes: found.hits.map(product),
    facets: found.facets,
    matchedWords: found.isMet ? typedOf(known.filter((word) => found.choice.must.includes(word))) : [],
    ignoredWords: typedOf(known.filter(({ knowledge }) => knowledge === 'unknown')),
    processingTimeMs,
  };
}

function typedOf(words: KnownWord[]): string[] {
  return words.map(({ typed }) => typed);
}

function pageOf(args: QuerySearchArgs): Page {
  const { offset, limit } = readPage(args, 24);
  if (offset >= deepest)
    throw badInput(`Only the first ${deepest} hits can be paged through; narrow the search.`, 'after');
  return { offset, limit: Math.min(limit, deepest - offset) };
}

function orderOf(sort: SearchSort, hasWords: boolean, currency: string): string[] {
  const orders: Record<SearchSort, string[]> = {
    RELEVANCE: hasWords ? [] : ['createdAt:desc'],
    PRICE_ASC: [`price.${currency}:asc`],
    PRICE_DESC: [`price.${currency}:desc`],
    CREATED_AT_DESC: ['createdAt:desc'],
    TITLE_ASC: ['title:asc'],
    CARBON_ASC: ['carbonKg:asc'],
  };
  return orders[sort];
}
