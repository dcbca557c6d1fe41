import { defaultLanguage, type Language, languages } from '#kit/graph/languages/language.ts';
import { countryAdjectives } from './country-adjectives.ts';
import { countryWords } from './country-words.ts';

/** How a language says that a product was made in a country. Japanese writes the name and then `made`. */
const phrases: Record<Language, (country: string) => string> = {
  EN: (country) => `Made in ${country}`,
  FR: (country) => `Fabriqué en ${country}`,
  JA: (country) => `${country}製`,
  IT: (country) => `Prodotto in ${country}`,
};

const names = Object.fromEntries(
  languages.map((language) => [language, new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })]),
) as Record<Language, Intl.DisplayNames>;

/** The phrases that find products of a country: `Made in Italy`, `Italian`. Empty for an unknown country code. */
export function originOf(countryCode: string | null, language: Language): string[] {
  if (!countryCode || !/^[A-Z]{2}$/.test(countryCode)) return [];
  const name = names[language].of(countryCode);
  const words = language === defaultLanguage ? countryWords : countryAdjectives[language];
  const { adjectives, alsoCalled } = readWords(words[countryCode] ?? '');
  const allNames = [...(name ? [name] : []), ...alsoCalled];
  return [...new Set([...allNames.map(phrases[language]), ...adjectives])];
}

/** `British, English | Great Britain`: adjectives, then other names of the country. */
function readWords(line: string): { adjectives: string[]; alsoCalled: string[] } {
  const [adjectives = '', alsoCalled = ''] = line.split('|');
  const listed = (text: string) => text.split(',').flatMap((word) => word.trim() || []);
  return { adjectives: listed(adjectives), alsoCalled: listed(alsoCalled) };
}
