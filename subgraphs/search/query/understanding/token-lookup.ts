import type { Language } from '#kit/graph/languages/language.ts';
import { indexIn } from '#kit/stores/search-attributes.ts';
import { classOf, searchedAttributes } from '../../attributes.ts';
import { codeOf } from '../../indexing/documents/document.ts';
import { type BestMatch, type EngineQuery, type EngineResult, indexes } from '../../meilisearch/client.ts';
import { joinPhrases } from './phrases.ts';
import type { ClassifiedToken, Token, TokenClass } from './tokens.ts';

/** Queries that classify the tokens of a query, for one call to the engine. */
export interface TokenLookup {
  queries: EngineQuery[];
  /** The classified tokens in their order, from the results of `queries`. */
  read(results: EngineResult[]): ClassifiedToken[];
}

/** Looks up each token separately, the last one also as a prefix, and tokens that can be article numbers. */
export function planTokenLookup(tokens: readonly Token[], language: Language): TokenLookup {
  const last = tokens.at(-1);
  if (!last) return { queries: [], read: () => [] };

  const lookups = tokens.map((token) => ({ token, code: codeIn(token.text, tokens.length === 1) }));
  // `AX 1001 CRU` is one article number, and `0 952000 001001 0` one GTIN.
  const join = (separator: string) => tokens.map(({ text }) => text).join(separator);
  const joined: Token = {
    text: join(''),
    typed: join(' '),
    isPhrase: false,
    isLast: last.isLast,
    isQualifier: false,
  };
  const code = tokens.length > 1 ? codeIn(joined.text, false) : null;
  return {
    queries: [
      phrasesQuery(language),
      ...lookups.flatMap(({ token, code }) => [...tokenQueries(token), ...(code ? codeQueries(token, code) : [])]),
      ...(code ? codeQueries(joined, code) : []),
    ],
    read([phrases, ...left]) {
      const next = ({ isLast }: Token) => left.splice(0, isLast ? 2 : 1) as [EngineResult, EngineResult?];
      const classified = lookups.map(({ token, code }) => {
        const asWord = classify(token, ...next(token));
        return (code && classifyCode(token, code, ...next(token))) || asWord;
      });
      const number = code && classifyCode(joined, code, ...next(joined));
      return number ? [number] : joinPhrases(classified, new Set(phrases?.hits[0]?.phrases));
    },
  };
}

/** The engine matches a word as a prefix unless a space follows it. */
function tokenQueries({ text, isLast }: Pick<Token, 'text' | 'isLast'>): EngineQuery[] {
  return [`${text} `, ...(isLast ? [text] : [])].map((q) => ({
    indexUid: indexes.products,
    q,
    matchingStrategy: 'all',
    limit: 1,
    attributesToRetrieve: ['id'],
    showRankingScoreDetails: true,
  }));
}

function codeQueries({ isLast }: Token, code: string): EngineQuery[] {
  return tokenQueries({ text: code, isLast }).map((query) => ({ ...query, attributesToSearchOn: codeAttributes }));
}

const codeAttributes = searchedAttributes.filter((name) => classOf(name) === 'code');

function phrasesQuery(language: Language): EngineQuery {
  return {
    indexUid: indexes.meta,
    filter: `id = ${indexIn(language, 'lexicon')}`,
    attributesToRetrieve: ['phrases'],
    limit: 1,
  };
}

/** The numbers of digits that a Global Trade Item Number can have. */
const gtin = /^(\d{8}|\d{12,14})$/;

/**
 * The article number that a token can be, normalized. Digits alone count only if they are the whole query (`vase 1001` merely
 * contains a number) or have the length of a GTIN.
 */
function codeIn(text: string, isAlone: boolean): string | null {
  const code = codeOf(text);
  return code && (isAlone || /[a-z]/.test(code) || gtin.test(code)) ? code : null;
}

function classifyCode(token: Token, code: string, whole: EngineResult, prefix?: EngineResult): ClassifiedToken | null {
  const isPrefix = whole.total === 0;
  const { total } = isPrefix && prefix ? prefix : whole;
  return total > 0 ? { ...token, text: code, tokenClass: 'code', documents: total, isExact: true, isPrefix } : null;
}

function classify(token: Token, whole: EngineResult, prefix?: EngineResult): ClassifiedToken {
  const isPrefix =
    prefix !== undefined && prefix.best !== null && !hasNoTypos(whole) && (hasNoTypos(prefix) || !whole.best);
  const { best, total } = isPrefix ? prefix : whole;
  return { ...token, tokenClass: tokenClassOf(best), documents: total, isExact: best?.isExact ?? false, isPrefix };
}

function hasNoTypos({ best }: EngineResult): boolean {
  return best !== null && best.typos === 0 && classOf(best.attribute) !== 'code';
}

function tokenClassOf(best: BestMatch | null): TokenClass {
  if (!best) return 'unknown';
  if (best.typos > 0) return 'typo';
  // A number within a text is not an article number: see `codeIn`.
  const matchClass = classOf(best.attribute);
  return matchClass === 'code' ? 'unknown' : matchClass;
}
