import type { QuerySearchArgs, SearchConnection } from '#generated/search.ts';
import { connection, type Page, readPage } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import type { Answer, Engine } from '../meilisearch/client.ts';
import { conditionsOf } from './filter.ts';
import { highlightsOf } from './highlights.ts';
import { type Choice, choicesOf } from './reading/choices.ts';
import { inquire, type KnownWord } from './reading/known.ts';
import { type Found, planReading, type Reading } from './reading/reading.ts';
import { readWords } from './reading/words.ts';

/** Hits that can be paged through; a narrower filter serves better than deep paging. */
const deepest = 1_000;

const longestQuery = 200;

/**
 * Searches products, with facets, by two calls to the engine: what it knows of each word, then what is found by the words
 * that it knows; without words by one. Where no product has all of those words, a third call asks for the other readings.
 * Prices are meant in `currency`, which must be one of the house. Throws BAD_USER_INPUT for arguments beyond their limits.
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
  const lookup = inquiry.questions.length > 0 ? await engine.ask(inquiry.questions) : [];
  const known = inquiry.read(lookup);

  const plan = (choice: Choice) => planReading(choice, words, { ...args, currency, conditions, page });
  const [strictest, ...others] = choicesOf(known).map(plan) as [Reading, ...Reading[]];
  let milliseconds = sumOf(lookup);
  const readAll = async (readings: Reading[]) => {
    const answers = await engine.ask(readings.flatMap(({ questions }) => questions));
    milliseconds += sumOf(answers);
    return readings.map(({ questions, read }) => read(answers.splice(0, questions.length)));
  };
  const [first] = (await readAll([strictest])) as [Found];
  const found = first.isMet || others.length === 0 ? [first] : [first, ...(await readAll(others))];
  const chosen = found.find(({ isMet }) => isMet) ?? first;
  return connectionOf(chosen, known, page, milliseconds);
}

function connectionOf(found: Found, known: KnownWord[], page: Page, processingTimeMs: number): SearchConnection {
  const { edges, ...rest } = connection(found.hits, page, Math.min(found.total, deepest));
  const met = found.isMet ? known.filter((word) => found.choice.must.includes(word)) : [];
  const product = ({ id }: { id: string }) => ({ __typename: 'Product' as const, id });
  const codes = found.choice.must.flatMap(({ knowledge, text }) => (knowledge === 'code' ? text : []));
  return {
    ...rest,
    edges: edges.map(({ cursor, node }) => ({ cursor, node: product(node), highlights: highlightsOf(node, codes) })),
    nodes: edges.map(({ node }) => product(node)),
    facets: found.facets,
    matchedWords: typedOf(met),
    ignoredWords: typedOf(known.filter((word) => word.knowledge === 'unknown' && !met.includes(word))),
    processingTimeMs,
  };
}

function sumOf(answers: readonly Answer[]): number {
  return answers.reduce((sum, answer) => sum + answer.milliseconds, 0);
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
