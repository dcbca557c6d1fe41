import type DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import type { Language } from '#kit/graph/languages/language.ts';
import { orPartial } from '#kit/graph/server/partial.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';

/** The slugs of an article or page, by the languages in which it is shown. */
export interface Alternates {
  id: string;
  slugs: ReadonlyMap<Language, string>;
}

/**
 * The versions of a document in all its languages, English first; only the one at hand where the others cannot be read, and for a draft
 * of what is not published.
 */
export async function alternatesOf(
  { id, language, slug }: { id: string; language: Language; slug: string },
  info: GraphQLResolveInfo,
  loader: DataLoader<string, Alternates | null>,
  request: Pick<SubgraphRequest, 'lost'>,
): Promise<{ language: Language; slug: string }[]> {
  // A draft may have no slug yet.
  const known = { id, slugs: new Map(slug === '' ? [] : [[language, slug]]) };
  const found = await orPartial(request, info, () => loader.load(id), known);
  return [...(found ?? known).slugs].map(([each, own]) => ({ language: each, slug: own }));
}
