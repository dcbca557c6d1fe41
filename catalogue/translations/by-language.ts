import { translations } from './translations.ts';
import type { Texts, TranslationLanguage } from './types.ts';

/** What `read` finds in the sample catalogue of each language; nothing of a language where it finds none. */
export function byLanguage<Found extends object>(
  read: (texts: Texts) => Found | undefined,
): Partial<Record<TranslationLanguage, Found>> {
  const found = Object.entries(translations).flatMap(([language, texts]) => {
    const inLanguage = read(texts);
    return inLanguage ? [[language, inLanguage]] : [];
  });
  return Object.fromEntries(found);
}
