import type { SearchField, SearchHighlight } from '#generated/search.ts';
import { escapeHtml } from '#kit/process/http/html.ts';
import type { SearchedField } from '../indexing/document.ts';
import type { Hit, Question } from '../meilisearch/client.ts';

/** Where the search engine is to put a mark: characters for private use, which no text of the house contains. */
const open = '\uE000';
const close = '\uE001';

/** The fields that are marked, in the order of their weight; article numbers are found by their codes. */
const attributes: Record<Exclude<SearchField, 'SKU'>, SearchedField> = {
  TITLE: 'title',
  CATEGORY: 'categories',
  COLLECTION: 'collection',
  MATERIAL: 'materials',
  ARTISAN: 'artisan',
  PLACE: 'place',
  COUNTRY: 'origin',
  TAG: 'tags',
  SUBTITLE: 'subtitle',
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

/**
 * The fields of a hit in which words were found, in the order of their weight, and the article number that has one of the
 * codes; of a list, the first item with one.
 */
export function highlightsOf({ _formatted = {}, skus = [] }: Hit, codes: readonly string[] = []): SearchHighlight[] {
  const marked = Object.entries(attributes).flatMap(([field, attribute]) => {
    const found = [_formatted[attribute] ?? []].flat().find((text) => text.includes(open));
    return found === undefined ? [] : [{ field: field as SearchField, html: toHtml(found) }];
  });
  const numbers = codes.flatMap((code) => skus.flatMap((sku) => markCode(sku, code) ?? []));
  return [...marked, ...numbers.slice(0, 1).map((text) => ({ field: 'SKU' as const, html: toHtml(text) }))];
}

/** `AX-1001-CRU` with the part marked that the code `ax1001` stands for; null where it is not in it. */
function markCode(articleNumber: string, code: string): string | null {
  // A code has letters and digits alone: nothing in it is read as an expression.
  const found = new RegExp([...code].join('[^a-z0-9]*'), 'i').exec(articleNumber);
  if (!found) return null;
  const end = found.index + found[0].length;
  return articleNumber.slice(0, found.index) + open + found[0] + close + articleNumber.slice(end);
}

/** A marked text as HTML: the matches in `mark` elements, which never overlap; everything else escaped. */
export function toHtml(text: string): string {
  return escapeHtml(text)
    .replaceAll(/\uE000([^\uE000\uE001]*)\uE001/g, '<mark>$1</mark>')
    .replaceAll(/[\uE000\uE001]/g, '');
}
