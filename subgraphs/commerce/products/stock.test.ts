import { describe, expect, it } from '@jest/globals';
import type { ProductRow, VariantRow } from '../rows.ts';
import { editionOf, inventoryAt, isForSale, piecesLeft, sellable, stockStatus } from './stock.ts';

const paris = { id: 'sloc_paris', name: 'Paris', countryCode: 'FR', position: null };
const tokyo = { id: 'sloc_tokyo', name: 'Tokyo', countryCode: 'JP', position: null };
const variant = (given: Partial<VariantRow>) =>
  ({ isCounted: true, isBackordered: false, quantity: 0, stock: [], ...given }) as VariantRow;
const part = (required: number, available: Record<string, number>) => ({
  required,
  available: new Map(Object.entries(available)),
});

describe('A variant', () => {
  it.each([
    ['is for sale while a piece is left', { quantity: 1 }, true, 1],
    ['is not for sale when no piece is left', { quantity: 0 }, false, 0],
    ['is for sale on backorder, with a quantity of zero', { quantity: -2, isBackordered: true }, true, 0],
    ['is for sale without a quantity when its stock is not counted', { isCounted: false }, true, null],
  ])('%s', (_, given, forSale, quantity) => {
    expect(isForSale(variant(given))).toBe(forSale);
    expect(sellable(variant(given))).toBe(quantity);
  });

  it.each([
    ['with a pre-order is for sale up to its limit', -2, 3, true, 1],
    ['with a sold out pre-order is not for sale', -3, 3, false, 0],
    ['with a pre-order and stock is for sale with both', 4, 3, true, 7],
    ['whose pre-order has ended is for sale from stock', 1, null, true, 1],
    ['whose pre-order has ended is not for sale without stock', -3, null, false, 0],
  ])('%s', (_, quantity, limit, forSale, left) => {
    const preOrder = limit === null ? null : { releasesAt: new Date(), limit };
    const given = variant({ quantity, preOrder, hasPreOrder: true, isBackordered: true });

    expect([isForSale(given), sellable(given), piecesLeft(given)]).toEqual([forSale, left, left]);
  });

  it.each([
    ['IN_STOCK', { quantity: 4 }],
    ['IN_STOCK', { isCounted: false }],
    ['LOW_STOCK', { quantity: 3 }],
    ['LOW_STOCK', { quantity: 1, isBackordered: true }],
    ['BACKORDER', { quantity: 0, isBackordered: true }],
    ['OUT_OF_STOCK', { quantity: 0 }],
    [
      'PRE_ORDER',
      { quantity: -2, isBackordered: true, hasPreOrder: true, preOrder: { releasesAt: new Date(), limit: 3 } },
    ],
    [
      'OUT_OF_STOCK',
      { quantity: -3, isBackordered: true, hasPreOrder: true, preOrder: { releasesAt: new Date(), limit: 3 } },
    ],
  ])('has the status %s with %j', (status, given) => {
    expect(stockStatus(variant(given))).toBe(status);
  });

  it('of an edition has what all variants have, and never more than the edition', () => {
    const allVariants = [variant({ quantity: 2 }), variant({ quantity: -1 }), variant({ quantity: 3 })];
    const edition = (editionSize: number | null) => editionOf({ editionSize, allVariants } as ProductRow);

    expect([edition(50), edition(4), edition(null)]).toEqual([
      { size: 50, remaining: 5 },
      { size: 4, remaining: 4 },
      null,
    ]);
  });

  it('has an entry for every location, also without stock or with more reservations than stock', () => {
    const stock = [part(1, { sloc_paris: 3 })];

    expect(inventoryAt([paris, tokyo], variant({ stock }))).toEqual([
      { location: paris, available: 3 },
      { location: tokyo, available: 0 },
    ]);
    expect(inventoryAt([paris], variant({ stock: [part(1, { sloc_paris: -1 })] }))).toEqual([
      { location: paris, available: 0 },
    ]);
  });

  it('of several parts is limited by its scarcest part', () => {
    const stock = [part(2, { sloc_paris: 7, sloc_tokyo: 9 }), part(1, { sloc_paris: 5 })];

    expect(inventoryAt([paris, tokyo], variant({ stock }))).toEqual([
      { location: paris, available: 3 },
      { location: tokyo, available: 0 },
    ]);
  });

  it('has no inventory when its stock is not counted', () => {
    expect(inventoryAt([paris], variant({ isCounted: false }))).toEqual([]);
  });
});
