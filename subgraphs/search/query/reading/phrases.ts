import type { KnownWord } from './known.ts';

/** The engine joins no more words than this. */
const longest = 3;

/** Words that together are one of `phrases`, for which editors keep synonyms, become one: a `side table` is no table. */
export function joinPhrases(words: readonly KnownWord[], phrases: ReadonlySet<string>): KnownWord[] {
  const [first, ...others] = words;
  if (!first || phrases.size === 0) return [...words];
  for (let count = Math.min(longest, words.length); count > 1; count--) {
    const part = words.slice(0, count);
    const text = part.map((word) => word.text).join(' ');
    if (phrases.has(text.toLowerCase())) return [phraseOf(part, text), ...joinPhrases(words.slice(count), phrases)];
  }
  return [first, ...joinPhrases(others, phrases)];
}

function phraseOf(words: KnownWord[], text: string): KnownWord {
  return {
    text,
    typed: words.map(({ typed }) => typed).join(' '),
    isPhrase: false,
    isLast: false,
    isAside: words.some(({ isAside }) => isAside),
    knowledge: 'kind',
    documents: Math.max(...words.map(({ documents }) => documents)),
    isWritten: false,
    isPrefix: false,
  };
}
