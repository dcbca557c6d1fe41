import { describe, expect, it } from '@jest/globals';
import { type ChangeRow, toChangeSet } from './changes.ts';

const reported = (...rows: ChangeRow[]) => toChangeSet({ rows, cursor: '7:', hasMore: false });

describe('The changes of commerce', () => {
  it.each<[ChangeRow, string[]]>([
    [{ kind: 'product', id: 'prod_1' }, ['product:prod_1', 'products']],
    [{ kind: 'details', id: 'prod_1' }, ['product:prod_1']],
    [{ kind: 'price', id: 'prod_1' }, ['product:prod_1']],
    [{ kind: 'stock', id: 'prod_1' }, ['product:prod_1']],
    [{ kind: 'collection', id: 'pcol_1' }, ['collection:pcol_1', 'collections']],
    [{ kind: 'collection_products', id: 'pcol_1' }, ['collection:pcol_1']],
    [{ kind: 'category', id: 'pcat_1' }, ['category:pcat_1', 'categories', 'products']],
    [{ kind: 'category_products', id: 'pcat_1' }, ['category:pcat_1']],
    [{ kind: 'localization', id: '' }, ['localization']],
  ])('%j has its tags', (row, tags) => {
    expect(reported(row).tags).toEqual(tags);
  });

  it('name each product, tag and change once, and products only for those who index them', () => {
    expect(
      reported(
        { kind: 'stock', id: 'prod_1' },
        { kind: 'collection', id: 'pcol_1' },
        { kind: 'details', id: 'prod_1' },
        { kind: 'product', id: 'prod_1' },
        { kind: 'price', id: 'prod_2' },
      ),
    ).toEqual({
      productIds: ['prod_1', 'prod_2'],
      tags: ['product:prod_1', 'collection:pcol_1', 'collections', 'products', 'product:prod_2'],
      changes: [
        { kind: 'STOCK', id: 'prod_1' },
        { kind: 'PRODUCT', id: 'prod_1' },
        { kind: 'PRICE', id: 'prod_2' },
      ],
      cursor: '7:',
      hasMore: false,
    });
  });
});
