import { nameFields, type SearchedField } from '../../indexing/document.ts';
import type { KnownWord } from './known.ts';

/** One way to read a query: hits contain every word of `must`; those that contain words of `may` as well come first. */
export interface Choice {
  must: KnownWord[];
  may: KnownWord[];
  /** The fields to look in; null for all. */
  fields: SearchedField[] | null;
}

/**
 * The ways to read a query, the strictest first; the first that any product meets is the right one. What the index knows
 * leads: words that it does not know are left out, and a typing error counts only where no whole word is known. Where no
 * product has all words, names lead over prose, and then the one word that says most.
 */
export function choicesOf(words: readonly KnownWord[]): Choice[] {
  const phrases = words.filter(({ isPhrase }) => isPhrase);
  const single = words.filter(({ isPhrase }) => !isPhrase);
  const named = single.filter(({ knowledge }) => knowledge === 'kind' || knowledge === 'trait' || knowledge === 'code');
  const prose = single.filter(({ knowledge }) => knowledge === 'prose');
  const misspelt = single.filter(({ knowledge }) => knowledge === 'typo');
  const exact = [...named, ...prose];

  const leading = exact.length > 0 ? exact : misspelt;
  // The engine still finds words that the index writes as one.
  if (leading.length + phrases.length === 0) return [choiceOf([...words], [])];
  // Where two say as much, the later one: in English the noun comes last.
  const [first, ...others] = leading.toReversed().toSorted(byWeight);
  const rest = exact.length > 0 ? misspelt : [];
  return [
    choiceOf([...phrases, ...leading], rest),
    ...(named.length > 0 && prose.length > 0 ? [choiceOf([...phrases, ...named], [...prose, ...rest])] : []),
    ...(first && others.length > 0 ? [choiceOf([...phrases, first], [...others, ...rest])] : []),
  ];
}

/** A word that names products is not looked for in prose: a lamp with a brass ring is no ring. */
function choiceOf(must: KnownWord[], may: KnownWord[]): Choice {
  const isName = ({ isPhrase, knowledge }: KnownWord) => !isPhrase && ['kind', 'trait', 'typo'].includes(knowledge);
  if (must.length === 0 || !must.every(isName)) return { must, may, fields: null };
  return { must, may: may.filter(isName), fields: nameFields };
}

/** The words of a choice for the search engine, those that may be dropped last; only an unfinished word stands at the very end. */
export function textOf({ must, may }: Choice, excluded: readonly string[]): string {
  const unfinished = [...must, ...may].find(({ isPrefix }) => isPrefix);
  // Were it not the last one, the engine would read it as a whole word.
  const optional = unfinished && must.includes(unfinished) ? [] : may;
  const words = [...must, ...optional].filter((word) => word !== unfinished).map(({ text }) => text);
  return [...excluded, ...words, unfinished?.text ?? ''].join(' ');
}

const weights = ['code', 'kind', 'trait', 'prose', 'typo', 'unknown'] as const;

/**
 * Words before bare numbers, the kind of product before its traits, what is asked for before what it is for, names before
 * synonyms of names; then the rarer word, but of two kinds the later one: a `desk lamp` is a lamp.
 */
function byWeight(one: KnownWord, other: KnownWord): number {
  const isNumber = ({ text }: KnownWord) => Number(/^\p{N}+$/u.test(text));
  return (
    isNumber(one) - isNumber(other) ||
    weights.indexOf(one.knowledge) - weights.indexOf(other.knowledge) ||
    Number(one.isAside) - Number(other.isAside) ||
    Number(other.isWritten) - Number(one.isWritten) ||
    (one.knowledge === 'kind' ? 0 : one.documents - other.documents)
  );
}
