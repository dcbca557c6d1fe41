import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';

const card = `... on Product {
  id title thumbnail { url } priceRange { min { amount } }
  variants(first: 10) { nodes { availableForSale inventory { available location { name } } } }
}`;

/** References from other subgraphs. */
export function referenceSuite(shop: Shop): void {
  it('to thirty products needs as many calls as one to a single product', async () => {
    const products = Array.from({ length: 30 }, (_, n) => ({ __typename: 'Product', id: `prod_box_${n}` }));
    const { data, errors } = await shop.queryEntities(products, card);

    expect(errors).toBeUndefined();
    expect(data._entities.map(({ id }: { id: string }) => id)).toEqual(products.map(({ id }) => id));
    expect(data._entities[29]).toEqual({
      __typename: 'Product',
      id: 'prod_box_29',
      title: 'Box 29',
      thumbnail: null,
      priceRange: { min: { amount: '129.00' } },
      variants: {
        nodes: Array.from({ length: 3 }, () => ({
          availableForSale: true,
          inventory: [
            { available: 0, location: { name: 'Florence' } },
            { available: 29, location: { name: 'Kyoto' } },
            { available: 0, location: { name: 'Paris' } },
          ],
        })),
      },
    });
    expect(shop.calls()).toHaveLength(1);
  });

  it('of each type is resolved, or null where there is no such object, with one call for each type', async () => {
    const { data, errors } = await shop.queryEntities(
      [
        { __typename: 'Product', id: 'prod_tote' },
        { __typename: 'Product', id: 'prod_none' },
        { __typename: 'Product', handle: 'box-1' },
        { __typename: 'Product', handle: 'none' },
        { __typename: 'ProductVariant', id: 'variant_tote_large' },
        { __typename: 'ProductVariant', id: 'variant_box_2_Two' },
        { __typename: 'ProductVariant', id: 'variant_none' },
        { __typename: 'Collection', id: 'pcol_plain' },
        { __typename: 'Collection', handle: 'ember' },
        { __typename: 'Category', id: 'pcat_none' },
        { __typename: 'Category', handle: 'bags' },
        { __typename: 'Region', id: 'reg_japan' },
      ],
      `... on Product { handle } ... on ProductVariant { sku price { amount } product { title } }
       ... on Collection { title } ... on Category { name } ... on Region { currencyCode }`,
    );

    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([
      { __typename: 'Product', handle: 'ember-tote' },
      null,
      { __typename: 'Product', handle: 'box-1' },
      null,
      {
        __typename: 'ProductVariant',
        sku: 'TOTE-L',
        price: { amount: '2400.00' },
        product: { title: 'Ember Tote' },
      },
      { __typename: 'ProductVariant', sku: 'BOX-2-Two', price: { amount: '103.00' }, product: { title: 'Box 02' } },
      null,
      { __typename: 'Collection', title: 'Plain' },
      { __typename: 'Collection', title: 'Ember' },
      null,
      { __typename: 'Category', name: 'Bags' },
      { __typename: 'Region', currencyCode: 'JPY' },
    ]);
    expect(
      shop
        .calls()
        .map((call) => call.split('?')[0])
        .sort(),
    ).toEqual([
      '/store/collections',
      '/store/collections',
      '/store/product-categories',
      '/store/products',
      '/store/products',
      '/store/products',
    ]);
  });

  it('whose id alone is selected is resolved without a call', async () => {
    const { data } = await shop.queryEntities([{ __typename: 'Product', id: 'prod_tote' }], '... on Product { id }');

    expect(data._entities).toEqual([{ __typename: 'Product', id: 'prod_tote' }]);
    expect(shop.calls()).toEqual([]);
  });
}
