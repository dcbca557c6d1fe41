import type { InvalidReason } from './invalid-parts';

/** The limits of a text that a buyer writes. */
export interface TextLimits {
  /** The most characters as people count them: extended grapheme clusters (UAX #29). */
  maxLength: number;
  /** Whether line breaks are allowed. */
  isMultiline?: boolean;
  /** The content of a character class of a regular expression with the flag `u`; missing where all characters are allowed. */
  allowedCharacters?: string | null;
}

/** Why a text is outside its limits: a sentence, and the same for translation. */
export interface Problem {
  problem: string;
  reason?: InvalidReason;
}

/** Code points for each character: enough for an emoji of a family, and too few for text that stacks marks without end. */
const codePointsPerCharacter = 10;

/** Control characters, lone surrogates, and characters that change the direction of the text around them. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The text in the Unicode form NFC, trimmed, with line feeds as line breaks; empty where nothing of it is visible. Returns
 * a problem where it is outside the limits.
 */
export function readText(value: string, limits: TextLimits): string | Problem {
  const { maxLength, isMultiline = false, allowedCharacters } = limits;
  const text = value.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (unprintable.test(isMultiline ? text.replaceAll('\n', '') : text)) {
    return isMultiline
      ? { problem: 'Must not contain control characters.', reason: 'controlCharacters' }
      : { problem: 'Must not contain control characters or line breaks.', reason: 'lineBreaks' };
  }
  if (text.replace(/[\p{Default_Ignorable_Code_Point}\s]/gu, '') === '') return '';
  if (countCharacters(text, maxLength) > maxLength) {
    return { problem: `Must have at most ${maxLength} characters.`, reason: ['tooLong', { most: maxLength }] };
  }
  if (allowedCharacters && !new RegExp(`^[${allowedCharacters}]*$`, 'u').test(text)) {
    return {
      problem: `Must consist of the characters [${allowedCharacters}].`,
      reason: ['characters', { allowed: allowedCharacters }],
    };
  }
  return text;
}

/** The number of characters; more than `limit` where there are too many code points to count. */
function countCharacters(text: string, limit: number): number {
  if ([...text].length > limit * codePointsPerCharacter) return limit + 1;
  return [...segmenter.segment(text)].length;
}
