import type { Language } from '#kit/graph/languages/language.ts';

/** The slugs of an article or page, by the languages in which it is shown. */
export interface Alternates {
  id: string;
  slugs: ReadonlyMap<Language, string>;
}
