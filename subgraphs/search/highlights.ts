import type { SearchField, SearchHighlight } from '#generated/search.ts';
import type { Hit, Question } from './meilisearch.ts';

/** Where the search engine is to put a mark: characters for private use, which no text of the house contains. */
const open = '\uE000';
const close = '\uE001';

const attributes: Record<SearchField, string> = {
  TITLE: 'title',
  SUBTITLE: 'subtitle',
  COLLECTION: 'collection',
  CATEGORY: 'categories',
  MATERIAL: 'materials',
  ARTISAN: 'artisan',
  PLACE: 'place',
  TAG: 'tags',
  SKU: 'skus',
  STORY: 'stories',
  DESCRIPTION: 'description',
};

/** What to add to a question for its hits to be marked. */
export function marked(fields: string[] = Object.values(attributes)): Partial<Question> {
  return {
    attributesToHighlight: fields,
    attributesToCrop: fields.filter((field) => field === attributes.DESCRIPTION).map((field) => `${field}:30`),
    cropMarker: '…',
    highlightPreTag: open,
    highlightPostTag: close,
  };
}

/** The fields of a hit in which words were found, in the order of their weight; of a list, the first item with one. */
export function highlightsOf({ _formatted = {} }: Hit): SearchHighlight[] {
  return Object.entries(attributes).flatMap(([field, attribute]) => {
    const found = [_formatted[attribute] ?? []].flat().find((text) => text.includes(open));
    return found === undefined ? [] : [{ field: field as SearchField, html: toHtml(found) }];
  });
}

/** A marked text as HTML: the matches in `mark` elements, which never overlap; everything else escaped. */
export function toHtml(text: string): string {
  return escapeHtml(text)
    .replaceAll(/\uE000([^\uE000\uE001]*)\uE001/g, '<mark>$1</mark>')
    .replaceAll(/[\uE000\uE001]/g, '');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] as string);
}
