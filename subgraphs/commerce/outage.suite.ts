import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Shop } from './commerce.fixture.ts';

/** What still works where Medusa fails after it has given a product or collection. */
export function partialOutageSuite(shop: Shop): void {
  afterEach(() => shop.failCalls());

  it.each([
    ['collections of a product', '/store/collections', 'collections { id }', { collections: [] }],
    ['complementary products', 'prod_box_3', 'complementary { id }', { complementary: [] }],
  ])('without the %s, the product is there, and is not to be kept', async (_, path, fields, rest) => {
    shop.failCalls(path);
    const { data, errors, extensions } = await shop.ask(`{ product(handle: "ember-tote") { id ${fields} } }`);

    const [field] = Object.keys(rest);
    expect(errors).toMatchObject([{ path: ['product', field], extensions: { code: 'BACKEND_UNAVAILABLE' } }]);
    expect(data.product).toEqual({ id: 'prod_tote', ...rest });
    expect(extensions).toMatchObject({ isPartial: true });
  });

  it('without the dates of sales, the structured data of a product have its offers', async () => {
    const query = '{ product(handle: "ember-tote") { structuredData } }';
    const whole = await shop.ask(query);
    shop.failCalls('/sales');
    const { data, errors, extensions } = await shop.ask(query);

    expect(errors).toBeUndefined();
    expect(data.product.structuredData['@graph'].length).toBe(whole.data.product.structuredData['@graph'].length);
    expect(extensions).toMatchObject({ isPartial: true });
  });
}

/** What still works while Medusa is unavailable. */
export function outageSuite(shop: Shop): void {
  let categories: unknown;

  beforeAll(async () => {
    const { data } = await shop.ask('{ regions { name } categories { totalCount } }');
    categories = data?.categories;
    await shop.disconnect();
  });
  afterAll(() => shop.reconnect());

  it('is an error of each field that needs Medusa, and of no other', async () => {
    const { data, errors } = await shop.ask(
      '{ __typename product(handle: "ember-tote") { id } regions { name } categories { totalCount } }',
    );

    expect(data).toEqual({
      __typename: 'Query',
      product: null,
      // Values that were read before are served from the cache.
      regions: ['Europe', 'America', 'Japan', 'Canada', 'Trade', 'Australia'].map((name) => ({ name })),
      categories,
    });
    expect(errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['product'], { code: 'BACKEND_UNAVAILABLE', system: 'Medusa' }],
    ]);
  });

  it('is an error of each reference, unless only its id is selected', async () => {
    const products = [
      { __typename: 'Product', id: 'prod_tote' },
      { __typename: 'Product', id: 'prod_box_1' },
    ];
    const titles = await shop.queryEntities(products, '... on Product { title }');
    const ids = await shop.queryEntities(products, '... on Product { id }');

    expect(titles.data).toEqual({ _entities: [null, null] });
    expect(titles.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['_entities', 0], 'BACKEND_UNAVAILABLE'],
      [['_entities', 1], 'BACKEND_UNAVAILABLE'],
    ]);
    expect(ids).toEqual({ data: { _entities: products } });
  });

  it('is an error, never an empty list', async () => {
    const { data, errors } = await shop.ask('{ products { totalCount } collections { totalCount } }');

    expect(data).toEqual({ products: null, collections: null });
    expect(errors?.map(({ path }) => path?.join()).sort()).toEqual(['collections', 'products']);
  });

  it('ends as soon as Medusa is reachable again', async () => {
    await shop.reconnect();
    const { data, errors } = await shop.ask('{ product(handle: "ember-tote") { id } }');
    await shop.disconnect();

    expect(errors).toBeUndefined();
    expect(data).toEqual({ product: { id: 'prod_tote' } });
  });
}
