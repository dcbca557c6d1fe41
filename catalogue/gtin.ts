/**
 * The GTIN-14 of the item with this number, 0 to 999,999,999: its check digit is valid and its prefix, 952, is the one that GS1
 * keeps for demonstrations and examples, so that it can never be a real company's.
 */
export function gtin14(item: number): string {
  const digits = `0952${String(item).padStart(9, '0')}`;
  return `${digits}${checkDigit(digits)}`;
}

/** The digit that ends a GTIN (GS1 General Specifications, 7.9): weights 3 and 1 by turns, 3 at the right end. */
export function checkDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}
