import type { Language } from '#kit/graph/languages/language.ts';
import type { MatchClass } from '#kit/stores/search-attributes.ts';
import { isPreposition, isStopWord } from './stop-words.ts';

/** A query split into tokens. */
export interface ParsedQuery {
  /** Words and phrases to find, each once, in the order typed. Empty: the query matches everything. */
  tokens: Token[];
  /** Words and phrases that a hit must not contain, in the syntax of the search engine: `-floor`, `-"floor lamp"`. */
  excluded: string[];
  /** Stop words (`please`, `looking`, `for`), as typed. They are not searched. */
  stopWords: string[];
}

/** A word between spaces (`hand-woven`, `18-carat`), or a phrase. */
export interface Token {
  /** The text for the search engine; a phrase has quotation marks. */
  text: string;
  /** As it was typed. */
  typed: string;
  isPhrase: boolean;
  /** Whether it ends the query and may be incomplete: then it matches as a prefix as well. */
  isLast: boolean;
  /** Whether it comes after a preposition, and so qualifies the product and does not name it: see `isPreposition`. */
  isQualifier: boolean;
}

/**
 * Where the index contains a token: in the name of a kind of product (titles and categories), in a trait (a material, a maker,
 * a place, a colour), in an article number, or in prose only. `typo`: only with a typing error. `unknown`: in no document.
 */
export type TokenClass = MatchClass | 'typo' | 'unknown';

/** A token of a query with its matches in the index. */
export interface ClassifiedToken extends Token {
  tokenClass: TokenClass;
  /** The number of documents that match it, with typing errors too. */
  documents: number;
  /** Whether the index contains it exactly as written, and not as a synonym, a prefix or with a typing error. */
  isExact: boolean;
  /** Whether it matches only as a prefix of words. */
  isPrefix: boolean;
}

/** The search engine reads at most this many words of a query. */
export const maxTokens = 10;

/**
 * Parses a query. Full-width letters and ligatures are normalized; words consist of letters, marks and numbers, and of
 * `-'.&/_` between two of them. A possessive `'s` is removed. Stop words are searched inside phrases only. Of more than ten
 * words the first ten are used.
 */
export function parseQuery(query: string, language: Language = 'EN'): ParsedQuery {
  const plain = query
    .normalize('NFKC')
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’ʼ]/g, "'")
    .replaceAll(/\p{C}/gu, ' ');
  const excluded: string[] = [];
  const stopWords: string[] = [];
  const tokens: Token[] = [];
  let isQualifier = false;
  const pieces = [...plain.matchAll(/(?<minus>(?<=^|\s)-)?(?:"(?<phrase>[^"]+)"|(?<word>[^\s"]+))/g)];
  for (const [index, { groups = {} }] of pieces.entries()) {
    const isLast = index === pieces.length - 1 && !/[\s"]$/.test(plain);
    if (groups.phrase !== undefined) {
      const phrase = groups.phrase.trim();
      if (!hasText(phrase)) continue;
      if (groups.minus) excluded.push(`-"${phrase}"`);
      else tokens.push({ text: `"${phrase}"`, typed: `"${phrase}"`, isPhrase: true, isLast: false, isQualifier });
      continue;
    }
    const words = wordsOf(groups.word ?? '', language);
    if (groups.minus) excluded.push(...words.map((word) => `-${word}`));
    else
      for (const [place, word] of words.entries()) {
        if (isStopWord(word, language)) {
          stopWords.push(word);
          isQualifier ||= tokens.length > 0 && isPreposition(word, language);
        } else {
          const isEnd = isLast && place === words.length - 1;
          tokens.push({ text: word, typed: word, isPhrase: false, isLast: isEnd, isQualifier });
        }
      }
  }
  return { tokens: distinct(tokens).slice(0, maxTokens), excluded: excluded.slice(0, maxTokens), stopWords };
}

/**
 * The words among tokens that names of the catalogue contain (of products, categories, materials, makers), whole and without a typing error, as
 * typed. Descriptions are left out: sentences contain every pronoun and verb.
 */
export function knownWordsOf(tokens: readonly ClassifiedToken[]): string[] {
  return tokens
    .filter(({ tokenClass, isPrefix }) => !isPrefix && ['kind', 'trait'].includes(tokenClass))
    .map(({ typed }) => typed);
}

/**
 * `bag,leather` is two words; `hand-woven`, `1.4` and `A&B` are one each. In French and Italian an elided article is removed
 * (`l'écharpe`, `dell'arte`); Japanese, which has no spaces, is divided by the dictionary of Unicode's ICU.
 */
function wordsOf(piece: string, language: Language): string[] {
  const words = piece.match(/[\p{L}\p{M}\p{N}]+(?:[-'.&/_][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
  switch (language) {
    case 'EN':
      return words.map((word) => word.replace(/'s$/i, ''));
    case 'FR':
    case 'IT':
      return words.map((word) => word.replace(elision, ''));
    case 'JA':
      return words.flatMap((word) =>
        japanese.test(word)
          ? [...segmenter.segment(word)].flatMap(({ segment, isWordLike }) => (isWordLike ? segment : []))
          : [word],
      );
  }
}

const elision = /^(?:[cdjlmnst]|qu|un|dell|all|nell|sull|dall|quell|bell)'/i;
const japanese = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

function hasText(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Each token once. If one occurs twice, its later position counts, because that may be the end of the query. */
function distinct(tokens: Token[]): Token[] {
  const byText = new Map<string, Token>();
  for (const token of tokens) {
    const key = token.text.toLowerCase();
    const earlier = byText.get(key);
    byText.set(key, earlier ? { ...earlier, isLast: token.isLast } : token);
  }
  return [...byText.values()].sort((one, other) => Number(one.isLast) - Number(other.isLast));
}
