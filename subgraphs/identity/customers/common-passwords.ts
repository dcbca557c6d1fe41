import { dictionary } from '@zxcvbn-ts/language-common';

/** Passwords that attackers try first, in lower case (zxcvbn's list of leaked passwords). */
const common = new Set<string>(dictionary['passwords-common']);

/** What the house is called, which is guessed first of all. */
const ofTheHouse = ['axiom', 'axiomhouse'];

/** Characters beside a known word that are no obstacle: those of `password1234` or of a year. */
const mostBeside = 8;

/** A text that ends as it began repeats itself where so many characters are the same. */
const leastRepeated = 4;

/** Letters of a word may be written as these. */
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
 * Whether a password is among those that are guessed first, as NIST SP 800-63B asks to refuse: one of a list of leaked
 * ones, with up to eight digits and signs before or after it, in any case and with digits for letters; one short piece over
 * and over; a row of the alphabet or of digits; or a name that is known of its owner or of the house, so dressed up.
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
  if (isLong(core) && text.length - core.length <= mostBeside) yield core;
  // Digits at the end are kept as they are here, for `p4ssw0rd1`.
  const spelled = text.replace(/[\d\W_]+$/u, '').replace(/./gu, (sign) => written[sign] ?? sign);
  if (isLong(spelled) && text.length - spelled.length <= mostBeside) yield spelled;
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
