import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roundCharges } from '../rounding.ts';

interface PaidLine {
  quantity: number;
  returned: number;
  paid: bigint;
}

// The Medusa application is another package, of CommonJS, so its types cannot be imported here.
const application: string = '#backends/medusa/app/src/orders/refund-amounts.ts';
const { exactPerMinorUnit, refundFor, roundParts } = (await import(application)) as {
  exactPerMinorUnit: bigint;
  roundParts(parts: readonly bigint[]): bigint[];
  refundFor(lines: readonly PaidLine[], shipping: bigint): bigint;
};

const amount = fc.bigInt({ min: 0n, max: 10_000_000n * exactPerMinorUnit });
const order = fc.record({
  lines: fc.array(fc.record({ exact: amount, quantity: fc.integer({ min: 1, max: 20 }) }), {
    minLength: 1,
    maxLength: 8,
  }),
  shipping: amount,
  // The order in which single pieces come back.
  seed: fc.array(fc.nat(), { minLength: 160, maxLength: 160 }),
});

describe('What is refunded for the pieces of an order', () => {
  it('adds up to what was paid for each line, and with shipping to the total, in any order of the pieces', () => {
    fc.assert(
      fc.property(order, ({ lines, shipping, seed }) => {
        const paid = roundParts([...lines.map(({ exact }) => exact), shipping]);
        const exact = lines.reduce((all, line) => all + line.exact, shipping);
        const total = paid.reduce((all, part) => all + part, 0n);
        const returned = lines.map(() => 0);
        const due = () =>
          refundFor(
            lines.map(({ quantity }, index) => ({
              quantity,
              returned: returned[index] as number,
              paid: paid[index] as bigint,
            })),
            paid.at(-1) as bigint,
          );
        const pieces = lines.flatMap(({ quantity }, index) => Array<number>(quantity).fill(index));
        const ordered = pieces
          .map((line, place) => ({ line, key: seed[place] as number }))
          .sort((a, b) => a.key - b.key);
        let refunded = 0n;
        for (const { line } of ordered) {
          returned[line] = (returned[line] as number) + 1;
          const step = due() - refunded;
          expect(step >= 0n).toBe(true);
          refunded += step;
        }

        expect(refunded).toBe(total);
        expect(total).toBe((exact + exactPerMinorUnit / 2n) / exactPerMinorUnit);
      }),
    );
  });

  it('gives the share of each piece, and shipping only when everything is back', () => {
    const line = (returned: number) => ({ quantity: 3, returned, paid: 100n });

    expect([1, 2, 3].map((returned) => refundFor([line(returned)], 15n))).toEqual([33n, 66n, 115n]);
    expect(refundFor([line(3), { quantity: 1, returned: 0, paid: 50n }], 15n)).toBe(100n);
  });

  it('uses the same rounding as the graph', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 10 }), (parts) => {
        const split = (gross: bigint) => ({ net: gross, tax: 0n, gross });
        const charges = parts.map((gross) => ({
          ...{ includesTax: true, rates: [] },
          ...{ original: split(gross), discounted: split(gross) },
        }));
        expect(roundParts(parts)).toEqual(roundCharges(charges).charged.map(({ total }) => total.gross));
      }),
    );
  });
});
