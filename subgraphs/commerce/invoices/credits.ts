/** A part of an invoice that has one set of taxes, in minor units. */
export interface TaxedPart {
  net: bigint;
  taxes: readonly bigint[];
}

/**
 * Splits a refund over what is left of the parts of its invoice, in proportion to it. The shares add up to the amount, and none is
 * more than what is left. So the refunds of a whole invoice add up to each of its amounts exactly.
 */
export function splitRefund(left: readonly TaxedPart[], amount: bigint): TaxedPart[] {
  const amounts = left.flatMap(({ net, taxes }) => [...taxes, net]);
  const total = amounts.reduce((sum, each) => sum + each, 0n);
  // Medusa refunds no more than was captured, but an order without an amount has nothing to be proportional to.
  if (total === 0n) return left.map((part, index) => (index === 0 ? { ...part, net: amount } : part));
  let sum = 0n;
  let shared = 0n;
  const shares = amounts.map((each) => {
    sum += each;
    const share = roundedQuotient(amount * sum, total) - shared;
    shared += share;
    return share;
  });
  return left.map(({ taxes }) => {
    const own = shares.splice(0, taxes.length + 1);
    return { taxes: own.slice(0, -1), net: own.at(-1) as bigint };
  });
}

/** What is left of the parts of an invoice after a refund. */
export function without(left: readonly TaxedPart[], refunded: readonly TaxedPart[]): TaxedPart[] {
  return left.map(({ net, taxes }, index) => {
    const part = refunded[index] as TaxedPart;
    return { net: net - part.net, taxes: taxes.map((tax, place) => tax - (part.taxes[place] as bigint)) };
  });
}

/** The quotient of amounts that are 0 or more, with halves rounded up. */
function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}
