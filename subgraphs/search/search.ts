import type { QuerySearchArgs, SearchConnection } from '#generated/search.ts';
import { connection, type Page, readPage } from '#kit/connection.ts';
import { badInput } from '#kit/errors.ts';
import { conditionsOf } from './filter.ts';
import { highlightsOf } from './highlights.ts';
import type { Engine } from './meilisearch.ts';
import { choicesOf } from './query/choices.ts';
import { inquire, type KnownWord } from './query/known.ts';
import { type Found, planReading } from './query/reading.ts';
import { readWords } from './query/words.ts';

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
  const page = pageOf(args, currency);
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

function connectionOf(found: Found, known: KnownWord[], page: Page, processingTimeMs: number): SearchConnection {
  const { edges, ...rest } = connection(found.hits, page, Math.min(found.total, deepest));
  const product = ({ id }: { id: string }) => ({ __typename: 'Product' as const, id });
  const codes = found.choice.must.flatMap(({ knowledge, text }) => (knowledge === 'code' ? text : []));
  return {
    ...rest,
    edges: edges.map(({ cursor, node }) => ({ cursor, node: product(node), highlights: highlightsOf(node, codes) })),
    nodes: edges.map(({ node }) => product(node)),
    facets: found.facets,
    matchedWords: found.isMet ? typedOf(known.filter((word) => found.choice.must.includes(word))) : [],
    ignoredWords: typedOf(known.filter(({ knowledge }) => knowledge === 'unknown')),
    processingTimeMs,
  };
}

function typedOf(words: KnownWord[]): string[] {
  return words.map(({ typed }) => typed);
}

function pageOf({ query, filter, sort, ...args }: QuerySearchArgs, currency: string): Page {
  const page = readPage(['Query.search', query, filter, sort, currency], args, 24);
  if (page.offset >= deepest)
    throw badInput(`Only the first ${deepest} hits can be paged through; narrow the search.`, 'after');
  return { ...page, limit: Math.min(page.limit, deepest - page.offset) };
}
