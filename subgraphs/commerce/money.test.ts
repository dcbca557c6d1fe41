import { describe, expect, it } from '@jest/globals';
import { isMore, money, span } from './money.ts';

describe('Money', () => {
  it.each([
    ['1250', 'eur', '1250.00'],
    ['0.1', 'USD', '0.10'],
    [1234567.5, 'CHF', '1234567.50'],
    ['198000', 'JPY', '198000'],
    ['1.5', 'KWD', '1.500'],
    ['9007199254740993.01', 'EUR', '9007199254740993.01'],
    [0.1 + 0.2, 'EUR', '0.30'],
    ['10.005', 'EUR', '10.01'],
    ['-10.005', 'EUR', '-10.01'],
    ['-0.001', 'EUR', '0.00'],
  ])('%s %s is %s', (amount, currency, expected) => {
    expect(money(amount, currency)).toEqual({ amount: expected, currencyCode: currency.toUpperCase() });
  });

  it('compares by value, not by text', () => {
    expect(isMore(money('1000', 'EUR'), money('999.99', 'EUR'))).toBe(true);
    expect(isMore(money('9007199254740993', 'JPY'), money('9007199254740992', 'JPY'))).toBe(true);
    expect(isMore(money('5', 'EUR'), money('5.00', 'EUR'))).toBe(false);
  });

  it('spans from the lowest to the highest amount', () => {
    const amounts = ['250', '1000', '99.5'].map((amount) => money(amount, 'EUR'));

    expect(span(amounts)).toEqual({ min: money('99.50', 'EUR'), max: money('1000', 'EUR') });
    expect(span([])).toBeNull();
  });
});
