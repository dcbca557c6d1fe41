import { describe, expect, it } from '@jest/globals';
import { execute } from '../support/graph.ts';

const list = `query ($first: Int, $after: String, $filter: ProductFilter, $sort: ProductSort) {
  products(first: $first, after: $after, filter: $filter, sort: $sort) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id handle title tags createdAt collection { handle } categories { handle } }
  }
}`;

interface Node {
  id: string;
  handle: string;
  title: string;
  tags: string[];
  collection: { handle: string } | null;
  categories: { handle: string }[];
}

async function products(variables: Record<string, unknown>): Promise<{ nodes: Node[]; totalCount: number }> {
  const { data, errors } = await execute(list, variables);
  expect(errors).toBeUndefined();
  return data.products;
}

describe('The list of products', () => {
  it('can be paginated to its end, with each product once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const { data } = await execute(list, { first: 7, after, sort: 'TITLE_ASC' });
      seen.push(...data.products.nodes.map((node: Node) => node.id));
      total = data.products.totalCount;
      after = data.products.pageInfo.hasNextPage ? data.products.pageInfo.endCursor : null;
    } while (after);

    expect(seen.length).toBe(total);
    expect(new Set(seen).size).toBe(total);
    expect(total).toBeGreaterThanOrEqual(24);
  });

  it('has the requested order', async () => {
    const rising = (await products({ first: 100, sort: 'TITLE_ASC' })).nodes.map(({ title }) => title);
    const falling = (await products({ first: 100, sort: 'TITLE_DESC' })).nodes.map(({ title }) => title);

    expect(falling).toEqual([...rising].reverse());
  });

  it('is filtered by collection, category, tag, handle and id', async () => {
    const all = (await products({ first: 100 })).nodes;
    const [sample] = all as [Node];
    const collection = sample.collection?.handle as string;
    const category = sample.categories[0]?.handle as string;
    const tag = sample.tags[0] as string;

    const byCollection = await products({ first: 100, filter: { collections: [collection] } });
    const byCategory = await products({ first: 100, filter: { categories: [category] } });
    const byTag = await products({ first: 100, filter: { tags: [tag] } });
    const byHandle = await products({ filter: { handles: [sample.handle, 'no-such-thing'] } });
    const byId = await products({ filter: { ids: [sample.id] } });

    const ids = (nodes: Node[]) => nodes.map(({ id }) => id).sort();
    expect(ids(byCollection.nodes)).toEqual(ids(all.filter((node) => node.collection?.handle === collection)));
    expect(ids(byCategory.nodes)).toEqual(
      ids(all.filter((node) => node.categories.some(({ handle }) => handle === category))),
    );
    expect(ids(byTag.nodes)).toEqual(ids(all.filter((node) => node.tags.includes(tag))));
    expect(ids(byHandle.nodes)).toEqual([sample.id]);
    expect(ids(byId.nodes)).toEqual([sample.id]);
  });

  it('is empty without an error when nothing matches', async () => {
    expect(await products({ filter: { collections: ['no-such-collection'] } })).toMatchObject({
      nodes: [],
      totalCount: 0,
    });
  });

  it.each([
    [{ first: -1 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ after: 'nonsense' }, 'after'],
  ])('rejects %j', async (variables, argument) => {
    const { data, errors } = await execute(list, variables);

    expect(data).toEqual({ products: null });
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['products'],
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', argument }),
      }),
    ]);
  });
});
