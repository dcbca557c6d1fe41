import { classOf, nameAttributes } from '../../attributes.ts';
import { type EngineQuery, type EngineResult, indexes } from '../../meilisearch/client.ts';
import { highlighting, markedWord } from '../highlights.ts';
import type { ClassifiedToken } from '../understanding/tokens.ts';

/** The largest number of words that are corrected. */
const maxWords = 3;

/** A shorter beginning resembles too many words. */
const shortest = 4;

/** A word that no product has, and how to look up words of products with the same beginning. */
export interface Correction {
  token: ClassifiedToken;
  tokens: readonly ClassifiedToken[];
  query: EngineQuery;
}

/** Looks up the first half of each unknown word, at least four letters, in the names of products. */
export function planCorrections(tokens: readonly ClassifiedToken[]): Correction[] {
  return tokens
    .filter(({ tokenClass, isPhrase }) => tokenClass === 'unknown' && !isPhrase)
    .slice(0, maxWords)
    .flatMap((token) => {
      const letters = [...token.text];
      const length = Math.max(shortest, Math.ceil(letters.length / 2));
      if (length >= letters.length || !/^\p{L}+$/u.test(token.text)) return [];
      const query: EngineQuery = {
        indexUid: indexes.products,
        q: letters.slice(0, length).join(''),
        matchingStrategy: 'all',
        limit: 1,
        attributesToRetrieve: ['id'],
        attributesToSearchOn: nameAttributes,
        showRankingScoreDetails: true,
        ...highlighting(nameAttributes),
      };
      return [{ token, tokens, query }];
    });
}

/** The tokens of the query with the words that were found; null when none was. */
export function correctedTokens(
  corrections: readonly Correction[],
  results: readonly EngineResult[],
): ClassifiedToken[] | null {
  const [first] = corrections;
  if (!first) return null;
  const found = new Map<ClassifiedToken, ClassifiedToken>();
  for (const [place, { token }] of corrections.entries()) {
    const { best = null, hits = [] } = results[place] ?? {};
    const word = hits[0] && markedWord(nameAttributes.map((name) => hits[0]?._formatted?.[name]));
    if (!best || best.typos > 0 || !word) continue;
    const text = word.toLowerCase();
    found.set(token, {
      ...token,
      text,
      typed: text,
      isLast: false,
      isExact: true,
      tokenClass: classOf(best.attribute),
    });
  }
  return found.size > 0 ? first.tokens.map((token) => found.get(token) ?? token) : null;
}
