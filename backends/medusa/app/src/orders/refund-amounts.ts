/** Parts of one minor unit in an exact amount. */
export const exactPerMinorUnit = 1_000_000n;

/**
 * Rounds exact amounts to whole minor units by the largest-remainder method, so that they add up to the rounded sum. The graph
 * shows an order's lines and shipping with the same method and in the same order, so a buyer gets back what they saw.
 */
export function roundParts(parts: readonly bigint[]): bigint[] {
  const floors = parts.map((part) => part / exactPerMinorUnit);
  const whole = (sum(parts) + exactPerMinorUnit / 2n) / exactPerMinorUnit;
  const missing = Number(whole - sum(floors));
  const remainder = (index: number) => (parts[index] as bigint) % exactPerMinorUnit;
  const raised = [...parts.keys()].sort((one, other) => Number(remainder(other) - remainder(one))).slice(0, missing);
  return floors.map((floor, index) => (raised.includes(index) ? floor + 1n : floor));
}

/** A line of an order: its pieces, how many of them came back, and what was paid for all of them, in minor units. */
export interface PaidLine {
  quantity: number;
  returned: number;
  paid: bigint;
}

/**
 * What a buyer gets for the pieces that came back, in minor units: each piece's share of its line, so that the last piece
 * completes what was paid for the line. When everything is back, also what was paid for shipping (Directive 2011/83/EU,
 * article 13).
 */
export function refundFor(lines: readonly PaidLine[], shipping: bigint): bigint {
  const shares = lines.map(({ quantity, returned, paid }) => (paid * BigInt(returned)) / BigInt(quantity));
  const isEverything = lines.length > 0 && lines.every(({ quantity, returned }) => returned === quantity);
  return sum(shares) + (isEverything ? shipping : 0n);
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n);
}
