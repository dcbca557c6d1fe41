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

/**
 * The forms in which a barcode is typed or scanned: a Global Trade Item Number (GTIN) without leading zeros, and with those of each
 * length that it can have, as scanners read a UPC of 12 digits as an EAN of 13. Other numbers as `codeOf` normalizes them.
 */
export function barcodeForms(barcodes: readonly string[]): string[] {
  const forms = barcodes.flatMap((barcode) => {
    if (!/^\d{8,14}$/.test(barcode)) return codeOf(barcode) ?? [];
    const digits = barcode.replace(/^0+/, '');
    return [
      digits,
      ...gtinLengths.filter((length) => length > digits.length).map((length) => digits.padStart(length, '0')),
    ];
  });
  return [...new Set(forms)];
}

const gtinLengths = [8, 12, 13, 14];
