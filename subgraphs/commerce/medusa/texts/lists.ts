import type { Language } from '#kit/graph/languages/language.ts';
import type { CategoryRow, CollectionRow } from '../../rows.ts';
import { localize, localizeHandle, type Translated } from './translated.ts';

/** Gives a collection its texts in a language. */
export function localizeCollection(
  row: CollectionRow,
  from: Translated,
  language: Language,
  hasHandles: boolean,
): void {
  localizeHandle(row, from, hasHandles);
  if (language !== 'EN') localize(row, from, { title: 'title', description: 'description' });
}

/** Gives a category its texts in a language, and all its handles. */
export function localizeCategory(row: CategoryRow, from: Translated, language: Language): void {
  localizeHandle(row, from, true);
  if (language !== 'EN') localize(row, from, { name: 'name', description: 'description' });
}
