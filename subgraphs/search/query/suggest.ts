import type { QuerySuggestArgs, Suggestion, SuggestionTarget } from '#generated/search.ts';
import { badInput } from '#kit/graph/errors.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import { escapeHtml } from '#kit/process/http/html.ts';
import { type Engine, type Hit, indexes } from '../meilisearch/client.ts';
import type { Term } from '../meilisearch/records.ts';
import type { PopularQueries } from '../report/popular-queries.ts';
import { plainTextOf } from '../report/searched-text.ts';
import { highlighting, toHtml } from './highlights.ts';

const maxQueryLength = 100;

/** The most suggestions that are popular queries; at most half of all. */
const mostQueries = 3;

/**
 * Completes a query that is being typed, by one call to the engine, with popular queries first; empty for an empty query. Throws
 * BAD_USER_INPUT.
 */
export async function suggest(
  { query, first }: QuerySuggestArgs,
  engine: Engine,
  popularQueries: PopularQueries,
): Promise<Suggestion[]> {
  const limit = first ?? 8;
  if (limit < 1 || limit > 20) throw badInput('`first` must be from 1 to 20.', 'first');
  const typed = query.toWellFormed().trim();
  if (typed.length > maxQueryLength)
    throw badInput(`\`query\` may have at most ${maxQueryLength} characters.`, 'query');
  if (!typed) return [];

  const common = { q: typed, matchingStrategy: 'all' as const };
  const queries = popularQueries(typed, engine.language, Math.min(mostQueries, Math.floor(limit / 2)));
  const { hits } = await engine.runMerged(
    [
      // A name that several products have ranks above a product that matches equally well.
      { ...common, ...highlighting(['text']), indexUid: indexes.terms, federationOptions: { weight: 1.1 } },
      { ...common, ...highlighting(['title']), indexUid: indexes.products, attributesToSearchOn: ['title'] },
    ].map((each) => ({ ...each, attributesToRetrieve: ['id', 'kind', 'text', 'target', 'title'] })),
    { limit },
  );
  const popular = (await queries).map((text) => queryOf(text, typed, engine.language));
  return [...popular, ...hits.map(suggestionOf)].slice(0, limit);
}

/** A popular query, which begins with what is typed. */
function queryOf(text: string, typed: string, language: Language): Suggestion {
  const { length } = plainTextOf(typed);
  const html = `<mark>${escapeHtml(text.slice(0, length))}</mark>${escapeHtml(text.slice(length))}`;
  const target = { __typename: 'PopularQuery' as const, query: text, language };
  return { kind: 'QUERY', text, html, target, product: null };
}

function suggestionOf({ id, kind, text, target, title, _formatted }: Hit): Suggestion {
  const html = toHtml(String(_formatted?.text ?? _formatted?.title ?? ''));
  if (kind)
    return {
      kind,
      text: text ?? '',
      html,
      target: target ? targetOf(kind, target) : null,
      product: null,
    };
  const product = { __typename: 'Product' as const, id };
  return { kind: 'PRODUCT', text: title ?? '', html, target: product, product };
}

const typeOf = {
  COLLECTION: 'Collection',
  CATEGORY: 'Category',
  MATERIAL: 'Material',
  ARTISAN: 'Artisan',
  ARTICLE: 'Article',
  PAGE: 'Page',
} as const satisfies Record<Term['kind'], string>;

/** A reference to what a completion names. */
function targetOf(kind: Term['kind'], id: string): SuggestionTarget {
  return { __typename: typeOf[kind], id } as SuggestionTarget;
}
