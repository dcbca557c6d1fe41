/**
 * Rounds amounts so that they add up. Medusa calculates fractions of a minor unit; clients see whole minor units. The amount
 * of each line and shipping method is split into net and tax once, and all totals are sums of these parts, so totals match
 * their parts exactly. Amounts are bigints: minor units or, before rounding, millionths of a minor unit.
 */

/** Units of an unrounded amount in one minor unit. */
export const unroundedPerMinorUnit = 1_000_000n;

/** An amount and its tax; gross is exactly net add tax. */
export interface Split {
  net: bigint;
  tax: bigint;
  gross: bigint;
}

/** The unrounded cost of a line or a shipping method, before and after discounts. */
export interface Charge {
  /** Whether its price includes tax. */
  includesTax: boolean;
  original: Split;
  discounted: Split;
  /** The weights of its taxes in the total tax. */
  rates: readonly bigint[];
}

/** The rounded cost of a line or a shipping method, in minor units. */
export interface RoundedCharge {
  original: Split;
  /** The reduction by discounts. */
  discount: Split;
  /** The cost after discounts. */
  total: Split;
  /** The tax of `total` by rate. */
  taxes: bigint[];
}

/**
 * Rounds charges, and credits that are subtracted from them, so that they add up. The total is the exact total, with halves
 * rounded up in absolute value. Each part differs from its exact amount by one minor unit at most. A tax or discount of zero
 * stays zero.
 */
export function roundCharges(charges: readonly Charge[], credits = 0n): { charged: RoundedCharge[]; credits: bigint } {
  const gross = roundParts([...charges.map(({ discounted }) => discounted.gross), -credits]);
  const net = netAmounts(charges, gross);
  const charged = charges.map((charge, index) => {
    const total = splitOf(net[index] as bigint, gross[index] as bigint);
    const discount = discountOf(charge, total);
    return { original: add(total, discount), discount, total, taxes: apportion(total.tax, charge.rates) };
  });
  return { charged, credits: -(gross.at(-1) as bigint) };
}

/** The price of one piece and its tax in minor units, as charged for a quantity of one. */
export function roundPrice(price: Split, includesTax: boolean): Split {
  if (!includesTax)
    return splitOf(roundAmount(price.net), price.tax === 0n ? roundAmount(price.net) : roundAmount(price.gross));
  const gross = roundAmount(price.gross);
  return splitOf(gross - roundAmount(price.tax), gross);
}

/** Whole minor units; halves are rounded up in absolute value. */
function roundAmount(amount: bigint): bigint {
  return amount < 0n ? -roundAmount(-amount) : (amount + unroundedPerMinorUnit / 2n) / unroundedPerMinorUnit;
}

/** The sum of amounts, part by part. */
export function sumOf(splits: readonly Split[]): Split {
  return splits.reduce(add, { net: 0n, tax: 0n, gross: 0n });
}

/** Splits an amount in proportion to weights, in minor units. The parts add up to the amount. */
function apportion(whole: bigint, weights: readonly bigint[]): bigint[] {
  const all = sum(weights);
  return roundParts(weights.map((weight) => (all === 0n ? 0n : (whole * unroundedPerMinorUnit * weight) / all)));
}

/** Rounds parts to minor units by the largest-remainder method, so that their sum is the rounded sum. */
function roundParts(parts: readonly bigint[]): bigint[] {
  const floors = parts.map(floor);
  const missing = Number(roundAmount(sum(parts)) - sum(floors));
  const remainder = (index: number) => (parts[index] as bigint) - (floors[index] as bigint) * unroundedPerMinorUnit;
  const raised = new Set(
    [...parts.keys()].sort((one, other) => Number(remainder(other) - remainder(one))).slice(0, missing),
  );
  return floors.map((whole, index) => (raised.has(index) ? whole + 1n : whole));
}

/** The net of each charge. Where prices include tax, the tax is rounded and the net is the difference; otherwise the reverse. */
function netAmounts(charges: readonly Charge[], gross: readonly bigint[]): bigint[] {
  const result = [...gross.slice(0, charges.length)];
  const taxed = [...charges.entries()].filter(([, { discounted }]) => discounted.tax !== 0n);
  const withTaxIncluded = (includesTax: boolean) => taxed.filter(([, charge]) => charge.includesTax === includesTax);
  const [including, excluding] = [withTaxIncluded(true), withTaxIncluded(false)];
  const taxes = roundParts(including.map(([, { discounted }]) => discounted.tax));
  const bases = roundParts(excluding.map(([, { discounted }]) => discounted.net));
  for (const [place, [index]] of including.entries())
    result[index] = (gross[index] as bigint) - (taxes[place] as bigint);
  for (const [place, [index]] of excluding.entries()) result[index] = bases[place] as bigint;
  return result.map((net, index) => clampToWhole(net, gross[index] as bigint));
}

/** The reduction by discounts; zero without a discount, and never negative. */
function discountOf({ includesTax, original, discounted }: Charge, total: Split): Split {
  if (original.gross === discounted.gross && original.tax === discounted.tax) return splitOf(0n, 0n);
  const before = roundPrice(original, includesTax);
  const tax = atLeastZero(before.tax - total.tax);
  if (!includesTax) {
    const net = atLeastZero(before.net - total.net);
    return splitOf(net, net + tax);
  }
  const gross = atLeastZero(before.gross - total.gross);
  return splitOf(gross - clampToWhole(tax, gross), gross);
}

function splitOf(net: bigint, gross: bigint): Split {
  return { net, tax: gross - net, gross };
}

function add(one: Split, other: Split): Split {
  return { net: one.net + other.net, tax: one.tax + other.tax, gross: one.gross + other.gross };
}

/** Limits a part to the range from zero to the whole that it is a part of. */
function clampToWhole(part: bigint, whole: bigint): bigint {
  const [least, most] = whole < 0n ? [whole, 0n] : [0n, whole];
  if (part < least) return least;
  return part > most ? most : part;
}

function atLeastZero(amount: bigint): bigint {
  return amount < 0n ? 0n : amount;
}

function floor(amount: bigint): bigint {
  const whole = amount / unroundedPerMinorUnit;
  return whole * unroundedPerMinorUnit > amount ? whole - 1n : whole;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n);
}
