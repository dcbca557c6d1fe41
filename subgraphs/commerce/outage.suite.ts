import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Shop } from './commerce.fixture.ts';

/** What stands when Medusa cannot be reached. */
export function anOutage(shop: Shop): void {
  let categories: unknown;

  beforeAll(async () => {
    const { data } = await shop.ask('{ regions { name } categories { totalCount } }');
    categories = data?.categories;
    await shop.cut();
  });
  afterAll(() => shop.mend());

  it('is told for each field that needs it, and for no other', async () => {
    const { data, errors } = await shop.ask(
      '{ __typename product(handle: "ember-tote") { id } regions { name } categories { totalCount } }',
    );

    expect(data).toEqual({
      __typename: 'Query',
      product: null,
      // What was read before is served as it was.
      regions: ['Europe', 'America', 'Japan', 'Canada', 'Trade', 'Australia'].map((name) => ({ name })),
      categories,
    });
    expect(errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['product'], { code: 'BACKEND_UNAVAILABLE', system: 'Medusa' }],
    ]);
  });

  it('is told for each reference, unless its id alone is asked', async () => {
    const products = [
      { __typename: 'Product', id: 'prod_tote' },
      { __typename: 'Product', id: 'prod_box_1' },
    ];
    const told = await shop.refer(products, '... on Product { title }');
    const named = await shop.refer(products, '... on Product { id }');

    expect(told.data).toEqual({ _entities: [null, null] });
    expect(told.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['_entities', 0], 'BACKEND_UNAVAILABLE'],
      [['_entities', 1], 'BACKEND_UNAVAILABLE'],
    ]);
    expect(named).toEqual({ data: { _entities: products } });
  });

  it('is an error, never an empty list', async () => {
    const { data, errors } = await shop.ask('{ products { totalCount } collections { totalCount } }');

    expect(data).toEqual({ products: null, collections: null });
    expect(errors?.map(({ path }) => path?.join()).sort()).toEqual(['collections', 'products']);
  });

  it('is over as soon as it can be reached again', async () => {
    await shop.mend();
    const { data, errors } = await shop.ask('{ product(handle: "ember-tote") { id } }');
    await shop.cut();

    expect(errors).toBeUndefined();
    expect(data).toEqual({ product: { id: 'prod_tote' } });
  });
}
