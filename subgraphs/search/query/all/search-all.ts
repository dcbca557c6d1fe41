import type { QuerySearchAllArgs, SearchAllConnection, SearchAllItem, SearchAllKind } from '#generated/search.ts';
import { connection, type Page, readPage } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import { type EngineQuery, type Hit, indexes, type MergedResult } from '../../meilisearch/client.ts';
import { conditionsOf } from '../filter.ts';
import { highlighting, highlightsOf } from '../highlights.ts';
import { maxOffset, readQuery, type SearchMarket } from '../search.ts';
import { type Interpretation, interpretationsOf, textOf } from '../understanding/interpretations.ts';
import { planTokenLookup } from '../understanding/token-lookup.ts';
import { knownWordsOf, type ParsedQuery, type Token } from '../understanding/tokens.ts';
import { contentHighlighting, contentHighlightsOf } from './content-highlights.ts';

/**
 * How much a match counts, by kind: the list of many products first, texts last. A text that matches better still comes before
 * a product that matches worse.
 */
const weights: Record<SearchAllKind, number> = {
  PRODUCT: 1,
  COLLECTION: 1.1,
  ARTISAN: 1,
  PAGE: 0.9,
  ARTICLE: 0.9,
};

const allKinds = Object.keys(weights) as SearchAllKind[];

/** The result of a search in everything. */
export interface FoundObjects extends SearchAllConnection {
  /** See `knownWordsOf`. */
  knownWords: string[];
}

/** An attribute of which every document has one value: the sum of its counts is the number of hits. */
const countedIn = { [indexes.products]: 'availableForSale', [indexes.content]: 'kind' };

/**
 * Searches products, articles, artisans, pages and collections together, by two calls to the engine: one looks up the words of the
 * query, one searches. Two more choose another interpretation of the query where nothing of any kind has all its words. None for a
 * query without words. Throws BAD_USER_INPUT for arguments beyond their limits.
 */
export async function searchAll(args: QuerySearchAllArgs, { engine, currency }: SearchMarket): Promise<FoundObjects> {
  const { language } = engine;
  const query = readQuery(args.query, language);
  const kinds = args.kinds?.length ? allKinds.filter((kind) => args.kinds?.includes(kind)) : allKinds;
  const page = pageOf(args, kinds, `${currency} ${language}`);
  const conditions = [...conditionsOf(args.filter, currency).values()];
  if (query.tokens.length === 0) return { ...connectionOf(nothing, kinds, page, 0), knownWords: [] };

  const hasProducts = kinds.includes('PRODUCT');
  const lookup = planTokenLookup(hasProducts ? query.tokens : [], language);
  const contents = contentKindsOf(kinds).length > 0 ? query.tokens.map(contentLookup) : [];
  const lookedUp = await engine.run([...lookup.queries, ...contents]);
  const tokens = lookup.read(lookedUp.slice(0, lookup.queries.length));
  const inContents = query.tokens.filter((_, place) => (lookedUp[lookup.queries.length + place]?.total ?? 0) > 0);
  let milliseconds = lookedUp.reduce((sum, result) => sum + result.milliseconds, 0);

  const searchFor = async (interpretation: Interpretation | undefined) => {
    const queries = [
      ...(interpretation ? [productQuery(interpretation, query, conditions)] : []),
      ...(inContents.length > 0 ? contentKindsOf(kinds).map((kind) => contentQuery(kind, inContents, query)) : []),
    ];
    if (queries.length === 0) return nothing;
    const searched = new Set(queries.map(({ indexUid }) => indexUid as keyof typeof countedIn));
    const counted = Object.fromEntries([...searched].map((index) => [index, [countedIn[index] as string]]));
    const found = await engine.runMerged(queries, { offset: page.offset, limit: page.limit, counted });
    milliseconds += found.milliseconds;
    return found;
  };
  const [strictest, ...others] = hasProducts ? interpretationsOf(tokens, language) : [];
  const found = await searchFor(strictest);
  if (!strictest || others.length === 0 || totalOf(found, kinds) > 0)
    return { ...connectionOf(found, kinds, page, milliseconds), knownWords: knownWordsOf(tokens) };

  // A filter must not change what a query means: the interpretation is chosen without it.
  const unfiltered = await engine.run([strictest, ...others].map((one) => counting(productQuery(one, query, []))));
  const place = unfiltered.findIndex(({ total }) => total > 0);
  const chosen = place > 0 ? await searchFor(others[place - 1]) : found;
  return { ...connectionOf(chosen, kinds, page, milliseconds), knownWords: knownWordsOf(tokens) };
}

