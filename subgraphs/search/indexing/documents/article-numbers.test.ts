import { describe, expect, it } from '@jest/globals';
import { barcodeForms, codesOf } from './article-numbers.ts';

describe('Article numbers', () => {
  it('are indexed as a whole and in part', () => {
    expect(codesOf(['AX-1001-CRU-M'])).toEqual(['ax1001crum', 'ax1001', 'ax1001cru', '1001', '1001cru', '1001crum']);
    expect(codesOf(['AX1001'])).toEqual(['ax1001', '1001']);
  });

  it('are not indexed by parts that could be a size, and by at most twelve parts', () => {
    expect(codesOf(['AX-1015-50'])).toEqual(['ax101550', 'ax1015', '1015', '101550']);
    expect(codesOf(['OAK'])).toEqual([]);
    expect(codesOf([Array.from({ length: 40 }, (_, n) => `A${n}`).join('-')]).length).toBeLessThan(80);
  });
});

describe('Barcodes', () => {
  it('are found in every length in which a GTIN is typed or scanned', () => {
    expect(barcodeForms(['9520000020026'])).toEqual(['9520000020026', '09520000020026']);
    expect(barcodeForms(['036000291452', '96385074'])).toEqual([
      ...['36000291452', '036000291452', '0036000291452', '00036000291452'],
      ...['96385074', '000096385074', '0000096385074', '00000096385074'],
    ]);
  });

  it('of other kinds are found as they are, if they are long enough to be a number', () => {
    expect(barcodeForms(['AX-77/B', '12', ''])).toEqual(['ax77b']);
  });
});
