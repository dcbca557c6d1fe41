/** The languages of AXIOM, as in the enum `LanguageCode`: ISO 639-1 codes, upper case. */
export const languages = ['EN', 'FR', 'JA', 'IT'] as const;
export type Language = (typeof languages)[number];

/** The language in which every text exists. It is used for a text that another language does not have. */
export const defaultLanguage = 'EN';

/** The language with this code, in any case; undefined for any other text. */
export function languageOf(code: string): Language | undefined {
  const upper = code.toUpperCase();
  return languages.find((language) => language === upper);
}

/** Whether a text has a letter. One without, such as the size 52, is the same in every language. */
export function hasLetter(text: string): boolean {
  return /\p{L}/u.test(text);
}
