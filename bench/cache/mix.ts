/** What visitors of one day ask, one request after the other. */
export type Mix = () => { handle: string; isSignedIn: boolean };

/**
 * Visitors choose among the products by Zipf's law with the exponent 1: the second product is visited half as often as the first.
 * One request in 100 comes from a signed-in customer. The same seed gives the same requests.
 */
export function visitors(handles: readonly string[], seed: number): Mix {
  const random = generator(seed);
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

/** Numbers from 0 to 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
