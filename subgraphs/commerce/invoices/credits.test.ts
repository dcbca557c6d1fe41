import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitRefund, type TaxedPart, without } from './credits.ts';

const part = fc.record({
  net: fc.bigInt({ min: 0n, max: 10_000_000n }),
  taxes: fc.array(fc.bigInt({ min: 0n, max: 2_500_000n }), { maxLength: 2 }),
});

const grossOf = (parts: readonly TaxedPart[]) =>
  parts.reduce((sum, { net, taxes }) => sum + net + taxes.reduce((all, tax) => all + tax, 0n), 0n);

describe('The split of refunds', () => {
  it('gives parts that add up to each refund and, at the end, to each part of the invoice', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(1_000), { maxLength: 6 }),
        (parts, shares) => {
          const total = grossOf(parts);
          const all = shares.reduce((sum, share) => sum + share, 1);
          const amounts = shares.map((share) => (total * BigInt(share)) / BigInt(all));
          amounts.push(total - amounts.reduce((sum, amount) => sum + amount, 0n));
          let left: TaxedPart[] = parts;
          for (const amount of amounts) {
            const split = splitRefund(left, amount);
            expect(grossOf(split)).toBe(amount);
            left = without(left, split);
            expect([...split, ...left].every(({ net, taxes }) => [net, ...taxes].every((each) => each >= 0n))).toBe(
              true,
            );
          }
          expect(grossOf(left)).toBe(0n);
        },
      ),
    );
  });

  it('is proportional to the rates', () => {
    const parts = [
      { net: 10_000n, taxes: [2_000n] },
      { net: 8_000n, taxes: [] },
    ];

    expect(splitRefund(parts, 2_000n)).toEqual([
      { net: 1_000n, taxes: [200n] },
      { net: 800n, taxes: [] },
    ]);
  });

  it('of an invoice without an amount is nothing', () => {
    expect(splitRefund([{ net: 0n, taxes: [0n] }], 0n)).toEqual([{ net: 0n, taxes: [0n] }]);
  });
});
