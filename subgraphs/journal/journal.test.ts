import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GraphResponse, openTestJournal, type TestJournal } from './journal.fixture.ts';

let journal: TestJournal;

beforeAll(async () => {
  journal = await openTestJournal();
});

afterAll(() => journal.close());

beforeEach(() => journal.reset());

const request = (query: string, variables?: object): Promise<GraphResponse> => journal.request(query, variables);

describe('An article', () => {
  it('is found by its slug, with all fields', async () => {
    const response = await request(
      `query ($slug: String!) {
        article(slug: $slug) {
          id slug title mood publishedAt author { name role } heroImage { url altText width height }
          artisans { slug name }
          linkedProducts(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } totalCount }
          narrative {
            plainText excerpt(words: 2) wordCount readingTimeMinutes headings { level text anchor }
            blocks {
              __typename
              ... on TextBlock { key style list listLevel text html }
              ... on ImageBlock { key caption image { url altText width height } }
              ... on ProductBlock { key product { id } }
            }
          }
        }
      }`,
      { slug: 'story-3' },
    );

    const picture = { url: expect.stringMatching(/\.png$/), width: 1, height: 1 };
    expect(response).toEqual({
      data: {
        article: {
          id: 'art_3',
          slug: 'story-3',
          title: 'Story 3',
          mood: 'PAPER',
          publishedAt: '2026-01-03T00:00:00.000Z',
          author: { name: 'Ida', role: null },
          heroImage: { ...picture, altText: 'A plate' },
          artisans: [{ slug: 'ada', name: 'Ada' }],
          linkedProducts: {
            nodes: [{ id: 'prod_1' }],
            pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
            totalCount: 2,
          },
          narrative: {
            plainText: 'Wax\n\nHot and slow.\n\nWait.',
            excerpt: 'Hot and…',
            wordCount: 5,
            readingTimeMinutes: 1,
            headings: [{ level: 2, text: 'Wax', anchor: 'wax' }],
            blocks: [
              { __typename: 'TextBlock', key: 'a', style: 'H2', list: null, listLevel: null, text: 'Wax', html: 'Wax' },
              {
                __typename: 'TextBlock',
                key: 'b',
                style: 'PARAGRAPH',
                list: 'BULLET',
                listLevel: 1,
                text: 'Hot and slow.',
                html: '<strong>Hot</strong> and slow.',
              },
              {
                __typename: 'TextBlock',
                key: 'c',
                style: 'QUOTE',
                list: null,
                listLevel: null,
                text: 'Wait.',
                html: 'Wait.',
              },
              { __typename: 'ImageBlock', key: 'd', caption: 'Below', image: { ...picture, altText: 'Inside' } },
              { __typename: 'ProductBlock', key: 'e', product: { id: 'prod_1' } },
            ],
          },
        },
      },
    });
    expect(journal.queries()).toBe(2);
    expect(journal.tokens()).toEqual(['viewer']);
  });

  it('is null for an unknown slug and for a draft', async () => {
    const response = await request('{ none: article(slug: "none") { id } draft: article(slug: "draft") { id } }');

    expect(response).toEqual({ data: { none: null, draft: null } });
    expect(journal.queries()).toBe(1);
  });
});

