import { codeOf } from './document.ts';

/** The number of parts of one article number that are indexed separately; a longer one is indexed as a whole as well. */
const maxParts = 12;

/**
 * The codes that find article numbers: each number as a whole, and every sequence of its parts that has a digit and at least
 * four characters. `AX-1001-CRU-M` gives `ax1001crum`, `ax1001cru`, `ax1001`, `1001`, `1001cru`, `1001crum`.
 */
export function codesOf(articleNumbers: readonly string[]): string[] {
  const codes = articleNumbers.flatMap((articleNumber) => {
    const parts = (articleNumber.match(/\p{L}+|\p{N}+/gu) ?? []).slice(0, maxParts);
    const sequences = parts.flatMap((_, start) =>
      parts.slice(start).map((_, end) => parts.slice(start, start + end + 1)),
    );
    return [articleNumber, ...sequences.map((sequence) => sequence.join(''))].flatMap((text) => codeOf(text) ?? []);
  });
  return [...new Set(codes)];
}
