import { dictionary } from '@zxcvbn-ts/language-common';

/** Passwords that attackers try first, in lower case (zxcvbn's list of leaked passwords). */
const common = new Set<string>(dictionary['passwords-common']);

/** Names of the brand. */
const ofTheHouse = ['axiom', 'axiomhouse'];

/** The most digits and signs that may surround a common word, such as those of `password1234` or a year. */
const mostAround = 8;

/** The fewest characters after a piece that count as its repetition. */
const leastRepeated = 4;

/** Characters that are often written in place of letters. */
const written: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Whether a password is common or predictable, which NIST SP 800-63B asks to refuse: one of a list of leaked passwords, in
 * any case, with digits for letters and up to eight digits and signs around it; a short piece that is repeated; a sequence
 * of the alphabet or of digits; or, varied in the same ways, a name of its owner or of the house.
 */
export function isCommonPassword(password: string, ownNames: readonly string[] = []): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const own = [...ofTheHouse, ...ownNames.map((name) => name.normalize('NFKC').toLowerCase())].filter(isLong);
  const pieces = [text, pieceOf(text)];
  return (
    isRow(text) ||
    isShort(pieceOf(text)) ||
    pieces.some((piece) => [...coresOf(piece)].some((core) => common.has(core) || own.includes(core)))
  );
}

/** A text, and what of it remains without digits and signs at its ends; each also with letters for the digits in it. */
function* coresOf(text: string): Generator<string> {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  yield text;
  if (isLong(core) && text.length - core.length <= mostAround) yield core;
  // Digits at the end are kept as they are here, for `p4ssw0rd1`.
  const spelled = text.replace(/[\d\W_]+$/u, '').replace(/./gu, (sign) => written[sign] ?? sign);
  if (isLong(spelled) && text.length - spelled.length <= mostAround) yield spelled;
}

/** The piece that a text repeats: `abc` of `abcabcab`; the text itself where it repeats none. */
function pieceOf(text: string): string {
  for (let length = 1; length <= text.length - leastRepeated; length += 1) {
    const piece = text.slice(0, length);
    if (piece.repeat(Math.ceil(text.length / length)).startsWith(text)) return piece;
  }
  return text;
}

/** Whether each character is the one after or before the last, as in `23456789012` or `zyxwvu`. */
function isRow(text: string): boolean {
  const steps = [...text].slice(1).map((sign, index) => (sign.codePointAt(0) ?? 0) - (text.codePointAt(index) ?? 0));
  return [1, -1].some((step) => steps.every((taken) => taken === step || taken === -9 * step));
}

function isShort(piece: string): boolean {
  return piece.length <= 4;
}

function isLong(name: string): boolean {
  return name.length >= 4;
}
