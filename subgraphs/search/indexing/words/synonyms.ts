import { formsOf } from './word-forms.ts';

/** The editors' synonyms: all `words` find each other or, where `finds` is not empty, `words` find those, one way. */
export interface SynonymGroup {
  /** Words or short phrases, as shoppers write them: `couch`, `wedding band`. */
  words: string[];
  finds: string[];
}

/** The most that one word may stand for, which is what the search engine takes. */
const mostSynonyms = 50;

/**
 * The synonyms of the search engine: for each word as it may be typed, the words of the index that it finds as well.
 * `vocabulary` holds the words that products are named by; plurals and spellings that lead to none of them are left out,
 * except those of the editors' own words. Small letters throughout.
 */
export function synonymsFrom(groups: readonly SynonymGroup[], vocabulary: Iterable<string>): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  const add = (from: string, to: string) => {
    if (from === to) return;
    const known = found.get(from) ?? new Set();
    if (known.size < mostSynonyms) found.set(from, known.add(to));
  };
  for (const { words, finds } of groups) {
    const targets = (finds.length > 0 ? finds : words).map(plainOf);
    for (const word of words.map(plainOf)) {
      const others = targets.filter((target) => target !== word);
      for (const from of [word, ...formsOfPhrase(word)]) {
        for (const target of others) add(from, target);
        for (const target of others) for (const form of formsOfPhrase(target)) add(from, form);
      }
    }
  }
  const names = new Set([...vocabulary].map(plainOf));
  for (const word of names) for (const form of formsOf(word)) add(form, word);
  return Object.fromEntries([...found].map(([word, others]) => [word, [...others]]));
}

/** The phrases of editors as they may be typed, in every number and spelling; small letters. */
export function phrasesOf(groups: readonly SynonymGroup[]): string[] {
  const phrases = groups.flatMap(({ words }) => words).map(plainOf);
  const typed = phrases
    .filter((phrase) => phrase.includes(' '))
    .flatMap((phrase) => [phrase, ...formsOfPhrase(phrase)]);
  return [...new Set(typed)].sort();
}

/** The words of texts, for a vocabulary: small letters, each once. */
export function wordsIn(texts: Iterable<string>): string[] {
  const words = [...texts].flatMap((text) => text.toLowerCase().match(/\p{L}[\p{L}\p{M}]*/gu) ?? []);
  return [...new Set(words)];
}

/** Of a phrase the last word changes: `fountain pens`. */
function formsOfPhrase(phrase: string): string[] {
  const place = phrase.lastIndexOf(' ') + 1;
  return formsOf(phrase.slice(place)).map((form) => phrase.slice(0, place) + form);
}

function plainOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
