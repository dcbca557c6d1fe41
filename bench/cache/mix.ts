import { randomFrom } from '#tests/support/random.ts';

/** What visitors of one day ask, one request after the other. */
export type Mix = () => { handle: string; isSignedIn: boolean };

/**
 * Visitors choose among the products by Zipf's law with the exponent 1: the second product is visited half as often as the first.
 * One request in 100 comes from a signed-in customer. The same seed gives the same requests.
 */
export function visitors(handles: readonly string[], seed: number): Mix {
  const random = randomFrom(seed);
  const sums: number[] = [];
  for (const [index] of handles.entries()) sums.push((sums.at(-1) ?? 0) + 1 / (index + 1));
  const total = sums.at(-1) ?? 0;
  return () => ({ handle: handles[place(sums, random() * total)] as string, isSignedIn: random() < 0.01 });
}

/** The index of the first sum that is not below the value. */
function place(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
