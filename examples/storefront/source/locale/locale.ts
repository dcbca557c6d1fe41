/** The languages of the texts. */
export const languages = ['EN', 'FR', 'JA', 'IT'] as const;
export type Language = (typeof languages)[number];

/** The names of the languages, each in itself. */
export const languageNames: Record<Language, string> = { EN: 'English', FR: 'Français', JA: '日本語', IT: 'Italiano' };

/** A language of texts and a country whose prices and stock are shown. In addresses: `fr-FR`. */
export interface Locale {
  language: Language;
  country: string;
}

/** The country that is shown to someone of whom only the language is known. */
export const usualCountry: Record<Language, string> = { EN: 'GB', FR: 'FR', JA: 'JP', IT: 'IT' };
const key = 'axiom.locale';

/** Splits an address into its locale and the rest. Null without a valid locale. */
export function readAddress(pathname: string): { locale: Locale; path: string } | null {
  const [, language = '', country = '', path = '/'] = /^\/shop\/([a-z]{2})-([A-Z]{2})(\/.*)?$/.exec(pathname) ?? [];
  const known = languages.find((name) => name.toLowerCase() === language);
  return known ? { locale: { language: known, country }, path } : null;
}

/** The address of a page: `/shop/fr-FR/product/ember-tote`. */
export function addressOf({ language, country }: Locale, path: string): string {
  return `/shop/${language.toLowerCase()}-${country}${path === '/' ? '/' : path}`;
}

/** The locale of the last visit, or that of the browser. */
export function preferredLocale(): Locale {
  const kept = readAddress(`/shop/${localStorage.getItem(key) ?? ''}`)?.locale;
  if (kept) return kept;
  for (const tag of navigator.languages) {
    const [language = '', country] = tag.split('-');
    const known = languages.find((name) => name === language.toUpperCase());
    if (known)
      return { language: known, country: /^[A-Z]{2}$/.test(country ?? '') ? (country as string) : usualCountry[known] };
  }
  return { language: 'EN', country: 'FR' };
}

/** Keeps the locale for the next visit. */
export function keepLocale({ language, country }: Locale): void {
  localStorage.setItem(key, `${language.toLowerCase()}-${country}`);
}

/** The tag of a locale for the web platform (BCP 47), for example `fr-FR`. */
export const tagOf = ({ language, country }: Locale) => `${language.toLowerCase()}-${country}`;
