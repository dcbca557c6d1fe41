import type { Language } from '#kit/graph/languages/language.ts';

/**
 * Articles, prepositions and particles: what links names and says nothing by itself. Without verbs, pronouns and negations, so that
 * names and these words make no statement.
 */
const linkingWords: Record<Language, ReadonlySet<string>> = {
  EN: wordsIn('a an the of in on for with from by to and'),
  FR: wordsIn("le la les l' un une des du de d' à au aux en et pour par avec dans sur sous"),
  JA: wordsIn('の と に で へ や から まで より'),
  IT: wordsIn(
    "il lo la i gli le l' un un' uno una di d' del dello della dei degli delle dell' da dal dalla dall' in nel nella nell' con su sul sulla sull' per a al alla all' e ed",
  ),
};

/** Whether a word in lower case is an article, a preposition or a particle. */
export function isLinkingWord(word: string, language: Language): boolean {
  return linkingWords[language].has(word);
}

/** Whether every elided word before another is an article or a preposition: `l'écharpe`, and not `j'aime`. */
export function hasOnlyLinks(text: string, language: Language): boolean {
  if (language !== 'FR' && language !== 'IT') return true;
  return (text.match(elided) ?? []).every((word) => isLinkingWord(word, language));
}

const elided = /(?<![\p{L}\p{M}\p{N}])\p{L}+'/gu;

function wordsIn(line: string): ReadonlySet<string> {
  return new Set(line.split(' '));
}
