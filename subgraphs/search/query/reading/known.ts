import { classOf, codeOf, searchedFields } from '../../indexing/document.ts';
import { type Answer, type Best, indexes, type Question } from '../../meilisearch/client.ts';
import { joinPhrases } from './phrases.ts';
import type { Word } from './words.ts';

/**
 * How the index knows a word: as the name of a kind of product (in titles and categories), as a trait (a material, a
 * maker, a place, a colour), as an article number, only in prose, or only by a typing error. `unknown` is in no document.
 */
export type Knowledge = 'kind' | 'trait' | 'code' | 'prose' | 'typo' | 'unknown';

/** A word of a query with what the index knows of it. */
export interface KnownWord extends Word {
  knowledge: Knowledge;
  /** In how many documents it was found, by a typing error too. */
  documents: number;
  /** Whether it stands in the index as it is written; else it is a synonym, a beginning or a typing error. */
  isWritten: boolean;
  /** Whether words of the index only begin with it. */
  isPrefix: boolean;
}

/** Queries that find out what the index knows of words, for one call. */
export interface Inquiry {
  questions: Question[];
  /** Reads the answers to `questions`: the known words, in their order. */
  read(answers: Answer[]): KnownWord[];
}

/** Asks about each word by itself, about the last one as the beginning of a word too, and about article numbers. */
export function inquire(words: readonly Word[]): Inquiry {
  const last = words.at(-1);
  if (!last) return { questions: [], read: () => [] };

  const asked = words.map((word) => ({ word, code: codeIn(word.text, words.length === 1) }));
  // `AX 1001 CRU` is one article number, and `0 952000 001001 0` one GTIN.
  const together = (between: string) => words.map(({ text }) => text).join(between);
  const joined: Word = {
    text: together(''),
    typed: together(' '),
    isPhrase: false,
    isLast: last.isLast,
    isAside: false,
  };
  const code = words.length > 1 ? codeIn(joined.text, false) : null;
  return {
    questions: [
      phrasesQuestion,
      ...asked.flatMap(({ word, code }) => [...about(word), ...(code ? aboutCode(word, code) : [])]),
      ...(code ? aboutCode(joined, code) : []),
    ],
    read([phrases, ...left]) {
      const take = ({ isLast }: Word) => left.splice(0, isLast ? 2 : 1) as [Answer, Answer?];
      const known = asked.map(({ word, code }) => {
        const asWord = knownWord(word, ...take(word));
        return (code && codeWord(word, code, ...take(word))) || asWord;
      });
      const number = code && codeWord(joined, code, ...take(joined));
      return number ? [number] : joinPhrases(known, new Set(phrases?.hits[0]?.phrases));
    },
  };
}

/** A word with a space behind it is whole; without, the engine takes it as the beginning of one. */
function about({ text, isLast }: Pick<Word, 'text' | 'isLast'>): Question[] {
  return [`${text} `, ...(isLast ? [text] : [])].map((q) => ({
    indexUid: indexes.products,
    q,
    matchingStrategy: 'all',
    limit: 1,
    attributesToRetrieve: ['id'],
    showRankingScoreDetails: true,
  }));
}

function aboutCode({ isLast }: Word, code: string): Question[] {
  return about({ text: code, isLast }).map((question) => ({ ...question, attributesToSearchOn: codeFields }));
}

const codeFields = searchedFields.filter((field) => classOf(field) === 'code');

const phrasesQuestion: Question = {
  indexUid: indexes.meta,
  filter: 'id = lexicon',
  attributesToRetrieve: ['phrases'],
  limit: 1,
};

/** As many digits as a Global Trade Item Number has. */
const gtin = /^(\d{8}|\d{12,14})$/;

/**
 * Digits alone are an article number only when nothing else is asked, `vase 1001` merely contains a number, or when they
 * are as many as a GTIN has.
 */
function codeIn(text: string, isAlone: boolean): string | null {
  const code = codeOf(text);
  return code && (isAlone || /[a-z]/.test(code) || gtin.test(code)) ? code : null;
}

function codeWord(word: Word, code: string, whole: Answer, begun?: Answer): KnownWord | null {
  const isPrefix = whole.total === 0;
  const { total } = isPrefix && begun ? begun : whole;
  return total > 0 ? { ...word, text: code, knowledge: 'code', documents: total, isWritten: true, isPrefix } : null;
}

function knownWord(word: Word, whole: Answer, begun?: Answer): KnownWord {
  const isPrefix = begun !== undefined && begun.best !== null && !isExact(whole) && (isExact(begun) || !whole.best);
  const { best, total } = isPrefix ? begun : whole;
  return { ...word, knowledge: knowledgeOf(best), documents: total, isWritten: best?.isWritten ?? false, isPrefix };
}

function isExact({ best }: Answer): boolean {
  return best !== null && best.typos === 0 && classOf(best.attribute) !== 'code';
}

function knowledgeOf(best: Best | null): Knowledge {
  if (!best) return 'unknown';
  if (best.typos > 0) return 'typo';
  // A number within a text is not an article number: see `codeIn`.
  const known = classOf(best.attribute);
  return known === 'code' ? 'unknown' : known;
}
