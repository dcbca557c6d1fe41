import { describe, expect, it } from '@jest/globals';
import { decimalsOf, inCurrency } from './currency.ts';

/** From ISO 4217, list one; the first row has those on which CLDR differs. */
const minorUnits = {
  ...{ HUF: 2, COP: 2, IDR: 2, ALL: 2, PKR: 2, LAK: 2, IRR: 2, RSD: 2, AFN: 2, MRU: 2, UYW: 4, IQD: 3, CLF: 4 },
  ...{ JPY: 0, KRW: 0, ISK: 0, CLP: 0, VND: 0, UGX: 0, KWD: 3, BHD: 3, TND: 3, OMR: 3, JOD: 3, LYD: 3 },
  ...{ EUR: 2, USD: 2, GBP: 2, CHF: 2, CNY: 2 },
};

describe('The decimals of a currency', () => {
  it.each(Object.entries(minorUnits))('of %s are %i', (currency, expected) => {
    expect(decimalsOf(currency)).toBe(expected);
  });

  it('are those of Intl for a currency that is not on the list', () => {
    expect(decimalsOf('ZZZ')).toBe(2);
  });
});

describe('An amount in a currency', () => {
  it.each([
    ['49990.5', 'HUF', '49990.50'],
    ['1.5', 'KWD', '1.500'],
    ['0.12345', 'CLF', '0.1235'],
    [1999.5, 'JPY', '2000'],
    ['10.005', 'EUR', '10.01'],
    ['-10.005', 'EUR', '-10.01'],
    [-1e-14, 'EUR', '0.00'],
    ['9007199254740993.01', 'IDR', '9007199254740993.01'],
  ])('%s %s is %s', (amount, currency, expected) => {
    expect(inCurrency(amount, currency)).toBe(expected);
  });
});
