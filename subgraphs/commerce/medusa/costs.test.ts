import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalsOf } from '#kit/graph/currency.ts';
import type { TaxedMoney } from '../cost-rows.ts';
import type { Money } from '../money.ts';
import { carts } from './costs.fixture.ts';
import { toCosts, toTaxedPrice } from './costs.ts';

/** Minor units, exact; throws unless an amount has the decimals of its currency. */
const of = ({ amount, currencyCode }: Money) => {
  const [, decimals = ''] = amount.split('.');
  if (decimals.length !== decimalsOf(currencyCode)) throw new Error(`${amount} ${currencyCode}`);
  return BigInt(amount.replace('.', ''));
};
const sum = (amounts: Money[]) => amounts.reduce((all, amount) => all + of(amount), 0n);
const known = (taxed: TaxedMoney | null) => taxed as TaxedMoney;

describe('The cost of a cart', () => {
  it('is the exact sum of its parts, for a thousand carts', () => {
    fc.assert(
      fc.property(carts(), ({ cart, made, exactTotal }) => {
        const { cost, lines, shipping } = toCosts(cart);
        const charges = [...lines, ...shipping];
        const [subtotal, discount, sending, total] = [
          known(cost.taxedSubtotal),
          known(cost.taxedDiscountTotal),
          known(cost.taxedShippingTotal),
          known(cost.taxedTotal),
        ];

        expect(
          of(cost.subtotal) -
            of(cost.discountTotal) +
            of(cost.shippingTotal) +
            of(cost.taxTotal) -
            of(cost.creditTotal),
        ).toBe(of(cost.total));
        expect(of(subtotal.gross) - of(discount.gross) + of(sending.gross)).toBe(of(total.gross));
        expect(of(subtotal.tax) - of(discount.tax) + of(sending.tax)).toBe(of(cost.taxTotal));
        expect([subtotal.net, discount.net, sending.net, total.tax]).toEqual([
          cost.subtotal,
          cost.discountTotal,
          cost.shippingTotal,
          cost.taxTotal,
        ]);
        expect(sum(charges.map((charge) => charge.total)) - of(cost.creditTotal)).toBe(of(cost.total));
        expect(sum(cost.taxLines.map(({ amount }) => amount))).toBe(of(cost.taxTotal));
        expect(Math.abs(Number(of(cost.total)) - exactTotal)).toBeLessThan(0.5001);
        const everyAmount = [subtotal, discount, sending, total];
        for (const [index, charge] of charges.entries()) {
          const { rates, includesTax, price, quantity, discount: reduction } = made[index] as (typeof made)[number];
          const isTaxed = rates.some((rate) => rate > 0);
          const isReduced = 'fixed' in reduction ? reduction.fixed > 0 : reduction.percent > 0;
          everyAmount.push(charge.taxedPrice, charge.taxedTotal);
          expect(charge.total).toEqual(charge.taxedTotal.gross);
          expect(includesTax ? charge.taxedPrice.gross : charge.taxedPrice.net).toEqual(charge.price);
          expect(sum(charge.taxLines.map(({ amount }) => amount))).toBe(of(charge.taxedTotal.tax));
          if (!isTaxed) expect(of(charge.taxedTotal.tax)).toBe(0n);
          if (!isReduced && (includesTax || !isTaxed)) expect(of(charge.total)).toBe(BigInt(price * quantity));
        }
        for (const { net, tax, gross } of everyAmount) {
          expect(of(net) + of(tax)).toBe(of(gross));
          expect([of(net) < 0n, of(tax) < 0n]).toEqual([false, false]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the sum of the displayed prices, with tax where they include it', () => {
    fc.assert(
      fc.property(carts(), ({ cart, made }) => {
        const { cost } = toCosts(cart);
        const prices = made.slice(0, cart.items.length);
        const asShown = prices.reduce((all, { price, quantity }) => all + BigInt(price * quantity), 0n);
        if (prices.every(({ includesTax }) => includesTax)) expect(of(known(cost.taxedSubtotal).gross)).toBe(asShown);
        if (prices.every(({ includesTax }) => !includesTax)) expect(of(cost.subtotal)).toBe(asShown);
      }),
    );
  });
});

describe('A cart whose separately rounded parts differ from its total by a cent', () => {
  const line = (unit_price: number, rate: number, is_tax_inclusive: boolean, percentOff = 0) => {
    const net = is_tax_inclusive ? unit_price / (1 + rate / 100) : unit_price;
    const left = net * (1 - percentOff / 100);
    return {
      ...{ id: '', title: '', product_title: null, variant_id: null, created_at: '', quantity: 1, unit_price },
      ...{ is_tax_inclusive, total: left * (1 + rate / 100), tax_total: (left * rate) / 100 },
      ...{ original_total: net * (1 + rate / 100), original_tax_total: (net * rate) / 100 },
      tax_lines: [{ code: 'VAT', description: null, rate }],
    };
  };
  const amounts = (costs: ReturnType<typeof toCosts>) => [
    ...costs.lines.map(({ total }) => total.amount),
    ...costs.shipping.map(({ total }) => total.amount),
    costs.cost.total.amount,
  ];

  it('adds up in Finland, where tax is added to the price of tumblers and included in shipping', () => {
    const shipping = { ...line(15, 25.5, true), id: '', amount: 15, shipping_option_id: null, name: 'Standard' };
    const costs = toCosts({
      total: 146.775,
      currency_code: 'eur',
      items: [line(105, 25.5, false)],
      shipping_methods: [shipping],
    });

    expect(amounts(costs)).toEqual(['131.78', '15.00', '146.78']);
    expect(costs.cost).toMatchObject({
      subtotal: { amount: '105.00' },
      shippingTotal: { amount: '11.95' },
      taxTotal: { amount: '29.83' },
    });
  });

  it('adds up in Switzerland, where three lines have a discount of 10 %', () => {
    const items = [426, 465, 1410].map((price) => line(price * 1.081, 8.1, true, 10));
    const shipping = { ...line(18, 8.1, true), id: '', amount: 18, shipping_option_id: null, name: 'Standard' };
    const costs = toCosts({ total: 2256.6429, currency_code: 'chf', items, shipping_methods: [shipping] });

    expect(amounts(costs)).toEqual(['414.45', '452.40', '1371.79', '18.00', '2256.64']);
  });
});

describe('A cart whose total at Medusa differs from the sum of its parts', () => {
  const cart = (totals: number[], total: number, credits = 0) => ({
    ...{ id: 'cart_1', currency_code: 'eur', total, credit_line_total: credits },
    items: totals.map((each) => ({
      ...{ id: '', title: '', product_title: null, variant_id: null, created_at: '', quantity: 1, unit_price: each },
      ...{ is_tax_inclusive: true, total: each, tax_total: 0, original_total: each, original_tax_total: 0 },
    })),
  });
  const read = (from: ReturnType<typeof cart>) => {
    const reported: unknown[] = [];
    const { cost, lines } = toCosts(from, (of) => reported.push(of));
    return { totals: lines.map((line) => line.total.amount), ...amountsOf(cost), reported };
  };
  const amountsOf = ({ total, creditTotal }: ReturnType<typeof toCosts>['cost']) => ({
    total: total.amount,
    credits: creditTotal.amount,
  });

  it('has the total of Medusa where a discount is split into periodic decimals', () => {
    // 50.00 off three nets of 100.00, 100.00 and 101.00, with 25.5 % on top: 315.005 in all.
    const totals = [100, 100, 101].map((net) => (net - (50 * net) / 301) * 1.255);

    expect(read(cart(totals, 315.005))).toEqual({
      totals: ['104.66', '104.65', '105.70'],
      ...{ total: '315.01', credits: '0.00', reported: [] },
    });
    // The same without the last digit of each part.
    expect(read(cart([0.001_666_66, 0.001_666_66, 0.001_666_66], 0.005))).toMatchObject({
      ...{ total: '0.01', credits: '0.00', reported: [] },
    });
  });

  it.each([
    ['less than its parts', 80, 0, '20.00'],
    ['less than its parts and credits', 75, 5, '25.00'],
    ['more than its parts', 120.5, 0, '-20.50'],
    ['more than zero', 0, 30, '100.00'],
  ])('shows the charged total where it is %s', (_, total, credits, shown) => {
    const from = cart([60, 40], total, credits);

    expect(read(from)).toEqual({
      totals: ['60.00', '40.00'],
      ...{ total: total.toFixed(2), credits: shown, reported: [from] },
    });
  });
});

describe('The price of a variant with its tax', () => {
  const price = (currency_code: string, included: boolean, gross: number, net: number) =>
    toTaxedPrice({
      currency_code,
      raw_calculated_amount: null,
      raw_original_amount: null,
      is_calculated_price_tax_inclusive: included,
      calculated_amount_with_tax: gross,
      calculated_amount_without_tax: net,
    });
  const amounts = (taxed: TaxedMoney | null) => taxed && [taxed.net.amount, taxed.tax.amount, taxed.gross.amount];

  it('keeps the displayed price, whether it includes tax or not', () => {
    expect(amounts(price('eur', true, 2950, 2458.3333333333335))).toEqual(['2458.33', '491.67', '2950.00']);
    expect(amounts(price('jpy', true, 1, 0.9090909090909091))).toEqual(['1', '0', '1']);
    expect(amounts(price('eur', false, 131.775, 105))).toEqual(['105.00', '26.78', '131.78']);
    expect(amounts(price('kwd', false, 1.0505, 1.0005))).toEqual(['1.001', '0.050', '1.051']);
  });

  it('is null where Medusa does not return the tax', () => {
    expect(
      toTaxedPrice({ currency_code: 'eur', raw_calculated_amount: { value: '5' }, raw_original_amount: null }),
    ).toBeNull();
  });
});
