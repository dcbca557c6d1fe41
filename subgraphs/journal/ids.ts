import { scalarRules } from '#kit/graph/scalars.ts';

/** How the ids of the types begin in the graph. */
const prefixes = { Article: 'art_', Artisan: 'arti_' } as const;

type Type = keyof typeof prefixes;

const draftPrefix = 'draft_';

/**
 * The id in the graph of a document with this id in Sanity. The Studio gives documents ids of any form, so that those without
 * their type's prefix get it with a colon, which no id in Sanity has.
 */
export function graphId(type: Type, id: string): string {
  return id.startsWith(prefixes[type]) ? id : `${prefixes[type]}:${id}`;
}

/** The id in Sanity of an id in the graph. One in Sanity's own form is taken as it is. */
export function storedId(type: Type, id: string): string {
  return id.startsWith(`${prefixes[type]}:`) ? id.slice(prefixes[type].length + 1) : id;
}

/** The id in the graph of the draft of an article with this id in Sanity. */
export function draftId(id: string): string {
  return `${draftPrefix}${graphId('Article', id)}`;
}

/** The id in Sanity of an article that is named by its own id or by its draft's. */
export function storedArticleId(id: string): string {
  return storedId('Article', id.startsWith(draftPrefix) ? id.slice(draftPrefix.length) : id);
}

/**
 * Whether a value from a document can be an id in the graph: no room looks up what its clients could not send, and one with
 * a NUL would fail PostgreSQL for all that are asked with it.
 */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && scalarRules.ID?.accepts(value) === true;
}
