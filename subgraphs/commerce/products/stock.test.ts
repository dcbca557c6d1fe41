import { describe, expect, it } from '@jest/globals';
import type { VariantRow } from '../rows.ts';
import { inventoryAt, isForSale, sellable } from './stock.ts';

const paris = { id: 'sloc_paris', name: 'Paris', countryCode: 'FR' };
const tokyo = { id: 'sloc_tokyo', name: 'Tokyo', countryCode: 'JP' };
const variant = (given: Partial<VariantRow>) =>
  ({ isCounted: true, isBackordered: false, quantity: 0, stock: [], ...given }) as VariantRow;
const part = (required: number, available: Record<string, number>) => ({
  required,
  available: new Map(Object.entries(available)),
});

describe('A variant', () => {
  it.each([
    ['is for sale while one is left', { quantity: 1 }, true, 1],
    ['is not for sale when none is left', { quantity: 0 }, false, 0],
    ['is for sale on backorder, of which no more than none are left', { quantity: -2, isBackordered: true }, true, 0],
    ['is for sale without a number when it is not counted', { isCounted: false }, true, null],
  ])('%s', (_, given, forSale, quantity) => {
    expect(isForSale(variant(given))).toBe(forSale);
    expect(sellable(variant(given))).toBe(quantity);
  });

  it('has an entry for every location, also where it does not lie or more is promised than there is', () => {
    const stock = [part(1, { sloc_paris: 3 })];

    expect(inventoryAt([paris, tokyo], variant({ stock }))).toEqual([
      { location: paris, available: 3 },
      { location: tokyo, available: 0 },
    ]);
    expect(inventoryAt([paris], variant({ stock: [part(1, { sloc_paris: -1 })] }))).toEqual([
      { location: paris, available: 0 },
    ]);
  });

  it('made of parts can be sold as often as the scarcest part allows', () => {
    const stock = [part(2, { sloc_paris: 7, sloc_tokyo: 9 }), part(1, { sloc_paris: 5 })];

    expect(inventoryAt([paris, tokyo], variant({ stock }))).toEqual([
      { location: paris, available: 3 },
      { location: tokyo, available: 0 },
    ]);
  });

  it('has no inventory when it is not counted', () => {
    expect(inventoryAt([paris], variant({ isCounted: false }))).toEqual([]);
  });
});
