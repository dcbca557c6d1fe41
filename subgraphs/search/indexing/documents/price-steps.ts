/** The first digits of the limits of price intervals: steps of at most a half, which are whole numbers from 10. */
const mantissas = [1, 1.5, 2, 3, 4, 5, 6, 8];

/** The largest power of ten of a limit; higher prices belong to the last interval. */
const maxPower = 12;

/** The limits of price intervals in ascending order, from 0; below 10 there is only one interval. In a currency's major unit. */
const steps = [
  0,
  ...Array.from({ length: maxPower }, (_, place) => place + 1).flatMap((power) =>
    mantissas.map((mantissa) => mantissa * 10 ** power),
  ),
];

/** The lower limit of the interval to which a price belongs. */
export function priceStepOf(price: number): number {
  return steps.findLast((step) => step <= price) ?? 0;
}

/** The interval limits from `first` to `last`, both of which are limits, and the one after them. */
export function priceStepsBetween(first: number, last: number): number[] {
  const end = steps.indexOf(last) + 1;
  return [...steps.slice(steps.indexOf(first), end), steps[end] ?? 10 ** (maxPower + 1)];
}
