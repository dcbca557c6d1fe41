import type { QuerySuggestArgs, Suggestion, SuggestionTarget } from '#generated/search.ts';
import { badInput } from '#kit/graph/errors.ts';
import { type Engine, type Hit, indexes } from '../meilisearch/client.ts';
import type { Term } from '../meilisearch/records.ts';
import { highlighting, toHtml } from './highlights.ts';

const maxQueryLength = 100;

/** Completes a query that is being typed, by one call to the engine; empty for an empty query. Throws BAD_USER_INPUT. */
export async function suggest({ query, first }: QuerySuggestArgs, engine: Engine): Promise<Suggestion[]> {
  const limit = first ?? 8;
  if (limit < 1 || limit > 20) throw badInput('`first` must be from 1 to 20.', 'first');
  const typed = query.toWellFormed().trim();
  if (typed.length > maxQueryLength)
    throw badInput(`\`query\` may have at most ${maxQueryLength} characters.`, 'query');
  if (!typed) return [];

  const common = { q: typed, matchingStrategy: 'all' as const };
  const { hits } = await engine.runMerged(
    [
      // A name that several products have ranks above a product that matches equally well.
      { ...common, ...highlighting(['text']), indexUid: indexes.terms, federationOptions: { weight: 1.1 } },
      { ...common, ...highlighting(['title']), indexUid: indexes.products, attributesToSearchOn: ['title'] },
    ].map((each) => ({ ...each, attributesToRetrieve: ['id', 'kind', 'text', 'target', 'title'] })),
    { limit },
  );
  return hits.map(suggestionOf);
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
