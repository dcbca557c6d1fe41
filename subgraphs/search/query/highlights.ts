import type { SearchField, SearchHighlight } from '#generated/search.ts';
import { escapeHtml } from '#kit/process/http/html.ts';
import { highlightAttributes } from '../attributes.ts';
import type { EngineQuery, Hit } from '../meilisearch/client.ts';

/** The marks that the search engine puts around matches: private-use characters, which no text of the catalogue contains. */
const open = '\uE000';
const close = '\uE001';

/** The engine's options for highlighting these attributes in hits. */
export function highlighting(attributes: string[] = Object.values(highlightAttributes)): Partial<EngineQuery> {
  return {
    attributesToHighlight: attributes,
    attributesToCrop: attributes.filter((name) => name === highlightAttributes.DESCRIPTION).map((name) => `${name}:30`),
    cropMarker: '…',
    highlightPreTag: open,
    highlightPostTag: close,
  };
}

/**
 * The fields of a hit with matches, the highest weight first, and the article number that contains one of the codes. Of a list,
 * the first item with a match.
 */
export function highlightsOf({ _formatted = {}, skus = [] }: Hit, codes: readonly string[] = []): SearchHighlight[] {
  const highlights = Object.entries(highlightAttributes).flatMap(([field, attribute]) => {
    const html = markedHtml(_formatted[attribute]);
    return html === null ? [] : [{ field: field as SearchField, html }];
  });
  const numbers = codes.flatMap((code) => skus.flatMap((sku) => markCode(sku, code) ?? []));
  return [...highlights, ...numbers.slice(0, 1).map((text) => ({ field: 'SKU' as const, html: toHtml(text) }))];
}

/** A highlighted text as HTML; of a list, the first item with a match. Null without a match. */
export function markedHtml(texts: string | string[] | null | undefined): string | null {
  const found = [texts ?? []].flat().find((text) => text.includes(open));
  return found === undefined ? null : toHtml(found);
}

/** `AX-1001-CRU` with a mark around the part that the code `ax1001` matches; null if it does not match. */
function markCode(articleNumber: string, code: string): string | null {
  // A code consists of letters and digits, so that it needs no escaping.
  const found = new RegExp([...code].join('[^a-z0-9]*'), 'i').exec(articleNumber);
  if (!found) return null;
  const end = found.index + found[0].length;
  return articleNumber.slice(0, found.index) + open + found[0] + close + articleNumber.slice(end);
}

/** The first marked word, whole, also where only its beginning is marked; undefined without a mark. */
export function markedWord(texts: readonly (string | string[] | null | undefined)[]): string | undefined {
  const found = texts.flatMap((one) => one ?? []).find((text) => text.includes(open));
  const [, beginning, rest] = /\uE000([^\uE000\uE001]*)\uE001([\p{L}\p{M}]*)/u.exec(found ?? '') ?? [];
  return beginning === undefined ? undefined : `${beginning}${rest}`;
}

/** A text with marks as HTML: matches are in `mark` elements, which never overlap; everything else is escaped. */
export function toHtml(text: string): string {
  return escapeHtml(text)
    .replaceAll(/\uE000([^\uE000\uE001]*)\uE001/g, '<mark>$1</mark>')
    .replaceAll(/[\uE000\uE001]/g, '');
}
