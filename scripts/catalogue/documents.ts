import { documentTypes } from '#backends/sanity/document-types.ts';
import type { Field, Member } from '#backends/sanity/fields.ts';
import { hasLetter, type Language } from '#kit/graph/languages/language.ts';
import { type FoundText, hasContent } from './gap.ts';

/** A document as the content lake stores it. */
export type Document = { _id: string; _type: string } & Record<string, unknown>;

/** Types that are translated by documents of their own: the type of these, the field that refers to the document, and its texts. */
const byDocument: Record<string, { type: string; reference: string; texts: Record<string, string> }> = {
  article: {
    type: 'articleTranslation',
    reference: 'article',
    texts: { title: 'title', 'author.role': 'role', narrative: 'narrative' },
  },
  page: {
    type: 'pageTranslation',
    reference: 'page',
    texts: { title: 'title', description: 'description', narrative: 'narrative' },
  },
};

/** The English texts of documents that are to be translated, with the translations that are shown. */
export function textsOf(documents: readonly Document[]): FoundText[] {
  const ofDocuments = Object.values(byDocument).map(({ type }) => type);
  return documents.flatMap((document) => {
    const type = documentTypes.find(({ name }) => name === document._type);
    if (!type || ofDocuments.includes(type.name)) return [];
    const place = { type: nameOf(type.name), id: document._id, handle: handleOf(document) };
    return [...textsByDocument(document, documents), ...textsByField(document, type.fields)].map((text) => ({
      ...place,
      ...text,
    }));
  });
}

type Text = Pick<FoundText, 'field' | 'english' | 'translations'>;

/** A translation is shown if it has a title, a slug and a text: of several in a language, the first created. */
function textsByDocument(document: Document, documents: readonly Document[]): Text[] {
  const by = byDocument[document._type];
  if (!by) return [];
  const shown = documents
    .filter(
      (other) =>
        other._type === by.type &&
        (other[by.reference] as { _ref?: string } | undefined)?._ref === document._id &&
        hasContent(other.title) &&
        hasContent((other.slug as { current?: string } | undefined)?.current) &&
        hasContent(other.narrative),
    )
    .toSorted((one, other) => (creationOf(one) < creationOf(other) ? -1 : 1));
  return Object.entries(by.texts).map(([field, own]) => ({
    field,
    english: field.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown>)?.[name], document),
    translations: shownOf(shown, own),
  }));
}

/** The order in which documents were created. Times of the content lake have one form. */
function creationOf({ _createdAt, _id }: Document): string {
  return `${_createdAt} ${_id}`;
}

/** The text of each language, which is that of its first translation. */
function shownOf(translations: readonly Record<string, unknown>[], name: string): FoundText['translations'] {
  return Object.fromEntries(translations.toReversed().map((each) => [each.language as Language, each[name]]));
}

/** The texts in an object with a field `translations`, and in the objects in it. */
function textsByField(value: Record<string, unknown>, fields: readonly Field[], path = ''): Text[] {
  const own = fields.find(({ name }) => name === 'translations')?.of?.[0]?.fields ?? [];
  const translations = listOf(value.translations);
  const texts = own
    .filter(({ name }) => name !== 'language' && !isSameInAll(value, name))
    .map(({ name }) => ({
      field: path + name,
      english: value[name],
      translations: shownOf(translations, name),
    }));
  return [
    ...texts,
    ...fields.filter(({ name }) => name !== 'translations').flatMap((field) => within(value, field, path)),
  ];
}

/** Whether a text is shown as it is in every language: a size without letters. */
function isSameInAll(value: Record<string, unknown>, name: string): boolean {
  return value._type === 'sizeRow' && name === 'size' && typeof value.size === 'string' && !hasLetter(value.size);
}

function within(value: Record<string, unknown>, { name, fields, of }: Field, path: string): Text[] {
  const part = value[name];
  if (fields && typeof part === 'object' && part !== null)
    return textsByField(part as Record<string, unknown>, fields, `${path}${name}.`);
  return listOf(part).flatMap((item) => {
    const member = memberOf(item, of ?? []);
    return member?.fields ? textsByField(item, member.fields, `${path}${name}[${labelOf(item)}].`) : [];
  });
}

function memberOf({ _type }: Record<string, unknown>, members: readonly Member[]): Member | undefined {
  return members.find(({ name, type }) => (name ?? type) === _type);
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

/** What editors see of a member of a list. */
function labelOf({ title, date, _key }: Record<string, unknown>): string {
  return String(title ?? date ?? _key);
}

function handleOf({ slug, handle, name, title }: Document): string | null {
  const found = (slug as { current?: string } | undefined)?.current ?? handle ?? name ?? title;
  return typeof found === 'string' ? found : null;
}

function nameOf(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1);
}
