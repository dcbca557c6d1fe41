import type { Language } from '#kit/graph/languages/language.ts';
import type { SynonymGroup } from '../../meilisearch/records.ts';
import { frenchFormsOf, italianFormsOf } from './romance-forms.ts';
import { formsOf } from './word-forms.ts';

/** The search engine's limit of synonyms for one word. */
const maxSynonyms = 50;

/**
 * The synonyms for the search engine: for each word in any form that may be typed, the words of the index that it finds as well.
 * `vocabulary` contains the words in the names of products; plurals and spellings of other words are left out, except those of
 * the editors' own words. All in lower case.
 */
export function synonymsFrom(
  groups: readonly SynonymGroup[],
  vocabulary: Iterable<string>,
  language: Language = 'EN',
): Record<string, string[]> {
  const formsOf = formsIn[language];
  const formsOfPhrase = (phrase: string) => formsOfLastWord(phrase, formsOf);
  const found = new Map<string, Set<string>>();
  const add = (from: string, to: string) => {
    if (from === to) return;
    const targets = found.get(from) ?? new Set();
    if (targets.size < maxSynonyms) found.set(from, targets.add(to));
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

/** The editors' phrases in every form that may be typed: singular, plural and other spellings; in lower case. */
export function phrasesOf(groups: readonly SynonymGroup[], language: Language = 'EN'): string[] {
  const phrases = groups.flatMap(({ words }) => words).map(plainOf);
  const typed = phrases
    .filter((phrase) => phrase.includes(' '))
    .flatMap((phrase) => [phrase, ...formsOfLastWord(phrase, formsIn[language])]);
  return [...new Set(typed)].sort();
}

/** The other forms of a word, by language. Japanese words have none. */
const formsIn: Record<Language, (word: string) => string[]> = {
  EN: formsOf,
  FR: frenchFormsOf,
  JA: () => [],
  IT: italianFormsOf,
};

/** The words of texts, for a vocabulary: in lower case, each once. */
export function wordsIn(texts: Iterable<string>): string[] {
  const words = [...texts].flatMap((text) => text.toLowerCase().match(/\p{L}[\p{L}\p{M}]*/gu) ?? []);
  return [...new Set(words)];
}

/** The forms of a phrase, in which only the last word changes: `fountain pens`. */
function formsOfLastWord(phrase: string, formsOf: (word: string) => string[]): string[] {
  const place = phrase.lastIndexOf(' ') + 1;
  return formsOf(phrase.slice(place)).map((form) => phrase.slice(0, place) + form);
}

function plainOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
