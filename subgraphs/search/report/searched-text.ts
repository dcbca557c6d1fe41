/** A longer text is not a search by words, and is not counted. */
const longest = 60;

/** So many digits are a telephone number, a card, an account or an article number. */
const personalDigits = 7;

/** In every script, and the Chinese characters of numbers. */
const digit = String.raw`[\p{N}零一二三四五六七八九十]`;
const digits = new RegExp(digit, 'gu');

/** Three numbers without letters between them: a date, or the address of a computer. */
const separator = String.raw`(?:[^\p{L}\p{N}]+|\s*[年月]\s*)`;
const threeNumbers = new RegExp(`${digit}${separator}${digit}+${separator}${digit}`, 'u');

/** What addresses of mails and pages have, as such or encoded: `@`, a host such as `example.com`, a path or parameters. */
const addresses = [
  /@|%(?:2[0-9a-f]|3[a-f]|40)/iu,
  /[[({<]\s*(?:at|dot)\s*[\])}>]/iu,
  /[\p{L}\p{N}]\.\p{L}{2,}|\bwww\./iu,
  /\.\S*\/|:\/|[?&][^\s=]+=/u,
];

/** A longer word is a token or an address, not a word. */
const longestWord = 30;

/**
 * The text under which a search is counted: in lower case, with single spaces, and of letters, numbers and marks within words only, so
 * that it contains no markup and no control characters. Null for what is not counted: texts without a letter, of more than 60
 * characters, with a word of more than 30, with seven digits or three numbers in a row, and what has the form of an e-mail or web address.
 * A name, or an address in other words, has no form by which it is recognised.
 */
export function searchedTextOf(query: string): string | null {
  const plain = query.toWellFormed().normalize('NFKC');
  // Invisible characters must not hide what an address is recognised by.
  const visible = plain.replaceAll(/\p{C}/gu, '');
  if (addresses.some((form) => form.test(visible)) || threeNumbers.test(visible)) return null;
  if ((visible.match(digits)?.length ?? 0) >= personalDigits) return null;
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
