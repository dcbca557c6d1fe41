import { codeOf } from '../document.ts';

/** Parts of one article number that are taken apart; a longer one is known by its first parts and as a whole. */
const mostParts = 12;

/**
 * The codes by which article numbers are found: each as a whole, and every stretch of it that has a digit and at least
 * four characters. `AX-1001-CRU-M` gives `ax1001crum`, `ax1001cru`, `ax1001`, `1001`, `1001cru`, `1001crum`.
 */
export function codesOf(articleNumbers: readonly string[]): string[] {
  const codes = articleNumbers.flatMap((articleNumber) => {
    const parts = (articleNumber.match(/\p{L}+|\p{N}+/gu) ?? []).slice(0, mostParts);
    const stretches = parts.flatMap((_, start) =>
      parts.slice(start).map((_, end) => parts.slice(start, start + end + 1)),
    );
    return [articleNumber, ...stretches.map((stretch) => stretch.join(''))].flatMap((text) => codeOf(text) ?? []);
  });
  return [...new Set(codes)];
}