const nothing: MergedResult = { hits: [], counts: {}, milliseconds: 0 };

/** A search for its total, without what only a merged list accepts. */
function counting({ federationOptions: _, ...query }: EngineQuery): EngineQuery {
  return { ...query, limit: 0 };
}

type ContentKind = Exclude<SearchAllKind, 'PRODUCT'>;

function contentKindsOf(kinds: readonly SearchAllKind[]): ContentKind[] {
  return kinds.filter((kind) => kind !== 'PRODUCT');
}

/** Whether any content has this word. */
function contentLookup({ text, isLast }: Token): EngineQuery {
  return { indexUid: indexes.content, q: isLast ? text : `${text} `, matchingStrategy: 'all', limit: 0 };
}

function productQuery(
  { required, attributes }: Interpretation,
  { excluded }: ParsedQuery,
  conditions: string[],
): EngineQuery {
  return {
    indexUid: indexes.products,
    q: textOf({ required, optional: [], attributes }, excluded),
    matchingStrategy: 'all',
    // Excluded words must be searched in all attributes.
    ...(attributes && excluded.length === 0 && { attributesToSearchOn: attributes }),
    filter: conditions,
    attributesToRetrieve: ['id', 'skus'],
    ...highlighting(),
    federationOptions: { weight: weights.PRODUCT },
  };
}

/** Words that no content has are left out, as in the search for products. */
function contentQuery(kind: ContentKind, tokens: readonly Token[], { excluded }: ParsedQuery): EngineQuery {
  const isOpen = tokens.at(-1)?.isLast;
  return {
    indexUid: indexes.content,
    q: [...excluded, ...tokens.map(({ text }) => text), ...(isOpen ? [] : [''])].join(' '),
    matchingStrategy: 'all',
    filter: [`kind = ${kind}`],
    attributesToRetrieve: ['id', 'kind', 'target'],
    ...contentHighlighting,
    federationOptions: { weight: weights[kind] },
  };
}

function connectionOf(
  { hits, counts }: MergedResult,
  kinds: readonly SearchAllKind[],
  page: Page,
  processingTimeMs: number,
): SearchAllConnection {
  const total = totalOf({ counts }, kinds);
  const { edges, pageInfo, totalCount } = connection(hits, page, Math.min(total, maxOffset));
  const shown = edges.map(({ cursor, node }) => {
    const kind = node.kind === undefined ? ('PRODUCT' as const) : (node.kind as ContentKind);
    const highlights = kind === 'PRODUCT' ? highlightsOf(node) : contentHighlightsOf(node);
    return { cursor, kind, node: itemOf(kind, node), highlights };
  });
  return {
    edges: shown,
    nodes: shown.map(({ node }) => node),
    pageInfo,
    totalCount,
    counts: kinds.map((kind) => ({ kind, count: countOf({ counts }, kind) })),
    processingTimeMs,
  };
}

const typeOf = {
  PRODUCT: 'Product',
  COLLECTION: 'Collection',
  ARTISAN: 'Artisan',
  PAGE: 'Page',
  ARTICLE: 'Article',
} as const satisfies Record<SearchAllKind, string>;

/** A reference to what was found. */
function itemOf(kind: SearchAllKind, { id, target }: Hit): SearchAllItem {
  return { __typename: typeOf[kind], id: target ?? id } as SearchAllItem;
}

function totalOf(result: Pick<MergedResult, 'counts'>, kinds: readonly SearchAllKind[]): number {
  return kinds.reduce((sum, kind) => sum + countOf(result, kind), 0);
}

function countOf({ counts }: Pick<MergedResult, 'counts'>, kind: SearchAllKind): number {
  if (kind !== 'PRODUCT') return counts[indexes.content]?.[countedIn[indexes.content]]?.[kind] ?? 0;
  const available = counts[indexes.products]?.[countedIn[indexes.products]] ?? {};
  return Object.values(available).reduce((sum, count) => sum + count, 0);
}

function pageOf({ query, filter, ...args }: QuerySearchAllArgs, kinds: SearchAllKind[], market: string): Page {
  const page = readPage(['Query.searchAll', query, filter, kinds, market], args, 24);
  if (page.offset >= maxOffset)
    throw badInput(`Only the first ${maxOffset} hits can be paged through; narrow the search.`, 'after');
  return { ...page, limit: Math.min(page.limit, maxOffset - page.offset) };
}
