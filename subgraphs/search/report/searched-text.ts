/** A longer text is not a search by words, and is not counted. */
const longest = 60;

/** So many digits are a telephone number, a card, an account or an article number. */
const personalDigits = 7;

/** A longer word is a token or an address, not a word. */
const longestWord = 30;

/**
 * The text under which a search is counted: in lower case, with single spaces, and of letters, numbers and marks within words only, so
 * that it contains no markup and no control characters. Null for what is not counted: texts without a letter, of more than 60
 * characters, with a word of more than 30, or that may be an e-mail address, a web address, or a number of a telephone, a card or an account.
 */
export function searchedTextOf(query: string): string | null {
  const plain = query.toWellFormed().normalize('NFKC');
  if (/@|:\/\/|\bwww\./iu.test(plain)) return null;
  if ((plain.match(/\p{Nd}/gu)?.length ?? 0) >= personalDigits) return null;
  const text = plainTextOf(plain);
  if (text.length > longest || !/\p{L}/u.test(text)) return null;
  return text.split(' ').some((word) => word.length > longestWord && !unspaced.test(word)) ? null : text;
}

/** The same text without its conditions: what has been typed of it. */
export function plainTextOf(query: string): string {
  return query
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[‘’ʼ]/g, "'")
    .replaceAll(/[^\p{L}\p{M}\p{N}'&+./_-]+/gu, ' ')
    .replaceAll(/(?<![\p{L}\p{M}\p{N}])[^\p{L}\p{M}\p{N} -]+|[^\p{L}\p{M}\p{N} ]+(?![\p{L}\p{M}\p{N}])/gu, ' ')
    .replaceAll(/(?<![\p{L}\p{M}\p{N}])\p{M}+/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Japanese has no spaces between words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
