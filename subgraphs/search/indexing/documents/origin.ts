import { countryWords } from './country-words.ts';

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** The phrases that find products of a country: `Made in Italy`, `Italian`. Empty for an unknown country code. */
export function originOf(countryCode: string | null): string[] {
  if (!countryCode || !/^[A-Z]{2}$/.test(countryCode)) return [];
  const name = names.of(countryCode);
  const { adjectives, alsoCalled } = readWords(countryWords[countryCode] ?? '');
  const allNames = [...(name ? [name] : []), ...alsoCalled];
  return [...new Set([...allNames.map((one) => `Made in ${one}`), ...adjectives])];
}

/** `British, English | Great Britain`: adjectives, then other names of the country. */
function readWords(line: string): { adjectives: string[]; alsoCalled: string[] } {
  const [adjectives = '', alsoCalled = ''] = line.split('|');
  const listed = (text: string) => text.split(',').flatMap((word) => word.trim() || []);
  return { adjectives: listed(adjectives), alsoCalled: listed(alsoCalled) };
}
