import { defaultLanguage, type Language, languages } from '#kit/graph/languages/language.ts';

/** The languages into which the English texts are translated. */
export const translated: readonly Language[] = languages.filter((language) => language !== defaultLanguage);

/** The systems that keep texts. */
export type Backend = 'Medusa' | 'Sanity' | 'provenance';

/** A text that has no translation in a language, so that readers of the language see the English one. */
export interface Gap {
  backend: Backend;
  /** The type of the object, as in the graph where it has one. */
  type: string;
  /** The id of the object in its backend; null for what is missing as a whole. */
  id: string | null;
  /** A handle, slug or name by which editors know the object; null where it has none. */
  handle: string | null;
  /** The field of the object, with the path to it: `title`, `items[Leather].title`. */
  field: string;
  language: Language;
  /** The English text, or its beginning; null for a text of several blocks. */
  english: string | null;
}

/** An English text, where it is, and in which languages it is translated. */
export interface FoundText extends Omit<Gap, 'language' | 'backend' | 'english'> {
  english: unknown;
  /** Language → translation. Blank ones count as missing. */
  translations: Partial<Record<Language, unknown>>;
}

/** The most characters of an English text in a report. */
const shown = 80;

/** The gaps of texts, in the order of the texts and then of the languages. A text that is blank in English has none. */
export function gapsOf(backend: Backend, texts: readonly FoundText[]): Gap[] {
  return texts
    .filter(({ english }) => hasContent(english))
    .flatMap(({ english, translations, ...place }) =>
      translated
        .filter((language) => !hasContent(translations[language]))
        .map((language) => ({
          backend,
          ...place,
          language,
          english: typeof english === 'string' ? beginningOf(english) : null,
        })),
    );
}

/** Whether a value is a text that is not blank, or a list with members. */
export function hasContent(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) && value.length > 0;
}

function beginningOf(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, ' ').trim()];
  return characters.length > shown ? `${characters.slice(0, shown - 1).join('')}…` : characters.join('');
}
