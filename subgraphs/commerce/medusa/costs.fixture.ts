import fc from 'fast-check';
import { decimalsOf } from '#kit/graph/currency.ts';
import type { MedusaCharge, MedusaCost } from './responses.ts';

/** A generated line or shipping method: prices in minor units, rates in thousandths of a percent. */
interface Made {
  price: number;
  quantity: number;
  rates: number[];
  includesTax: boolean;
  discount: { percent: number } | { fixed: number };
}

/** Carts in Medusa's format, with fractions of a minor unit, and the values that they were generated from. */
export function carts(): fc.Arbitrary<{ cart: MedusaCost; made: Made[]; exactTotal: number }> {
  const rate = fc.constantFrom(0, 5_000, 5_500, 8_100, 9_975, 10_000, 19_000, 20_000, 21_000, 25_500);
  const discount = fc.oneof(
    fc.record({ percent: fc.constantFrom(0, 0, 5, 10, 33, 50, 100) }),
    fc.record({ fixed: fc.integer({ min: 0, max: 50_000 }) }),
  );
  const charge = (includesTax: boolean, quantity: fc.Arbitrary<number>) =>
    fc.record({
      price: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 5_000_000 })),
      quantity,
      rates: fc.array(rate, { maxLength: 2 }),
      includesTax: fc.boolean().map((other) => includesTax !== (other && includesTax)),
      discount,
    });
  return fc.boolean().chain((includesTax) =>
    fc
      .record({
        currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'HUF'),
        lines: fc.array(charge(includesTax, fc.integer({ min: 1, max: 100 })), { maxLength: 6 }),
        shipping: fc.array(charge(includesTax, fc.constant(1)), { maxLength: 1 }),
        credit: fc.constantFrom(0, 0, 0, 1, 250),
      })
      .map(({ currency, lines, shipping, credit }) => {
        const scale = 10 ** decimalsOf(currency);
        const made = [...lines, ...shipping];
        const charges = made.map((each) => toMedusa(each, scale));
        const items = charges.slice(0, lines.length).map((charge, index) => ({
          ...charge,
          ...{ id: `${index}`, title: '', product_title: null, variant_id: null, created_at: '' },
          quantity: lines[index]?.quantity ?? 0,
          unit_price: (lines[index]?.price ?? 0) / scale,
        }));
        const shipping_methods = charges.slice(lines.length).map((charge, index) => ({
          ...{
            ...charge,
            id: `${index}`,
            shipping_option_id: null,
            name: '',
            amount: (shipping[index]?.price ?? 0) / scale,
          },
        }));
        const total = charges.reduce((sum, charge) => sum + charge.total, -credit / scale);
        return {
          cart: {
            total,
            currency_code: currency.toLowerCase(),
            items,
            shipping_methods,
            credit_line_total: credit / scale,
          },
          made,
          exactTotal: charges.reduce((sum, { total }) => sum + total * scale, -credit),
        };
      }),
  );
}

/** Totals as Medusa calculates them: discounts reduce the net, and taxes are calculated from the reduced net. */
function toMedusa({ price, quantity, rates, includesTax, discount }: Made, scale: number): MedusaCharge {
  const percent = rates.reduce((sum, rate) => sum + rate, 0) / 100_000;
  const net = (price * quantity) / (includesTax ? 1 + percent : 1);
  const left = 'fixed' in discount ? Math.max(0, net - discount.fixed) : net * (1 - discount.percent / 100);
  return {
    is_tax_inclusive: includesTax,
    total: (left + left * percent) / scale,
    tax_total: (left * percent) / scale,
    original_total: (includesTax ? price * quantity : net + net * percent) / scale,
    original_tax_total: (net * percent) / scale,
    tax_lines: rates.map((rate, index) => ({ code: `tax-${index}`, description: null, rate: rate / 1_000 })),
  };
}
