import { countryWords } from './words/country-words.ts';

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/**
 * The words by which products of a country are found: `Made in Italy`, `Italian`. Of a code that is none, none.
 */
export function originOf(countryCode: string | null): string[] {
  if (!countryCode || !/^[A-Z]{2}$/.test(countryCode)) return [];
  const name = names.of(countryCode);
  const { adjectives, alsoCalled } = readWords(countryWords[countryCode] ?? '');
  const called = [...(name ? [name] : []), ...alsoCalled];
  return [...new Set([...called.map((one) => `Made in ${one}`), ...adjectives])];
}

/** `British, English | Great Britain`: what comes from there, then what else the country is called. */
function readWords(line: string): { adjectives: string[]; alsoCalled: string[] } {
  const [adjectives = '', alsoCalled = ''] = line.split('|');
  const listed = (text: string) => text.split(',').flatMap((word) => word.trim() || []);
  return { adjectives: listed(adjectives), alsoCalled: listed(alsoCalled) };
}
