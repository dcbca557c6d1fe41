import { expect, it } from '@jest/globals';
import type { Shop } from '../commerce.fixture.ts';

/** Lists with the deliverable products first. Box 26 is not delivered to Germany and the United States. */
export function deliverableSuite(shop: Shop): void {
  const read = async (lists: string, country: string | null) => {
    const headers: Record<string, string> = country ? { 'x-axiom-country': country } : {};
    const { data, errors } = await shop.ask(`{ ${lists} }`, {}, headers);
    expect(errors).toBeUndefined();
    return data;
  };
  const titles = ({ nodes }: { nodes: { title: string }[] }) => nodes.map(({ title }) => title);
  const restrictedLast = (all: string[]) => [...all.filter((title) => title !== 'Box 26'), 'Box 26'];
  const shown = 'totalCount nodes { title }';

  it.each([
    'products(first: 100, sort: SORT FIRST)',
    'products(first: 100, sort: SORT, filter: { collections: ["plain"] } FIRST)',
    'products(first: 100, sort: SORT, filter: { ids: ["prod_box_26", "prod_box_27", "prod_box_3"] } FIRST)',
    'products(first: 100, sort: SORT, filter: { handles: ["box-26", "box-4"] } FIRST)',
  ])('%s', async (list) => {
    for (const sort of ['TITLE_ASC', 'TITLE_DESC', 'CREATED_AT_ASC']) {
      const field = list.replace('SORT', sort);
      const plain = `plain: ${field.replace('FIRST', '')} { ${shown} }`;
      const first = `first: ${field.replace('FIRST', ', deliverableFirst: true')} { ${shown} images: nodes { images { url } } }`;
      const data = await read(`${plain} ${first}`, 'US');

      expect(titles(data.first)).toEqual(restrictedLast(titles(data.plain)));
      expect(data.first.totalCount).toBe(data.plain.totalCount);
    }
  });

  it('contain each product once across pages, each by one call', async () => {
    const page = (
      after: string | null,
    ) => `page: products(first: 6, after: ${JSON.stringify(after)}, sort: TITLE_DESC, deliverableFirst: true) {
      ${shown} pageInfo { hasNextPage endCursor }
    }`;
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const data: Awaited<ReturnType<typeof read>> = await read(page(after), 'DE');
      seen.push(...titles(data.page));
      if (!data.page.pageInfo.hasNextPage) break;
      after = data.page.pageInfo.endCursor;
    }
    expect(shop.calls().filter((call) => call.includes('/store/products'))).toHaveLength(6);
    const { all } = await read(`all: products(first: 100, sort: TITLE_DESC) { ${shown} }`, 'DE');

    expect(seen).toEqual(restrictedLast(titles(all)));
  });

  it('are those of collections and categories too, alone and several in one call', async () => {
    const products = `products(first: 100, sort: TITLE_ASC, deliverableFirst: true) { ${shown} }`;
    const one = await read(
      `collection(handle: "plain") { ${products} } category(handle: "bags") { ${products} }`,
      'US',
    );
    const many = await read(
      `collections { nodes { handle ${products} } } categories { nodes { handle ${products} } }`,
      'US',
    );
    const named = (lists: { nodes: { handle: string; products: { nodes: { title: string }[] } }[] }, handle: string) =>
      titles(lists.nodes.find((list) => list.handle === handle)?.products ?? { nodes: [] });

    expect(titles(one.collection.products).slice(-2)).toEqual(['Box 29', 'Box 26']);
    expect(titles(one.category.products).at(-1)).toBe('Box 26');
    expect(named(many.collections, 'plain')).toEqual(titles(one.collection.products));
    expect(named(many.categories, 'bags')).toEqual(titles(one.category.products));
  });

  it.each([
    ['without a country', null],
    ['for a country without restrictions', 'FR'],
  ])('are as requested %s', async (_, country) => {
    const data = await read(
      `plain: products(first: 100, sort: TITLE_ASC) { ${shown} }
       first: products(first: 100, sort: TITLE_ASC, deliverableFirst: true) { ${shown} }`,
      country,
    );

    expect(data.first).toEqual(data.plain);
  });

  it('have cursors for one country', async () => {
    const list = (after: string) =>
      `page: products(first: 2${after}, sort: TITLE_ASC, deliverableFirst: true) { pageInfo { endCursor } }`;
    const { page } = await read(list(''), 'US');
    const { errors } = await shop.ask(
      `{ ${list(`, after: "${page.pageInfo.endCursor}"`)} }`,
      {},
      { 'x-axiom-country': 'FR' },
    );

    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
}
