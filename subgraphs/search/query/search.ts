import type { QuerySearchArgs, SearchAlternatives, SearchConnection } from '#generated/search.ts';
import { connection, type Page, readPage } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { FilterableAttribute } from '../attributes.ts';
import type { Engine } from '../meilisearch/client.ts';
import { alternativesTo } from './alternatives/alternatives.ts';
import { conditionsOf, oneOf } from './filter.ts';
import { highlightsOf } from './highlights.ts';
import { pinnedHits, planPins, withPins } from './pins/pinned-plan.ts';
import { withDeliverableFirst } from './preference/deliverable-first.ts';
import { type Interpretation, interpretationsOf } from './understanding/interpretations.ts';
import { type InterpretationResult, planQuery, type QueryPlan } from './understanding/query-plan.ts';
import { planTokenLookup } from './understanding/token-lookup.ts';
import { type ClassifiedToken, knownWordsOf, type ParsedQuery, parseQuery } from './understanding/tokens.ts';

/** The number of hits that can be paged through. Clients should narrow the filter instead of paging further. */
export const maxOffset = 1_000;

const maxQueryLength = 200;

/** What a search depends on besides its arguments. */
export interface SearchMarket {
  /** Over the indexes of the request's language. */
  engine: Engine;
  /** One of the store's. */
  currency: string;
  /** The country that the request names; null for none. */
  country: string | null;
}

/** The result of a search. Its alternatives are read only if a client selects them. */
export interface FoundProducts extends Omit<SearchConnection, 'alternatives'> {
  readAlternatives(): Promise<SearchAlternatives | null>;
  /** See `knownWordsOf`. */
  knownWords: string[];
}

/** The list whose products are searched: all, or those of one collection or category. */
export interface SearchScope {
  /** The field of the schema: `Collection.search`. */
  field: string;
  /** The id; undefined for all products. */
  id?: string;
  /** The attribute that contains it. */
  attribute?: FilterableAttribute;
}

const everything: SearchScope = { field: 'Query.search' };

/**
 * Searches products, with facets, by two calls to the engine: one looks up each token of the query, one searches for the tokens
 * that the index contains. Without tokens there is one call. If no product matches all tokens, a third call runs the other
 * interpretations. With `deliverableFirst`, a page that the deliverable products do not fill is one more call. Throws BAD_USER_INPUT
 * for arguments beyond their limits.
 */
export async function search(
  args: QuerySearchArgs,
  { engine, currency, country }: SearchMarket,
  scope: SearchScope = everything,
): Promise<FoundProducts> {
  const { language } = engine;
  // Limits are checked before the first call.
  if (args.sort === 'MANUAL' && scope.id === undefined)
    throw badInput('Only products of a collection or a category have this order.', 'sort');
  const query = readQuery(args.query, language);
  const preferredCountry = args.deliverableFirst ? country : null;
  const page = pageOf(args, [currency, language, preferredCountry ?? []].flat().join(' '), scope);
  const conditions = conditionsOf(args.filter, currency);
  if (scope.attribute) conditions.set('scope', oneOf(scope.attribute, [scope.id ?? '']));

  const timed = timedCalls(engine);
  const { tokens, pins } = await lookUp(args, query, language, timed.run);
  const options = {
    ...args,
    currency,
    language,
    conditions,
    page,
    ...(scope.id !== undefined && { listId: scope.id }),
  };
  const planned = { ...options, hasPins: pins.length > 0, isCountedApart: preferredCountry !== null };
  const chosen = await choose(interpretationsOf(tokens, language), timed.run, (interpretation) =>
    withPins(withDeliverableFirst(planQuery(interpretation, query, planned), preferredCountry, page), pins, page),
  );
  const rest = chosen.rest && pinnedHits(chosen.rest, pins);
  const hits = rest ? [...chosen.hits, ...rest.read(await timed.run(rest.queries))] : chosen.hits;

  const { interpretation, total } = chosen;
  const finished = { engine, query, tokens, interpretation, filter: args.filter ?? {}, conditions, total };
  return {
    ...connectionOf({ ...chosen, hits }, tokens, page, timed.milliseconds(), new Set(pins)),
    knownWords: chosen.hasMatches ? knownWordsOf(interpretation.required) : [],
    readAlternatives: () => alternativesTo(finished),
  };
}

