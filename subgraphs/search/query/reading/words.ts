import { isFiller, turnsAside } from './fillers.ts';

/** What a query asks for, read from what was typed. */
export interface Words {
  /** Words and phrases to find, each once, in the order typed. Empty: everything is asked for. */
  wanted: Word[];
  /** Words and phrases that a hit must not contain, as the search engine writes them: `-floor`, `-"floor lamp"`. */
  excluded: string[];
  /** Words that say nothing of a product (`please`, `looking`, `for`), as typed. They are not searched. */
  fillers: string[];
}

/** A word between spaces (`hand-woven`, `18-carat`), or a phrase. */
export interface Word {
  /** The text as the search engine is to read it; a phrase with its quotation marks. */
  text: string;
  /** As it was typed. */
  typed: string;
  isPhrase: boolean;
  /** The end of the query, which may still be being typed: what begins with it matches as well. */
  isLast: boolean;
  /** Whether a preposition parts it from the thing asked for: see `turnsAside`. */
  isAside: boolean;
}

/** The search engine reads no more words of a query than this. */
const mostWords = 10;

/**
 * Reads a query. Full-width letters and ligatures are read as plain ones; letters, marks and numbers make words, and so do
 * `-'.&/_` between two of them. A possessive `'s` is left out. Fillers are searched only inside phrases. Of more
 * than ten words the first ten are read.
 */
export function readWords(query: string): Words {
  const plain = query
    .normalize('NFKC')
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’ʼ]/g, "'")
    .replaceAll(/\p{C}/gu, ' ');
  const excluded: string[] = [];
  const fillers: string[] = [];
  const wanted: Word[] = [];
  let isAside = false;
  const pieces = [...plain.matchAll(/(?<minus>(?<=^|\s)-)?(?:"(?<phrase>[^"]+)"|(?<word>[^\s"]+))/g)];
  for (const [index, { groups = {} }] of pieces.entries()) {
    const isLast = index === pieces.length - 1 && !/[\s"]$/.test(plain);
    if (groups.phrase !== undefined) {
      const phrase = groups.phrase.trim();
      if (!hasText(phrase)) continue;
      if (groups.minus) excluded.push(`-"${phrase}"`);
      else wanted.push({ text: `"${phrase}"`, typed: `"${phrase}"`, isPhrase: true, isLast: false, isAside });
      continue;
    }
    const words = wordsOf(groups.word ?? '');
    if (groups.minus) excluded.push(...words.map((word) => `-${word}`));
    else
      for (const [place, word] of words.entries()) {
        if (isFiller(word)) {
          fillers.push(word);
          isAside ||= wanted.length > 0 && turnsAside(word);
        } else {
          const isEnd = isLast && place === words.length - 1;
          wanted.push({ text: word, typed: word, isPhrase: false, isLast: isEnd, isAside });
        }
      }
  }
  return { wanted: distinct(wanted).slice(0, mostWords), excluded: excluded.slice(0, mostWords), fillers };
}

/** `bag,leather` is two words; `hand-woven`, `1.4` and `A&B` are one. */
function wordsOf(piece: string): string[] {
  const words = piece.match(/[\p{L}\p{M}\p{N}]+(?:[-'.&/_][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
  return words.map((word) => word.replace(/'s$/i, ''));
}

function hasText(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Each word once; where one comes twice the later place counts, because it may be the end. */
function distinct(words: Word[]): Word[] {
  const byText = new Map<string, Word>();
  for (const word of words) {
    const key = word.text.toLowerCase();
    const earlier = byText.get(key);
    byText.set(key, earlier ? { ...earlier, isLast: word.isLast } : word);
  }
  return [...byText.values()].sort((one, other) => Number(one.isLast) - Number(other.isLast));
}
