import { afterAll, describe, expect, it } from '@jest/globals';
import { adminRequest } from '../support/backends/admin.ts';
import { eventually, execute } from '../support/graph.ts';

const search = `query ($query: String, $filter: SearchFilter, $sort: SearchSort, $facets: [SearchFacetName!]) {
  search(query: $query, filter: $filter, sort: $sort, facets: $facets, first: 50) {
    totalCount
    nodes { id title handle priceRange { min { amount currencyCode } } }
    edges { highlights { field html } }
    facets { name values { value count selected } range { min max } }
  }
}`;

async function find(variables: Record<string, unknown>, headers: Record<string, string> = {}) {
  const { data, errors } = await execute(search, variables, headers);
  expect(errors).toBeUndefined();
  return data.search;
}

const titles = (result: { nodes: { title: string }[] }) => result.nodes.map(({ title }) => title);

describe('Search', () => {
  it('finds a product by its name, also with a typing error, and returns the matching field', async () => {
    const { data } = await execute('{ products(first: 1, sort: TITLE_ASC) { nodes { id title } } }');
    const [{ id, title }] = data.products.nodes;
    const word = title.split(' ').find((part: string) => part.length >= 5) ?? title;
    const misspelt = word.slice(0, 2) + word.slice(3);

    const exact = await find({ query: title });
    const forgiving = await find({ query: misspelt });

    expect(exact.nodes[0].id).toBe(id);
    expect(exact.edges[0].highlights.map(({ html }: { html: string }) => html).join()).toContain('<mark>');
    expect(forgiving.nodes.map((node: { id: string }) => node.id)).toContain(id);
  });

  it('returns every product for an empty query, with live prices in the market', async () => {
    const everything = await find({ query: '' }, { 'x-axiom-country': 'JP' });
    const { data } = await execute('{ products(first: 1) { totalCount } }');

    expect(everything.totalCount).toBe(data.products.totalCount);
    expect(
      new Set(
        everything.nodes.map(
          (node: { priceRange: { min: { currencyCode: string } } }) => node.priceRange.min.currencyCode,
        ),
      ),
    ).toEqual(new Set(['JPY']));
  });

  it('counts the values of a facet without the filter on that facet', async () => {
    const open = await find({ facets: ['CATEGORY', 'COUNTRY', 'PRICE'] });
    const [category] = open.facets[0].values;
    const chosen = await find({ facets: ['CATEGORY', 'COUNTRY'], filter: { categories: [category.value] } });

    expect(chosen.totalCount).toBe(category.count);
    expect(chosen.facets[0].values.map(({ value, count }: { value: string; count: number }) => [value, count])).toEqual(
      open.facets[0].values.map(({ value, count }: { value: string; count: number }) => [value, count]),
    );
    expect(chosen.facets[0].values.find(({ value }: { value: string }) => value === category.value).selected).toBe(
      true,
    );
    expect(open.facets[2].range.min).toBeLessThan(open.facets[2].range.max);
  });

  it('finds in each collection the products that the collection shows', async () => {
    const { data } = await execute(`{
      collections(first: 20) { nodes { handle products(first: 0) { totalCount } search(first: 0) { totalCount } } }
    }`);

    expect(data.collections.nodes.map(({ handle }: { handle: string }) => handle)).toContain('gifts');
    for (const { products, search } of data.collections.nodes) expect(search).toEqual(products);
  });

  it('sorts and filters by price in the currency of the market', async () => {
    const rising = await find({ sort: 'PRICE_ASC' });
    const prices = rising.nodes.map((node: { priceRange: { min: { amount: string } } }) =>
      Number(node.priceRange.min.amount),
    );
    const middle = prices[Math.floor(prices.length / 2)];
    const cheap = await find({ filter: { price: { max: String(middle) } } });

    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect(cheap.totalCount).toBe(prices.filter((price: number) => price <= middle).length);
  });

  it('treats every filter value as a value, with any characters', async () => {
    const hostile = await find({ filter: { categories: ['x" OR id EXISTS OR handle = "'] } });

    expect(hostile.totalCount).toBe(0);
  });

  it('suggests completions of a partial word', async () => {
    const { data } = await execute('{ products(first: 1, sort: TITLE_DESC) { nodes { title } } }');
    const typed = data.products.nodes[0].title.slice(0, 4);

    const response = await execute('query ($query: String!) { suggest(query: $query) { kind text html } }', {
      query: typed,
    });

    expect(response.errors).toBeUndefined();
    expect(response.data.suggest.map(({ text }: { text: string }) => text)).toContain(data.products.nodes[0].title);
  });
});

describe('The index', () => {
  let restore = async () => {};
  afterAll(() => restore());

  it('contains a product renamed in Medusa within five seconds', async () => {
    const { data } = await execute('{ products(first: 1, sort: TITLE_DESC) { nodes { id title } } }');
    const [{ id, title }] = data.products.nodes;
    restore = async () => void (await adminRequest(`/admin/products/${id}`, { title }));

    await adminRequest(`/admin/products/${id}`, { title: 'Quicksilver Astrolabe' });
    const found = await eventually(
      () => find({ query: 'quicksilver astrolabe' }),
      (result) => titles(result).includes('Quicksilver Astrolabe'),
      5_000,
    );

    expect(titles(found)).toContain('Quicksilver Astrolabe');
  });
});
