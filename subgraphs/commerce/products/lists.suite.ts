import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';

/** Lists of products, collections and categories. */
export function listSuite(shop: Shop): void {
  const products = async (filter: string) => {
    const { data, errors } = await shop.ask(
      `{ products(first: 100, sort: TITLE_ASC, filter: ${filter}) { totalCount nodes { handle } } }`,
    );
    expect(errors).toBeUndefined();
    return data.products as { totalCount: number; nodes: { handle: string }[] };
  };

  it.each([
    ['{ ids: ["prod_tote", "prod_none"] }', 1],
    ['{ handles: ["ember-tote", "box-3"] }', 2],
    ['{ collections: ["plain"] }', 30],
    ['{ collections: ["plain", "ember"] }', 31],
    ['{ categories: ["home"] }', 15],
    ['{ categories: ["leather"] }', 16],
    ['{ categories: ["leather", "bags", "home"] }', 31],
    ['{ tags: ["icon", "box"] }', 31],
    ['{ tags: ["leather"], categories: ["leather"], collections: ["ember"], ids: ["prod_tote"] }', 1],
    ['{ tags: ["leather"], categories: ["home"] }', 0],
    ['{ createdAfter: "2020-01-01T00:00:00Z", updatedAfter: "2020-01-01T00:00:00Z" }', 31],
    ['{ createdAfter: "2999-01-01T00:00:00Z" }', 0],
    ['{ ids: [] }', 0],
    ['{ collections: ["none"] }', 0],
    ['{ categories: ["none"] }', 0],
    ['{ tags: ["none"] }', 0],
  ])('filtered by %s has %d products', async (filter, count) => {
    const { totalCount, nodes } = await products(filter);

    expect(totalCount).toBe(count);
    expect(new Set(nodes.map(({ handle }) => handle)).size).toBe(count);
  });

  it('is sorted by title, by creation time or by the last change', async () => {
    await shop.callMedusa('admin/products/prod_box_9', { subtitle: 'Just changed' });
    const { data } = await shop.ask(`{
      ascending: products(first: 2, sort: TITLE_ASC) { nodes { title } }
      descending: products(first: 2, sort: TITLE_DESC) { nodes { title } }
      oldest: products(first: 1, sort: CREATED_AT_ASC) { nodes { createdAt } }
      newest: products(first: 1, sort: CREATED_AT_DESC) { nodes { createdAt } }
      changed: products(first: 1, sort: UPDATED_AT_DESC) { nodes { title } }
    }`);

    const titles = (name: string) => data[name].nodes.map(({ title }: { title: string }) => title);
    expect(titles('ascending')).toEqual(['Box 00', 'Box 01']);
    expect(titles('descending')).toEqual(['Ember Tote', 'Box 29']);
    expect(titles('changed')).toEqual(['Box 09']);
    expect(data.oldest.nodes[0].createdAt <= data.newest.nodes[0].createdAt).toBe(true);
  });

  it('of products or collections is sorted by title in the collation of the language, across pages', async () => {
    const names = ['Zadie', 'de la Cruz', 'zoë', 'Émile', 'Örjan', 'émile'];
    const sorted = ['de la Cruz', 'émile', 'Émile', 'Örjan', 'Zadie', 'zoë'];
    const ids = names.map((_, n) => `prod_box_${n}`);
    for (const [n, title] of names.entries()) await shop.callMedusa(`admin/products/${ids[n]}`, { title });
    const rename = (collection: string, title: string) => shop.callMedusa(`admin/collections/${collection}`, { title });
    await rename('pcol_ember', 'Zadie');
    await rename('pcol_plain', 'émile');
    const page = async (field: string, after: string | null) =>
      (
        await shop.ask(`query ($after: String) { page: ${field} { nodes { title } pageInfo { endCursor } } }`, {
          after,
        })
      ).data.page;
    const titles = ({ nodes }: { nodes: { title: string }[] }) => nodes.map(({ title }) => title);
    const ascending = `products(first: 3, after: $after, sort: TITLE_ASC, filter: { ids: ${JSON.stringify(ids)} })`;
    const first = await page(ascending, null);
    const second = await page(ascending, first.pageInfo.endCursor);
    const descending = await page(ascending.replace('TITLE_ASC', 'TITLE_DESC'), null);
    const collections = await page('collections(after: $after)', null);
    for (const [n, id] of ids.entries()) await shop.callMedusa(`admin/products/${id}`, { title: `Box 0${n}` });
    await rename('pcol_ember', 'Ember');
    await rename('pcol_plain', 'Plain');

    expect([...titles(first), ...titles(second)]).toEqual(sorted);
    expect(titles(descending)).toEqual(sorted.toReversed().slice(0, 3));
    expect(titles(collections)).toEqual(['émile', 'Zadie']);
  });

  it('contains each product once across pages, even if all are equal in its sort order', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await shop.ask(
        `query ($after: String) {
          products(first: 7, after: $after, sort: CREATED_AT_ASC) {
            totalCount edges { cursor node { id } } pageInfo { hasNextPage endCursor }
          }
        }`,
        { after },
      );
      const { edges, pageInfo, totalCount } = data.products;
      expect(totalCount).toBe(31);
      seen.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);

    expect(seen).toHaveLength(31);
    expect(new Set(seen).size).toBe(31);
    expect(shop.calls()).toHaveLength(5);
  });

  it.each([
    'products(first: -1) { totalCount }',
    'products(first: 101) { totalCount }',
    'products(after: "nonsense") { totalCount }',
    `products(filter: { tags: ["${Array.from({ length: 21 }, (_, n) => n).join('", "')}"] }) { totalCount }`,
    'collections(first: 101) { totalCount }',
    'categories(first: -1) { totalCount }',
    'commerceChanges(first: 1001) { cursor }',
    'commerceChanges(after: "nonsense") { cursor }',
  ])('refuses %s', async (field) => {
    const { data, errors } = await shop.ask(`{ field: ${field} }`);

    expect(data).toEqual({ field: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['field'], 'BAD_USER_INPUT']]);
  });

  it('of all collections with their products needs three calls', async () => {
    const { data, errors } = await shop.ask(`{
      collections { totalCount nodes { handle products(first: 2, sort: TITLE_DESC) {
        totalCount pageInfo { hasNextPage } nodes { title priceRange { min { amount } } }
      } } }
    }`);

    expect(errors).toBeUndefined();
    expect(data.collections).toEqual({
      totalCount: 2,
      nodes: [
        {
          handle: 'ember',
          products: {
            totalCount: 1,
            pageInfo: { hasNextPage: false },
            nodes: [{ title: 'Ember Tote', priceRange: { min: { amount: '1250.50' } } }],
          },
        },
        {
          handle: 'plain',
          products: {
            totalCount: 30,
            pageInfo: { hasNextPage: true },
            nodes: [
              { title: 'Box 29', priceRange: { min: { amount: '129.00' } } },
              { title: 'Box 28', priceRange: { min: { amount: '128.00' } } },
            ],
          },
        },
      ],
    });
    expect(shop.calls()).toHaveLength(3);
  });

  it('of all categories with their products needs three calls and counts each product once', async () => {
    const { data } = await shop.ask(`{
      categories { nodes { handle parent { handle } children { handle } products(first: 1, sort: TITLE_ASC) {
        totalCount nodes { title categories { handle } }
      } } }
    }`);

    const box = (title: string, ...handles: string[]) => ({ title, categories: handles.map((handle) => ({ handle })) });
    expect(data.categories.nodes).toEqual([
      {
        handle: 'leather',
        parent: null,
        children: [{ handle: 'bags' }],
        products: { totalCount: 16, nodes: [box('Box 00', 'bags')] },
      },
      {
        handle: 'bags',
        parent: { handle: 'leather' },
        children: [],
        products: { totalCount: 16, nodes: [box('Box 00', 'bags')] },
      },
      { handle: 'home', parent: null, children: [], products: { totalCount: 15, nodes: [box('Box 01', 'home')] } },
    ]);
    expect(shop.calls()).toHaveLength(3);
  });

  it('of one collection needs one call for the collection and one for its page', async () => {
    const query =
      '{ collection(handle: "plain") { products(first: 3, sort: TITLE_ASC) { totalCount nodes { title } } } }';
    const { data } = await shop.ask(query);

    expect(data.collection.products).toEqual({
      totalCount: 30,
      nodes: [{ title: 'Box 00' }, { title: 'Box 01' }, { title: 'Box 02' }],
    });
    expect(shop.calls()).toHaveLength(2);
  });
}
