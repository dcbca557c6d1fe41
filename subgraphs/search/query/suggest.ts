import type { QuerySuggestArgs, Suggestion } from '#generated/search.ts';
import { badInput } from '#kit/graph/errors.ts';
import { type Engine, type Hit, indexes } from '../meilisearch/client.ts';
import { marked, toHtml } from './highlights.ts';

const longestQuery = 100;

/** Completes what is being typed, by one call to the engine; nothing typed, nothing suggested. Throws BAD_USER_INPUT. */
export async function suggest({ query, first }: QuerySuggestArgs, engine: Engine): Promise<Suggestion[]> {
  const limit = first ?? 8;
  if (limit < 1 || limit > 20) throw badInput('`first` must be from 1 to 20.', 'first');
  const typed = query.trim();
  if (typed.length > longestQuery) throw badInput(`\`query\` may have at most ${longestQuery} characters.`, 'query');
  if (!typed) return [];

  const question = { q: typed, matchingStrategy: 'all' as const };
  const hits = await engine.merge(
    [
      // What leads to several products comes before a product that matches as well.
      { ...question, ...marked(['text']), indexUid: indexes.terms, federationOptions: { weight: 1.1 } },
      { ...question, ...marked(['title']), indexUid: indexes.products, attributesToSearchOn: ['title'] },
    ].map((each) => ({ ...each, attributesToRetrieve: ['id', 'kind', 'text', 'title'] })),
    limit,
  );
  return hits.map(suggestionOf);
}

function suggestionOf({ id, kind, text, title, _formatted }: Hit): Suggestion {
  const html = toHtml(String(_formatted?.text ?? _formatted?.title ?? ''));
  return kind
    ? { kind, text: text ?? '', html, product: null }
    : { kind: 'PRODUCT', text: title ?? '', html, product: { __typename: 'Product', id } };
}
