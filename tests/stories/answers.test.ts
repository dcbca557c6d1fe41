import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminRequest } from '../support/backends/admin.ts';
import { control, eventually, execute } from '../support/graph.ts';

describe('An alias that equals the name of a key field', () => {
  it.each<[string, unknown]>([
    [
      '{ product(handle: "ember-tote") { id: handle title: __typename provenance { __typename: place } } }',
      ['ember-tote', 'Product'],
    ],
    [
      '{ product(handle: "ember-tote") { handle: id __typename: title stories(first: 1) { id: totalCount } } }',
      ['prod_ember-tote', 'Ember Tote'],
    ],
  ])('has the value of its own field: %s', async (query, expected) => {
    const { data, errors } = await execute(query);

    expect(errors).toBeUndefined();
    expect(Object.values(data.product).slice(0, 2)).toEqual(expected);
  });

  it('has the value of its own field in lists over several subgraphs', async () => {
    const plain = await execute(
      '{ artisans(first: 3) { nodes { slug products(first: 2) { nodes { handle related(first: 2) { handle } } } } } }',
    );
    const renamed = await execute(
      '{ artisans(first: 3) { nodes { id: slug products(first: 2) { nodes { id: handle related(first: 2) { id: handle } } } } } }',
    );

    expect(renamed.errors).toBeUndefined();
    expect(JSON.stringify(renamed.data)).toBe(JSON.stringify(plain.data).replace(/"(slug|handle)":/g, '"id":'));
    expect(plain.data.artisans.nodes.length).toBeGreaterThan(0);
  });
});

describe('Fragments on interfaces', () => {
  it('keep all fields when written by relay-compiler', async () => {
    const { data, errors } = await execute(`
      query cGlbQuery { product(handle: "ember-tote") { digitalAssets { modelGlb { ...c_asset } } id } }
      fragment c_asset on Asset { __isAsset: __typename bytes ... on Asset3D { triangles boundingBox { min { x } } } }`);

    expect(errors).toBeUndefined();
    expect(data.product.digitalAssets.modelGlb).toEqual({
      __isAsset: 'Asset3D',
      bytes: expect.any(Number),
      triangles: expect.any(Number),
      boundingBox: { min: { x: expect.any(Number) } },
    });
  });

  it('keep all fields of the user errors of mutations', async () => {
    const { data } = await execute(
      'mutation { id: cartCreate(input: { lines: [{ variantId: "none", quantity: 1 }] }) { userErrors { ... on UserError { message ... on CartUserError { code: code field } } } } }',
    );

    expect(data.id.userErrors).toEqual([
      expect.objectContaining({ code: 'VARIANT_NOT_FOUND', message: expect.any(String) }),
    ]);
    expect(Object.keys(data.id.userErrors[0])).toEqual(['message', 'code', 'field']);
  });
});

describe('A product that is no longer sold', () => {
  const id = 'prod_ember-tote';
  const places = {
    'artisan.products': 'artisans(first: 10) { nodes { products(first: 20) { nodes { ...P } } } }',
    'material.products': 'materials(first: 20) { nodes { products(first: 20) { nodes { ...P } } } }',
    'linkedProducts and blocks':
      'articles(first: 20) { nodes { linkedProducts(first: 20) { nodes { ...P } } narrative { blocks { ... on ProductBlock { product { ...P } } } } } }',
    search: 'search(query: "ember tote", first: 5) { nodes { ...P } edges { node { ...P } } }',
    suggest: 'suggest(query: "ember t") { text product { ...P } }',
    related: 'articles(first: 20) { nodes { linkedProducts(first: 20) { nodes { id related(first: 12) { ...P } } } } }',
  };
  const fragment = 'fragment P on Product { id title provenance { place } }';
  const sell = async (status: 'draft' | 'published') => {
    await adminRequest(`/admin/products/${id}`, { status });
    const isSold = status === 'published';
    // An answer that was cached before: one event drops what the caches have of the product, in all answers.
    const isListed = (response: unknown) => JSON.stringify(response).includes(`"id":"${id}"`);
    const answer = await eventually(
      () => execute(`{ ${places['artisan.products']} } ${fragment}`),
      (response) => isListed(response) === isSold,
    );
    expect(isListed(answer)).toBe(isSold);
  };
  let before: Record<string, string>;

  beforeAll(async () => {
    await control('stop', 'indexer');
    before = await answers();
    await sell('draft');
  }, 120_000);
  afterAll(async () => {
    await sell('published');
    await control('start', 'indexer');
  }, 120_000);

  it.each(Object.keys(places))('is null in %s, without an error', async (place) => {
    const { data, errors } = await execute(`{ ${places[place as 'search']} } ${fragment}`);
    const was = JSON.parse(before[place] as string);

    expect(errors).toBeUndefined();
    expect(data).toEqual(withoutProduct(was));
    expect(data).not.toEqual(was);
  });

  async function answers(): Promise<Record<string, string>> {
    const found = Object.entries(places).map(async ([place, selection]) => {
      const { data, errors } = await execute(`{ ${selection} } ${fragment}`);
      expect(errors).toBeUndefined();
      return [place, JSON.stringify(data)] as const;
    });
    return Object.fromEntries(await Promise.all(found));
  }

  /** The same value with null in every place of the product with its title. */
  function withoutProduct(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutProduct);
    if (typeof value !== 'object' || value === null) return value;
    if ('title' in value && 'id' in value && value.id === id) return null;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutProduct(inner)]));
  }
});
