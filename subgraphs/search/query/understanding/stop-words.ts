import type { Language } from '#kit/graph/languages/language.ts';
import { stopWordLists } from '#kit/graph/languages/stop-words.ts';

/**
 * English stop words of queries: articles, prepositions, pronouns, question words, and the verbs and courtesies of a request.
 * Words that can name or describe a product (`new`, `best`, `light`) are not among them.
 */
const stopWords = new Set(
  [
    'a an the this that these those some any such',
    'and or but nor so if than then as also too very just only',
    'of in on at by for from to with into onto upon about over under between within without',
    'i me my mine we our ours you your yours he him his she her hers it its they them their theirs',
    'myself yourself himself herself something anything someone somebody',
    'is are was were be been being am do does did done have has had having can could will would shall should may might must',
    'who whom whose which what where when why how',
    "i'm i'd i'll i've we're you're don't doesn't can't isn't",
    'want wants wanted need needs needed like likes prefer wish hope trying try',
    'look looks looking search searching find finding found show shows showing see give gives get getting got',
    'buy buying purchase purchasing shop shopping sell sells selling',
    // `made in usa` means products from there. If there are none, it must not match everything that was made somewhere.
    'made',
    // Labels before an article number.
    'sku gtin ean upc',
    'please thanks thank hi hello hey help kindly there here',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Prepositions that introduce what a product is for or has, not what it is: `a lamp for my table`. Without `of`: in `a set of
 * tumblers`, the tumblers are the product.
 */
const prepositions = new Set(
  'in on at by for from to with into onto about over under between within without'.split(' '),
);

/**
 * Whether the words after this one qualify the product and do not name it. In French and Italian that is true of every word
 * after the first, so that prepositions make no difference; Japanese has none.
 */
export function isPreposition(word: string, language: Language = 'EN'): boolean {
  return language === 'EN' && prepositions.has(word.toLowerCase());
}

const plain = (word: string) =>
  word
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** In other languages than English: articles, prepositions, particles and the verbs of a request. */
const others = {
  FR: new Set([...stopWordLists.FR, ...stopWordLists.requests.FR].map(plain)),
  JA: new Set([...stopWordLists.JA, ...stopWordLists.requests.JA].map(plain)),
  IT: new Set([...stopWordLists.IT, ...stopWordLists.requests.IT].map(plain)),
};

/** Whether a word is a stop word, regardless of case and accents, as the engine normalizes words: `à`. */
export function isStopWord(word: string, language: Language = 'EN'): boolean {
  if (language !== 'EN') return others[language].has(plain(word));
  return stopWords.has(
    word
      .normalize('NFKD')
      .replaceAll(/\p{Mn}/gu, '')
      .toLowerCase(),
  );
}
