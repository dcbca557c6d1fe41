import { describe, expect, it } from '@jest/globals';
import { money } from '../money.ts';
import { saleOf, unitPriceOf } from './sales.ts';

const eur = (amount: string) => money(amount, 'EUR');
const grams = (value: number, per: number) => ({ value, per, unit: 'GRAMS' as const });

describe('The price by quantity', () => {
  it.each([
    ['145.00', 260, 100, '55.77'],
    ['165.00', 260, 100, '63.46'],
    ['10.00', 3, 1, '3.33'],
    ['0.05', 200, 100, '0.03'],
    ['0.01', 300, 100, '0.00'],
    ['90.00', 100, 100, '90.00'],
    ['90071992547409.93', 1, 100, '9007199254740993.00'],
  ])('of %s for %d g is that of %d g: %s, rounded half up', (price, value, per, expected) => {
    expect(unitPriceOf(eur(price), grams(value, per))?.price).toEqual(eur(expected));
  });

  it('has the decimals of its currency', () => {
    expect(unitPriceOf(money('24000', 'JPY'), grams(260, 100))?.price).toEqual(money('9231', 'JPY'));
  });

  it('needs a price and a content', () => {
    expect(unitPriceOf(null, grams(1, 1))).toBeNull();
    expect(unitPriceOf(eur('1.00'), null)).toBeNull();
  });
});

describe('A sale', () => {
  it.each([
    ['1250.50', '1500.00', '249.50', 16],
    ['99.99', '100.00', '0.01', 0],
    ['0.00', '100.00', '100.00', 100],
    ['66.67', '100.00', '33.33', 33],
  ])('to %s from %s saves %s, %d percent rounded down', (price, before, saving, percent) => {
    expect(saleOf({ price: eur(price), compareAtPrice: eur(before) }, undefined)).toEqual({
      saving: eur(saving),
      percent,
      startsAt: null,
      endsAt: null,
    });
  });

  it('needs both prices', () => {
    expect(saleOf({ price: eur('1.00'), compareAtPrice: null }, undefined)).toBeNull();
  });
});
