import type { ClassifiedToken } from './tokens.ts';

/** Maximum number of words of a phrase: the engine joins no more. */
const maxWords = 3;

/** Joins tokens that form one of `phrases`, for which editors keep synonyms: a `side table` is not a table. */
export function joinPhrases(tokens: readonly ClassifiedToken[], phrases: ReadonlySet<string>): ClassifiedToken[] {
  const [first, ...others] = tokens;
  if (!first || phrases.size === 0) return [...tokens];
  for (let count = Math.min(maxWords, tokens.length); count > 1; count--) {
    const part = tokens.slice(0, count);
    const text = part.map((token) => token.text).join(' ');
    if (phrases.has(text.toLowerCase())) return [phraseOf(part, text), ...joinPhrases(tokens.slice(count), phrases)];
  }
  return [first, ...joinPhrases(others, phrases)];
}

function phraseOf(tokens: ClassifiedToken[], text: string): ClassifiedToken {
  return {
    text,
    typed: tokens.map(({ typed }) => typed).join(' '),
    isPhrase: false,
    isLast: false,
    isQualifier: tokens.some(({ isQualifier }) => isQualifier),
    tokenClass: 'kind',
    documents: Math.max(...tokens.map(({ documents }) => documents)),
    isExact: false,
    isPrefix: false,
  };
}
