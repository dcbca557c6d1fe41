import type { Language } from './locale.ts';
import { words as english, type Words } from './words/en.ts';

export type { Words };

const others: Record<Exclude<Language, 'EN'>, () => Promise<{ words: Words }>> = {
  FR: () => import('./words/fr.ts'),
  JA: () => import('./words/ja.ts'),
  IT: () => import('./words/it.ts'),
};

/** The words of a language. Only English is part of the first download. */
export async function loadWords(language: Language): Promise<Words> {
  return language === 'EN' ? english : (await others[language]()).words;
}

/** Fills `{name}` in a text. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
