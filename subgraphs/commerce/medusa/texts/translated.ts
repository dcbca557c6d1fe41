import { type Language, languages } from '#kit/graph/languages/language.ts';
import type { Localized, WithHandles } from '../../texts/localized.ts';

/** What Medusa adds to an object that has translations, where a request wants it. */
export interface Translated {
  /** The texts in the language by Medusa's names of fields. */
  texts?: Record<string, unknown>;
  /** The handles in other languages by locale. */
  handles?: Record<string, string>;
}

/** The locale of each language in Medusa, as BCP 47 tags; English texts are the objects themselves. */
export const locales = { FR: 'fr-FR', JA: 'ja-JP', IT: 'it-IT' } as const satisfies Partial<Record<Language, string>>;

/** Texts by locale, by language. */
export function byLanguage(texts: Readonly<Record<string, string>> = {}): Partial<Record<Language, string>> {
  return Object.fromEntries(
    Object.entries(locales).flatMap(([language, locale]) => (texts[locale] ? [[language, texts[locale]]] : [])),
  );
}

/** The header with which Medusa adds texts in a language, and handles in all; none where English is enough. */
export function textsHeader(language: Language, hasHandles = false): Record<string, string> {
  const locale = language === 'EN' ? '' : locales[language];
  return locale || hasHandles ? { 'x-axiom-texts': `${locale}${hasHandles ? ';handles' : ''}` } : {};
}

/**
 * Gives fields of a row their texts in the language. `names`: field → Medusa's name of it. A field without a text there stays
 * in English, which `inEnglish` says.
 */
export function localize<Row extends object>(
  row: Row & Localized,
  { texts }: Translated,
  names: { [Field in keyof Row]?: string },
): void {
  const inEnglish: string[] = [];
  for (const [field, name] of Object.entries(names) as [keyof Row & string, string][]) {
    if (!row[field]) continue;
    const text = texts?.[name];
    if (typeof text === 'string' && text !== '') row[field] = text as Row[typeof field];
    else inEnglish.push(field);
  }
  if (inEnglish.length > 0) row.inEnglish = [...(row.inEnglish ?? []), ...inEnglish];
}

/** Gives a row its handle in the language, and the others. */
export function localizeHandle(
  row: { handle: string } & WithHandles,
  { texts, handles }: Translated,
  hasHandles: boolean,
): void {
  if (hasHandles) {
    const known = languages.flatMap((language) => {
      const handle = language === 'EN' ? row.handle : handles?.[locales[language]];
      return handle ? [[language, handle] as const] : [];
    });
    row.handles = Object.fromEntries(known);
  }
  if (row.handle && typeof texts?.handle === 'string' && texts.handle) row.handle = texts.handle;
}
