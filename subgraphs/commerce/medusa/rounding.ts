/**
 * Amounts that add up. Medusa keeps fractions of a cent; what is shown has whole minor units. Every amount is taken apart
 * into net and tax once, for each line and each way of sending, and all sums are sums of these: so every part makes its
 * whole exactly. Amounts are bigints, either in minor units or, where they are not rounded yet, in millionths of them.
 */

/** How many parts of an unrounded amount make one minor unit. */
export const fine = 1_000_000n;

/** An amount and its tax; gross is exactly net plus tax. */
export interface Split {
  net: bigint;
  tax: bigint;
  gross: bigint;
}

/** What one line or one way of sending costs, not rounded: before discounts, and after them. */
export interface Charge {
  /** Whether its price includes tax. */
  includesTax: boolean;
  original: Split;
  discounted: Split;
  /** Its taxes, as their shares of the whole tax. */
  rates: readonly bigint[];
}

/** The same in minor units. */
export interface Charged {
  original: Split;
  /** What discounts take off. */
  discount: Split;
  /** What remains to be paid. */
  total: Split;
  /** The tax of `total` by rate. */
  taxes: bigint[];
}

/**
 * Rounds charges, and credits that are taken off them, so that they add up. The total is the exact total, rounded half away
 * from zero, and no part is further than one minor unit from its exact amount. What is tax-free stays so, and what has no
 * discount has none.
 */
export function roundCharges(charges: readonly Charge[], credits = 0n): { charged: Charged[]; credits: bigint } {
  const gross = share([...charges.map(({ discounted }) => discounted.gross), -credits]);
  const net = nets(charges, gross);
  const charged = charges.map((charge, index) => {
    const total = splitOf(net[index] as bigint, gross[index] as bigint);
    const discount = discountOf(charge, total);
    return { original: plus(total, discount), discount, total, taxes: apportion(total.tax, charge.rates) };
  });
  return { charged, credits: -(gross.at(-1) as bigint) };
}

/** The price of one piece and its tax in minor units, as it is charged where one is bought. */
export function roundPrice(price: Split, includesTax: boolean): Split {
  if (!includesTax)
    return splitOf(roundAmount(price.net), price.tax === 0n ? roundAmount(price.net) : roundAmount(price.gross));
  const gross = roundAmount(price.gross);
  return splitOf(gross - roundAmount(price.tax), gross);
}

/** Whole minor units, half away from zero. */
function roundAmount(amount: bigint): bigint {
  return amount < 0n ? -roundAmount(-amount) : (amount + fine / 2n) / fine;
}

/** The sum of amounts, part by part. */
export function sumOf(splits: readonly Split[]): Split {
  return splits.reduce(plus, { net: 0n, tax: 0n, gross: 0n });
}

/** Parts of a whole in proportion to weights, in minor units; they add up to it. */
function apportion(whole: bigint, weights: readonly bigint[]): bigint[] {
  const all = sum(weights);
  return share(weights.map((weight) => (all === 0n ? 0n : (whole * fine * weight) / all)));
}

/** Whole minor units for unrounded parts: those with the largest remainders are rounded up, so that the sum is the rounded sum. */
function share(parts: readonly bigint[]): bigint[] {
  const floors = parts.map(floor);
  const missing = Number(roundAmount(sum(parts)) - sum(floors));
  const remainder = (index: number) => (parts[index] as bigint) - (floors[index] as bigint) * fine;
  const raised = new Set(
    [...parts.keys()].sort((one, other) => Number(remainder(other) - remainder(one))).slice(0, missing),
  );
  return floors.map((whole, index) => (raised.has(index) ? whole + 1n : whole));
}

/** The net of each charge. Where prices include tax, the tax is rounded and the net is the rest; elsewhere the tax is the rest. */
function nets(charges: readonly Charge[], gross: readonly bigint[]): bigint[] {
  const found = [...gross.slice(0, charges.length)];
  const taxed = [...charges.entries()].filter(([, { discounted }]) => discounted.tax !== 0n);
  const among = (includesTax: boolean) => taxed.filter(([, charge]) => charge.includesTax === includesTax);
  const [including, excluding] = [among(true), among(false)];
  const taxes = share(including.map(([, { discounted }]) => discounted.tax));
  const bases = share(excluding.map(([, { discounted }]) => discounted.net));
  for (const [place, [index]] of including.entries())
    found[index] = (gross[index] as bigint) - (taxes[place] as bigint);
  for (const [place, [index]] of excluding.entries()) found[index] = bases[place] as bigint;
  return found.map((net, index) => within(net, gross[index] as bigint));
}

/** What was taken off; none where nothing was, and never less than nothing. */
function discountOf({ includesTax, original, discounted }: Charge, total: Split): Split {
  if (original.gross === discounted.gross && original.tax === discounted.tax) return splitOf(0n, 0n);
  const before = roundPrice(original, includesTax);
  const tax = atLeastNone(before.tax - total.tax);
  if (!includesTax) {
    const net = atLeastNone(before.net - total.net);
    return splitOf(net, net + tax);
  }
  const gross = atLeastNone(before.gross - total.gross);
  return splitOf(gross - within(tax, gross), gross);
}

function splitOf(net: bigint, gross: bigint): Split {
  return { net, tax: gross - net, gross };
}

function plus(one: Split, other: Split): Split {
  return { net: one.net + other.net, tax: one.tax + other.tax, gross: one.gross + other.gross };
}

/** A part lies between nothing and its whole. */
function within(part: bigint, whole: bigint): bigint {
  const [least, most] = whole < 0n ? [whole, 0n] : [0n, whole];
  if (part < least) return least;
  return part > most ? most : part;
}

function atLeastNone(amount: bigint): bigint {
  return amount < 0n ? 0n : amount;
}

function floor(amount: bigint): bigint {
  const whole = amount / fine;
  return whole * fine > amount ? whole - 1n : whole;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n);
}
