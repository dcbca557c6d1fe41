import type { Language } from '#kit/graph/languages/language.ts';
import { nameAttributes, type SearchedAttribute } from '../../attributes.ts';
import type { ClassifiedToken } from './tokens.ts';

/** One way to interpret a query: hits contain every required token; hits with optional tokens as well rank first. */
export interface Interpretation {
  required: ClassifiedToken[];
  optional: ClassifiedToken[];
  /** The attributes to search; null for all. */
  attributes: SearchedAttribute[] | null;
}

/**
 * The interpretations of a query, the strictest first; the first one with hits is used. Tokens that the index does not contain
 * are left out, and typing errors are corrected only if no token matches without one. If no product matches all tokens, names
 * take precedence over prose; after that, only the most significant token is required.
 */
export function interpretationsOf(tokens: readonly ClassifiedToken[], language: Language = 'EN'): Interpretation[] {
  const phrases = tokens.filter(({ isPhrase }) => isPhrase);
  const words = tokens.filter(({ isPhrase }) => !isPhrase);
  const names = words.filter(({ tokenClass }) => ['kind', 'trait', 'code'].includes(tokenClass));
  const prose = words.filter(({ tokenClass }) => tokenClass === 'prose');
  const misspelt = words.filter(({ tokenClass }) => tokenClass === 'typo');
  const known = [...names, ...prose];

  const leading = known.length > 0 ? known : misspelt;
  // The engine can still match words that the index writes as one.
  if (leading.length + phrases.length === 0) return [interpretation([...tokens], [])];
  // Of two equally significant tokens the noun: it comes last in English and Japanese, first in French and Italian.
  const isHeadFirst = ['FR', 'IT'].includes(language);
  const nounFirst = isHeadFirst ? leading : leading.toReversed();
  const [first, ...others] = nounFirst.toSorted((one, other) => bySignificance(one, other, isHeadFirst));
  const rest = known.length > 0 ? misspelt : [];
  return [
    interpretation([...phrases, ...leading], rest),
    ...(names.length > 0 && prose.length > 0 ? [interpretation([...phrases, ...names], [...prose, ...rest])] : []),
    ...(first && others.length > 0 ? [interpretation([...phrases, first], [...others, ...rest])] : []),
  ];
}

/** If all required tokens name products, prose is not searched: a lamp with a brass ring is not a ring. */
function interpretation(required: ClassifiedToken[], optional: ClassifiedToken[]): Interpretation {
  const isName = ({ isPhrase, tokenClass }: ClassifiedToken) =>
    !isPhrase && ['kind', 'trait', 'typo'].includes(tokenClass);
  if (required.length === 0 || !required.every(isName)) return { required, optional, attributes: null };
  return { required, optional: optional.filter(isName), attributes: nameAttributes };
}

/** The query text for the search engine, optional tokens last; only an incomplete token is at the very end. */
export function textOf({ required, optional }: Interpretation, excluded: readonly string[]): string {
  const incomplete = [...required, ...optional].find(({ isPrefix }) => isPrefix);
  // The engine matches a token as a prefix only in the last position.
  const droppable = incomplete && required.includes(incomplete) ? [] : optional;
  const texts = [...required, ...droppable].filter((token) => token !== incomplete).map(({ text }) => text);
  return [...excluded, ...texts, incomplete?.text ?? ''].join(' ');
}

const significance = ['code', 'kind', 'trait', 'prose', 'typo', 'unknown'] as const;

/**
 * Words before bare numbers, kinds of product before traits, names before qualifiers, exact matches before synonyms; then the
 * rarer token, except that of two kinds the later one comes first: a `ring box` is a box. In French and Italian the first of two
 * kinds does, also in its plural, which is no exact match: `lampes de table` are lamps.
 */
function bySignificance(one: ClassifiedToken, other: ClassifiedToken, isHeadFirst: boolean): number {
  const areKinds = one.tokenClass === 'kind' && other.tokenClass === 'kind';
  const isNumber = ({ text }: ClassifiedToken) => Number(/^\p{N}+$/u.test(text));
  return (
    isNumber(one) - isNumber(other) ||
    significance.indexOf(one.tokenClass) - significance.indexOf(other.tokenClass) ||
    Number(one.isQualifier) - Number(other.isQualifier) ||
    (isHeadFirst && areKinds ? 0 : Number(other.isExact) - Number(one.isExact)) ||
    (one.tokenClass === 'kind' ? 0 : one.documents - other.documents)
  );
}