type Run = Engine['run'];

/** Calls to the engine, with the sum of their processing times. */
function timedCalls(engine: Engine): { run: Run; milliseconds(): number } {
  let sum = 0;
  return {
    async run(queries) {
      const results = await engine.run(queries);
      for (const { milliseconds } of results) sum += milliseconds;
      return results;
    },
    milliseconds: () => sum,
  };
}

/** What the index knows of the words, and the products that editors pinned to them, by one call; by none for a query without words. */
async function lookUp({ query: text, sort }: QuerySearchArgs, query: ParsedQuery, language: Language, run: Run) {
  const lookup = planTokenLookup(query.tokens, language);
  const isPinnable = (sort ?? 'RELEVANCE') === 'RELEVANCE';
  const pinning = planPins(isPinnable ? (text ?? '') : '', language);
  const queries = [...lookup.queries, ...pinning.queries];
  const results = queries.length > 0 ? await run(queries) : [];
  return { tokens: lookup.read(results), pins: pinning.read(results.slice(lookup.queries.length)) };
}

/** The first interpretation that any product matches, or the strictest: by one call, or by two if nothing matches the strictest. */
async function choose(
  interpretations: Interpretation[],
  run: Run,
  plan: (interpretation: Interpretation) => QueryPlan,
): Promise<InterpretationResult> {
  const runAll = async (plans: QueryPlan[]) => {
    const results = await run(plans.flatMap(({ queries }) => queries));
    return plans.map(({ queries, read }) => read(results.splice(0, queries.length)));
  };
  const [strictest, ...others] = interpretations.map(plan) as [QueryPlan, ...QueryPlan[]];
  const [first] = (await runAll([strictest])) as [InterpretationResult];
  if (first.hasMatches || others.length === 0) return first;
  return (await runAll(others)).find(({ hasMatches }) => hasMatches) ?? first;
}

/** A query in a language. Throws BAD_USER_INPUT for one that is too long. */
export function readQuery(text: string | null | undefined, language: Language): ParsedQuery {
  if ((text ?? '').trim().length > maxQueryLength)
    throw badInput(`\`query\` may have at most ${maxQueryLength} characters.`, 'query');
  return parseQuery(text ?? '', language);
}

function connectionOf(
  result: InterpretationResult,
  tokens: ClassifiedToken[],
  page: Page,
  processingTimeMs: number,
  pins: ReadonlySet<string>,
): Omit<FoundProducts, 'readAlternatives' | 'knownWords'> {
  const { edges, ...rest } = connection(result.hits, page, Math.min(result.total, maxOffset));
  const { required } = result.interpretation;
  const matched = result.hasMatches ? tokens.filter((token) => required.includes(token)) : [];
  const product = ({ id }: { id: string }) => ({ __typename: 'Product' as const, id });
  const codes = required.flatMap(({ tokenClass, text }) => (tokenClass === 'code' ? text : []));
  return {
    ...rest,
    edges: edges.map(({ cursor, node }) => ({
      cursor,
      node: product(node),
      highlights: highlightsOf(node, codes),
      isPinned: pins.has(node.id),
    })),
    nodes: edges.map(({ node }) => product(node)),
    facets: result.facets,
    matchedWords: typedOf(matched),
    ignoredWords: typedOf(tokens.filter((token) => token.tokenClass === 'unknown' && !matched.includes(token))),
    processingTimeMs,
  };
}

function typedOf(tokens: ClassifiedToken[]): string[] {
  return tokens.map(({ typed }) => typed);
}

function pageOf({ query, filter, sort, ...args }: QuerySearchArgs, market: string, scope: SearchScope): Page {
  const list = scope.id === undefined ? [] : [scope.id];
  const page = readPage([scope.field, ...list, query, filter, sort, market], args, 24);
  if (page.offset >= maxOffset)
    throw badInput(`Only the first ${maxOffset} hits can be paged through; narrow the search.`, 'after');
  return { ...page, limit: Math.min(page.limit, maxOffset - page.offset) };
}
