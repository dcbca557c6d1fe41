import { dictionary } from '@zxcvbn-ts/language-common';

/** Leaked passwords that attackers try first, in lower case (zxcvbn's list). */
const common = new Set<string>(dictionary['passwords-common']);

/** Names of the brand. */
const brandNames = ['axiom', 'axiomhouse'];

/** Maximum number of digits and symbols around a common word that still count as predictable, as in `password1234`. */
const maxAffixLength = 8;

/** Minimum number of characters after a fragment that count as its repetition. */
const minRepeatedLength = 4;

/** Characters that often replace letters. */
const substitutes: Record<string, string> = {
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
 * Whether a password is common or predictable; NIST SP 800-63B requires refusing it. That is: a leaked password, in any case,
 * with digits for letters and up to eight digits and symbols around it; a short repeated fragment; a sequence of the alphabet
 * or of digits; or, with the same variations, a name of the owner or of the brand.
 */
export function isCommonPassword(password: string, ownNames: readonly string[] = []): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const own = [...brandNames, ...ownNames.map((name) => name.normalize('NFKC').toLowerCase())].filter(isLong);
  const fragments = [text, fragmentOf(text)];
  return (
    isSequence(text) ||
    isShort(fragmentOf(text)) ||
    fragments.some((fragment) => [...coresOf(fragment)].some((core) => common.has(core) || own.includes(core)))
  );
}

/** Variants of a text: itself, without digits and symbols at its ends, and with letters in place of digits. */
function* coresOf(text: string): Generator<string> {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  yield text;
  if (isLong(core) && text.length - core.length <= maxAffixLength) yield core;
  // Digits at the end are removed before the substitution, as in `p4ssw0rd1`.
  const spelled = text.replace(/[\d\W_]+$/u, '').replace(/./gu, (sign) => substitutes[sign] ?? sign);
  if (isLong(spelled) && text.length - spelled.length <= maxAffixLength) yield spelled;
}

/** The repeated fragment of a text, as `abc` in `abcabcab`; the text itself when nothing is repeated. */
function fragmentOf(text: string): string {
  for (let length = 1; length <= text.length - minRepeatedLength; length += 1) {
    const fragment = text.slice(0, length);
    if (fragment.repeat(Math.ceil(text.length / length)).startsWith(text)) return fragment;
  }
  return text;
}

/** Whether every character follows or precedes the previous one, as in `23456789012` or `zyxwvu`. */
function isSequence(text: string): boolean {
  const steps = [...text].slice(1).map((sign, index) => (sign.codePointAt(0) ?? 0) - (text.codePointAt(index) ?? 0));
  return [1, -1].some((step) => steps.every((taken) => taken === step || taken === -9 * step));
}

function isShort(fragment: string): boolean {
  return fragment.length <= 4;
}

function isLong(name: string): boolean {
  return name.length >= 4;
}
