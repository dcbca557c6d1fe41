import type { Language } from '#kit/graph/languages/language.ts';
import type { CategoryRow, CollectionRow } from '../../rows.ts';
import type { MedusaCategory, MedusaCollection } from '../responses.ts';
import { localizePage } from './presentation.ts';
import { localize, localizeHandle } from './translated.ts';

/** Gives a collection its texts in a language. */
export function localizeCollection(
  row: CollectionRow,
  from: MedusaCollection,
  language: Language,
  hasHandles: boolean,
): void {
  localizeHandle(row, from, hasHandles);
  if (language === 'EN') return;
  const english = { name: row.title, description: row.description };
  localize(row, from, { title: 'title', description: 'description' });
  localizePage(row, row.title, from, english);
}

/** Gives a category its texts in a language, and all its handles. */
export function localizeCategory(row: CategoryRow, from: MedusaCategory, language: Language): void {
  localizeHandle(row, from, true);
  if (language === 'EN') return;
  const english = { name: row.name, description: row.description };
  localize(row, from, { name: 'name', description: 'description' });
  localizePage(row, row.name, from, english);
}