describe('Articles', () => {
  const pages = `query ($after: String, $mood: Mood) {
    articles(first: 2, after: $after, mood: $mood) { nodes { id } pageInfo { hasNextPage endCursor } totalCount }
  }`;

  it('are paged, the newest first', async () => {
    const first = await request(pages);
    const second = await request(pages, { after: first.data.articles.pageInfo.endCursor });

    expect(first.data.articles).toMatchObject({
      nodes: [{ id: 'art_5' }, { id: 'art_4' }],
      pageInfo: { hasNextPage: true },
      totalCount: 5,
    });
    expect(second.data.articles.nodes).toEqual([{ id: 'art_3' }, { id: 'art_2' }]);
    expect(journal.queries()).toBe(2);
  });

  it('can be filtered by mood', async () => {
    const { data } = await request(pages, { mood: 'PAPER' });

    expect(data.articles).toMatchObject({ nodes: [{ id: 'art_3' }, { id: 'art_1' }], totalCount: 2 });
  });

  it('reject a page that is too long and a cursor of another list', async () => {
    const response = await request(
      '{ long: articles(first: 101) { totalCount } odd: articles(after: "?") { totalCount } }',
    );

    expect(response.data).toEqual({ long: null, odd: null });
    expect(response.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
    expect(journal.queries()).toBe(0);
  });
});

describe('An artisan', () => {
  it('has a biography, a portrait and articles', async () => {
    const response = await request(`{
      artisans { totalCount nodes { id } }
      artisan(slug: "ada") {
        name craft atelier { name city countryCode } portrait { altText } biography { plainText }
        articles(first: 1) { totalCount nodes { id } }
      }
    }`);

    expect(response).toEqual({
      data: {
        artisans: { totalCount: 2, nodes: [{ id: 'arti_a' }, { id: 'arti_b' }] },
        artisan: {
          name: 'Ada',
          craft: 'Wax',
          atelier: { name: 'Cire', city: 'Lyon', countryCode: 'FR' },
          portrait: null,
          biography: { plainText: 'Born.' },
          articles: { totalCount: 3, nodes: [{ id: 'art_5' }] },
        },
      },
    });
  });
});

describe('References from other subgraphs', () => {
  const entities = (fields: string, representations: object[]) =>
    request(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ${fields} } }`, {
      representations,
    });

  it('return the stories of many products, a page for each, by one query', async () => {
    const products = Array.from({ length: 24 }, (_, n) => ({ __typename: 'Product', id: `prod_${n}` }));

    const { data } = await entities('... on Product { id stories(first: 2) { totalCount nodes { id } } }', products);

    expect(data._entities).toHaveLength(24);
    expect(data._entities.slice(0, 4)).toEqual([
      { id: 'prod_0', stories: { totalCount: 2, nodes: [{ id: 'art_4' }, { id: 'art_2' }] } },
      { id: 'prod_1', stories: { totalCount: 5, nodes: [{ id: 'art_5' }, { id: 'art_4' }] } },
      { id: 'prod_2', stories: { totalCount: 0, nodes: [] } },
      { id: 'prod_3', stories: { totalCount: 1, nodes: [{ id: 'art_3' }] } },
    ]);
    expect(journal.queries()).toBe(1);
  });

  describe('of products with more stories than one list contains', () => {
    const many = Array.from({ length: 101 }, (_, n) => `many_${n}`);

    beforeAll(async () => {
      const transaction = journal.editor.transaction();
      const link = (productId: string) => ({ _key: productId, _type: 'productReference', productId });
      for (const [n, _id] of many.entries()) {
        transaction.create({
          ...{ _id, _type: 'article', title: _id, slug: { _type: 'slug', current: _id }, mood: 'PAPER' },
          publishedAt: new Date(Date.UTC(2025, 0, 1) + n * 60_000).toISOString(),
          linkedProducts: [link(n === 0 ? 'prod_rare' : 'prod_often')],
        });
      }
      await transaction.commit();
    });

    afterAll(() => many.reduce((transaction, id) => transaction.delete(id), journal.editor.transaction()).commit());

    it('return the same pages, by a second query for those that the list lacks', async () => {
      const products = ['prod_rare', 'prod_often'].map((id) => ({ __typename: 'Product', id }));
      const newest = { nodes: [{ title: 'many_100' }] };
      journal.reset();
      const { data } = await entities('... on Product { stories(first: 1) { nodes { title } } }', products);
      const queries = journal.queries();
      const counted = await entities('... on Product { stories(first: 1) { totalCount } }', products);

      expect(data._entities).toEqual([{ stories: { nodes: [{ title: 'many_0' }] } }, { stories: newest }]);
      expect(counted.data._entities).toEqual([{ stories: { totalCount: 1 } }, { stories: { totalCount: 100 } }]);
      expect(queries).toBe(2);
    });
  });

  it('need no further query for the narratives of the stories', async () => {
    const products = ['prod_0', 'prod_3'].map((id) => ({ __typename: 'Product', id }));

    const { data } = await entities(
      '... on Product { stories { edges { node { ... on Article { text: narrative { wordCount } } } } } }',
      products,
    );

    const edge = { node: { text: { wordCount: 5 } } };
    expect(data._entities).toEqual([{ stories: { edges: [edge, edge] } }, { stories: { edges: [edge] } }]);
    expect(journal.queries()).toBe(1);
  });

  it('return articles and artisans by either key, null for unknown ones', async () => {
    const { data } = await entities('... on Article { title } ... on Artisan { name }', [
      { __typename: 'Article', id: 'art_2' },
      { __typename: 'Article', slug: 'story-1' },
      { __typename: 'Article', id: 'art_none' },
      { __typename: 'Artisan', id: 'arti_b' },
      { __typename: 'Artisan', slug: 'ada' },
    ]);

    expect(data._entities).toEqual([{ title: 'Story 2' }, { title: 'Story 1' }, null, { name: 'Bo' }, { name: 'Ada' }]);
    expect(journal.queries()).toBe(4);
  });
});

describe('While Sanity is unavailable', () => {
  it('requests fail with BACKEND_UNAVAILABLE, the journal is not ready, and it recovers without a restart', async () => {
    await journal.stopContentLake();
    const down = await request('{ articles { totalCount } }');
    const ready = await journal.readiness();
    await journal.startContentLake();
    const up = await request('{ articles { totalCount } }');

    expect(down.data).toEqual({ articles: null });
    expect(down.errors).toMatchObject([
      { path: ['articles'], extensions: { code: 'BACKEND_UNAVAILABLE', system: 'Sanity' } },
    ]);
    expect(ready).toBe(503);
    expect(up).toEqual({ data: { articles: { totalCount: 5 } } });
  });
});
