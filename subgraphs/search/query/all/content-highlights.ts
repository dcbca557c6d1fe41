import type { SearchField, SearchHighlight } from '#generated/search.ts';
import type { EngineQuery, Hit } from '../../meilisearch/client.ts';
import { highlighting, markedHtml } from '../highlights.ts';

/** Field of the schema → the attribute of content, the highest weight first. */
const attributes = { TITLE: 'title', DESCRIPTION: 'summary', TEXT: 'text' } as const satisfies Partial<
  Record<SearchField, string>
>;

/** The engine's options for highlighting content: of a long text, the words around the matches. */
export const contentHighlighting: Partial<EngineQuery> = {
  ...highlighting(Object.values(attributes)),
  attributesToCrop: [`${attributes.TEXT}:30`],
};

/** The fields of content with matches, the highest weight first. */
export function contentHighlightsOf({ _formatted = {} }: Hit): SearchHighlight[] {
  return Object.entries(attributes).flatMap(([field, attribute]) => {
    const html = markedHtml(_formatted[attribute]);
    return html === null ? [] : [{ field: field as SearchField, html }];
  });
}
