import { scalarRules } from '#kit/graph/scalars.ts';

/** The prefixes of ids in the graph, by type. */
const prefixes = {
  ...{ Article: 'art_', Artisan: 'arti_', CareGuide: 'care_', Page: 'page_', Series: 'series_', SizeGuide: 'size_' },
  Store: 'store_',
} as const;

type Type = keyof typeof prefixes;

const draftPrefix = 'draft_';

/**
 * The id in the graph of a document with this stored id. Stored ids may have any form: those without the prefix of their type get
 * it with a colon, which a stored id never contains.
 */
export function graphId(type: Type, id: string): string {
  return id.startsWith(prefixes[type]) ? id : `${prefixes[type]}:${id}`;
}

/** The stored id of an id in the graph. An id without the added prefix is already a stored id. */
export function storedId(type: Type, id: string): string {
  return id.startsWith(`${prefixes[type]}:`) ? id.slice(prefixes[type].length + 1) : id;
}

/** The id in the graph of a document of a type of Sanity; the stored id if the graph has no type for it. */
export function contentId({ id, type }: { id: string; type: string }): string {
  const name = (Object.keys(prefixes) as Type[]).find((each) => each.toLowerCase() === type.toLowerCase());
  return name ? graphId(name, id) : id;
}

/** The id in the graph of the draft of a document with this stored id. */
export function draftId(id: string, type = 'article'): string {
  return `${draftPrefix}${contentId({ id, type })}`;
}

/** The stored id of a document, from its own id or from its draft's. */
export function storedDocumentId(id: string): string {
  const own = id.startsWith(draftPrefix) ? id.slice(draftPrefix.length) : id;
  const type = (Object.keys(prefixes) as Type[]).find((each) => own.startsWith(`${prefixes[each]}:`));
  return type ? storedId(type, own) : own;
}

/**
 * Whether a value from a document can be an id in the graph. An id that clients could not send must not reach other subgraphs
 * either: one with a NUL character would fail the PostgreSQL query of its whole batch.
 */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && scalarRules.ID?.accepts(value) === true;
}
