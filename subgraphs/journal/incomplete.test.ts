import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GraphResponse, openTestJournal, type TestJournal } from './journal.fixture.ts';

let journal: TestJournal;
let story: Record<string, unknown>;
let maker: Record<string, unknown>;

beforeAll(async () => {
  journal = await openTestJournal();
  story = { ...(await journal.editor.getDocument('art_3')) };
  maker = { ...(await journal.editor.getDocument('arti_b')) };
});

afterAll(() => journal.close());

beforeEach(() => journal.reset());

afterEach(async () => {
  const transaction = journal.editor.transaction();
  for (const id of await journal.editor.fetch<string[]>('*[_id match "odd*"]._id')) transaction.delete(id);
  await transaction.commit();
});

/** Every field of every article and artisan, by every field that returns them. */
const everything = `query ($products: [_Any!]!) {
  articles { totalCount nodes { ...whole } }
  artisans { totalCount nodes { id name craft atelier { name city countryCode } portrait { url } biography { html } articles { totalCount nodes { id } } } }
  odd: article(slug: "odd") { ...whole }
  _entities(representations: $products) {
    ... on Product { stories { totalCount nodes { ...whole } } }
    ... on Article { ...whole }
    ... on Artisan { name craft }
  }
}
fragment whole on Article {
  id slug title mood publishedAt author { name role } heroImage { url altText width height }
  artisans { name } linkedProducts { totalCount nodes { id } }
  narrative {
    html plainText excerpt wordCount headings { anchor }
    blocks {
      ... on TextBlock { key style list listLevel text html }
      ... on ImageBlock { key caption image { url altText } }
      ... on ProductBlock { key product { id } }
    }
  }
}`;
const products = [
  { __typename: 'Product', id: 'prod_3' },
  { __typename: 'Article', id: 'odd-1' },
  { __typename: 'Artisan', id: 'odd-2' },
];

describe('An article without a valid required field', () => {
  it.each<[field: string, change: object]>([
    ['title', { title: undefined }],
    ['title', { title: 5 }],
    ['title', { title: '  ' }],
    ['title', { title: '\t\r\n\u3000' }],
    ['title', { title: ['Wax'] }],
    ['slug', { slug: undefined }],
    ['slug', { slug: 'odd' }],
    ['slug', { slug: { current: 5 } }],
    ['slug', { slug: { current: '' } }],
    ['slug', { slug: { current: '\u00a0' } }],
    ['mood', { mood: undefined }],
    ['mood', { mood: 'paper' }],
    ['mood', { mood: { PAPER: true } }],
    ['publishedAt', { publishedAt: undefined }],
    ['publishedAt', { publishedAt: '2001-01-01' }],
    ['publishedAt', { publishedAt: 'soon' }],
    ['publishedAt', { publishedAt: 978307200 }],
    ['publishedAt', { publishedAt: '2001-02-31T25:00:00Z' }],
  ])('%s is left out of every list and count, and logged once: %j', async (field, change) => {
    await write({ ...story, _id: 'odd-1', slug: { _type: 'slug', current: 'odd' }, ...change });

    const first = await request();
    await request();

    expect(first.errors).toBeUndefined();
    expect(idsOf(first)).toEqual(['art_5', 'art_4', 'art_3', 'art_2', 'art_1']);
    expect(first.data).toMatchObject({ articles: { totalCount: 5 }, odd: null });
    expect(first.data._entities).toMatchObject([{ stories: { totalCount: 1, nodes: [{ id: 'art_3' }] } }, null, null]);
    expect(journal.logged()).toMatchObject([{ id: 'odd-1', missingFields: [field] }]);
  });

  it('is logged again after an edit, and shown once it is complete', async () => {
    await write({ ...story, _id: 'odd-1', slug: { _type: 'slug', current: 'odd' }, mood: 'paper', title: 5 });
    await request();
    await journal.editor.patch('odd-1').set({ title: 'Odd' }).commit();
    await request();
    const logged = journal.logged().map(({ missingFields }) => missingFields);
    await journal.editor.patch('odd-1').set({ mood: 'PAPER' }).commit();
    const { data } = await request();

    expect(logged).toEqual([['title', 'mood'], ['mood']]);
    expect(data.odd).toMatchObject({ id: 'art_:odd-1', title: 'Odd' });
    expect(data.articles.totalCount).toBe(6);
  });

  it('does not affect the pages around it', async () => {
    await write({ ...story, _id: 'odd-1', publishedAt: '2026-01-04T12:00:00Z', mood: 'paper' });
    const pages = `query ($after: String) { articles(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const seen: string[] = [];
    for (let after: string | null = null, isMore = true; isMore; ) {
      const { data } = await journal.request(pages, { after });
      seen.push(...data.articles.nodes.map(({ id }: { id: string }) => id));
      after = data.articles.pageInfo.endCursor;
      isMore = data.articles.pageInfo.hasNextPage;
    }

    expect(seen).toEqual(['art_5', 'art_4', 'art_3', 'art_2', 'art_1']);
  });
});

describe('An article with invalid optional parts', () => {
  it.each<[what: string, change: object, shown: object]>([
    ['an author without a name', { author: { role: 'Editor' } }, { author: null }],
    ['an author of a wrong type', { author: 'Ida' }, { author: null }],
    ['no author', { author: undefined }, { author: null }],
    ['a role of a wrong type', { author: { name: 'Ida', role: 5 } }, { author: { name: 'Ida', role: null } }],
    ['a picture without a file', { heroImage: { _type: 'image', alt: 'A' } }, { heroImage: null }],
    ['a picture of a wrong type', { heroImage: 'a.png' }, { heroImage: null }],
    ['no text', { narrative: undefined }, { narrative: { html: '', blocks: [] } }],
    ['a text that is not an array', { narrative: 'words' }, { narrative: { html: '', blocks: [] } }],
    [
      'a text with blocks of wrong types',
      { narrative: [null, 5, 'x', [], {}, { _type: 'video' }] },
      { narrative: { html: '' } },
    ],
    [
      'blocks without key or children',
      {
        narrative: [
          { _type: 'block', children: null },
          { _type: 'block', children: [{ _type: 'span', text: 'Wax' }] },
        ],
      },
      {
        narrative: {
          plainText: 'Wax',
          blocks: [
            { key: 'block-1', text: '' },
            { key: 'block-2', text: 'Wax' },
          ],
        },
      },
    ],
    [
      'blocks with the same key',
      { narrative: ['a', 'b'].map((text) => ({ _type: 'quote', _key: 'same', text })) },
      { narrative: { blocks: [{ key: 'same' }, { key: 'block-2' }] } },
    ],
    [
      'spans and marks of wrong types',
      {
        narrative: [
          {
            _type: 'block',
            _key: 'k',
            style: 5,
            level: 'x',
            listItem: 'bullet',
            markDefs: 'm',
            children: [
              { _type: 'span', text: 5, marks: 'strong' },
              { text: 'Wax', marks: [{}] },
            ],
          },
        ],
      },
      { narrative: { html: '<ul><li>Wax</li></ul>', blocks: [{ style: 'PARAGRAPH', list: 'BULLET', listLevel: 1 }] } },
    ],
    [
      'quotes, products and pictures without content',
      { narrative: [{ _type: 'quote', text: 5 }, { _type: 'productReference' }, { _type: 'image', caption: {} }] },
      { narrative: { blocks: [] } },
    ],
    [
      'links that are not products',
      { linkedProducts: [{ productId: 5 }, {}, null, 'prod_3', { productId: 'prod_7' }] },
      { linkedProducts: { totalCount: 1, nodes: [{ id: 'prod_7' }] } },
    ],
    [
      'products with ids that no subgraph accepts',
      {
        linkedProducts: ['prod_\u0000', '\n', 'x'.repeat(501), 'prod_7'].map((productId) => ({ productId })),
        narrative: ['prod_\u0000', 'x'.repeat(501)].map((productId) => ({ _type: 'productReference', productId })),
      },
      { linkedProducts: { totalCount: 1, nodes: [{ id: 'prod_7' }] }, narrative: { blocks: [] } },
    ],
    ['products of a wrong type', { linkedProducts: 'prod_3' }, { linkedProducts: { totalCount: 0 } }],
    [
      'references to missing artisans and to none',
      { artisans: [{ _type: 'reference', _ref: 'arti_gone', _weak: true }, { _ref: 5 }, 'x'] },
      { artisans: [] },
    ],
    ['artisans of a wrong type', { artisans: { _ref: 'arti_a' } }, { artisans: [] }],
    ['unknown fields', { unknown: { deep: [[1]] } }, { title: 'Story 3' }],
    [
      'a date in another time zone',
      { publishedAt: '2026-01-06T23:00:00-05:00' },
      { publishedAt: '2026-01-07T04:00:00.000Z' },
    ],
  ])('is shown without the invalid parts: %s', async (_, change, shown) => {
    await write({ ...story, _id: 'odd-1', slug: { _type: 'slug', current: 'odd' }, ...change });

    const { data, errors } = await request();

    expect(errors).toBeUndefined();
    expect(data.odd).toMatchObject(shown);
    expect(data.articles.totalCount).toBe(6);
    expect(journal.logged()).toEqual([]);
  });

  it('may have a megabyte of text and thousands of equal headings', async () => {
    const block = (n: number) => ({
      _type: 'block',
      _key: `k${n}`,
      style: 'h2',
      children: [{ _type: 'span', text: `Wax ${'x'.repeat(200)}` }],
    });
    await write({
      ...story,
      _id: 'odd-1',
      slug: { _type: 'slug', current: 'odd' },
      narrative: Array.from({ length: 4_000 }, (_, n) => block(n)),
    });

    const { data, errors } = await journal.request(
      '{ article(slug: "odd") { narrative { html wordCount headings { anchor } blocks { __typename } } } }',
    );

    expect(errors).toBeUndefined();
    expect(data.article.narrative.html.length).toBeGreaterThan(1_000_000);
    expect(data.article.narrative).toMatchObject({ wordCount: 8_000 });
    expect(data.article.narrative.headings).toHaveLength(100);
    expect(data.article.narrative.blocks).toHaveLength(1_000);
  });

  it('keeps the crop of its pictures, in the text and as hero image', async () => {
    const image = {
      ...(story.heroImage as object),
      crop: { top: 0, bottom: 0, left: 0, right: 0 },
      hotspot: { x: 0.25, y: 0.5 },
    };
    await write({
      ...story,
      _id: 'odd-1',
      slug: { _type: 'slug', current: 'odd' },
      heroImage: image,
      narrative: [{ ...image, _key: 'i' }],
    });

    const { data } = await request();

    const framed = expect.stringMatching(/\.png\?crop=focalpoint&fp-x=0\.25&fp-y=0\.5$/);
    expect(data.odd.heroImage).toMatchObject({ url: framed });
    expect(data.odd.narrative.blocks).toMatchObject([{ image: { url: framed } }]);
    expect(data.odd.narrative.html).toContain('.png?crop=focalpoint&amp;fp-x=0.25&amp;fp-y=0.5"');
  });
});

describe('An article with a future date of publication', () => {
  it('is hidden before that date and visible after it, when the changes report it', async () => {
    const publishedAt = new Date(Date.now() + 3_000).toISOString();
    const changes = (after?: string) =>
      journal.request('query ($after: String) { journalChanges(after: $after) { productIds cursor } }', { after });
    await write({
      ...story,
      _id: 'odd-1',
      slug: { _type: 'slug', current: 'odd' },
      publishedAt,
      linkedProducts: [{ _key: 'p', productId: 'prod_8' }],
    });
    const { data: edited } = await changes();
    const before = await request();
    // Each field is read at an instant of its own, so one of them may be read before the date and the other after it.
    const after = await reach(request, ({ articles, odd }) => odd !== null && articles.totalCount === 6);
    const visibleAt = Date.now();
    const { data: due } = await reach(
      () => changes(edited.journalChanges.cursor),
      ({ journalChanges }) => journalChanges.productIds.length > 0,
    );

    if (visibleAt < Date.parse(publishedAt)) throw new Error('The article was visible before its date of publication.');
    expect(before.data).toMatchObject({ articles: { totalCount: 5 }, odd: null });
    expect(before.data._entities[1]).toBeNull();
    expect(before.errors).toBeUndefined();
    expect(after.data).toMatchObject({ articles: { totalCount: 6 }, odd: { id: 'art_:odd-1' } });
    expect(due.journalChanges.productIds).toEqual(['prod_8']);
    expect(journal.logged()).toEqual([]);
  });
});

describe('Articles with the same slug', () => {
  it('are represented by the one published first, and logged once', async () => {
    await write({
      ...story,
      _id: 'odd-a',
      slug: { _type: 'slug', current: 'odd' },
      publishedAt: '2020-01-02T00:00:00Z',
    });
    await write({
      ...story,
      _id: 'odd-b',
      slug: { _type: 'slug', current: 'odd' },
      publishedAt: '2020-01-01T23:00:00-05:00',
    });
    await write({
      ...story,
      _id: 'odd-c',
      slug: { _type: 'slug', current: 'odd' },
      publishedAt: '2020-01-02T00:00:00Z',
    });
    await write({
      ...story,
      _id: 'odd-d',
      slug: { _type: 'slug', current: 'odd' },
      publishedAt: '2019-01-02T00:00:00Z',
      mood: 'x',
    });

    const responses = [await request(), await request()];

    expect(responses.map(({ data }) => data.odd.id)).toEqual(['art_:odd-a', 'art_:odd-a']);
    expect(journal.logged().filter(({ slug }) => slug)).toMatchObject([
      { slug: 'odd', ids: ['odd-a', 'odd-c', 'odd-b'] },
    ]);
  });
});

describe('An artisan without a valid required field', () => {
  it.each<[field: string, change: object]>([
    ['craft', { craft: undefined }],
    ['craft', { craft: 5 }],
    ['craft', { craft: '\t' }],
    ['name', { name: '' }],
    ['slug', { slug: null }],
  ])('%s is left out of the list and of articles, and logged once: %j', async (field, change) => {
    await write({ ...maker, _id: 'odd-2', ...change });
    await write({
      ...story,
      _id: 'odd-1',
      slug: { _type: 'slug', current: 'odd' },
      artisans: ['odd-2', 'arti_a'].map((_ref) => ({ _key: _ref, _type: 'reference', _ref })),
    });

    const { data, errors } = await request();
    await request();

    expect(errors).toBeUndefined();
    expect(data.artisans).toMatchObject({ totalCount: 2, nodes: [{ id: 'arti_a' }, { id: 'arti_b' }] });
    expect(data.odd.artisans).toEqual([{ name: 'Ada' }]);
    expect(data._entities[2]).toBeNull();
    expect(journal.logged()).toMatchObject([{ id: 'odd-2', missingFields: [field] }]);
  });

  it('is shown without invalid optional parts', async () => {
    await write({ ...maker, _id: 'odd-2', name: 'Odd', atelier: { city: 'Lyon' }, biography: 5, portrait: {} });
    await write({ ...maker, _id: 'odd-3', name: 'Other', atelier: { name: 'Cire', city: 5, countryCode: 'France' } });

    const { data, errors } = await request();

    expect(errors).toBeUndefined();
    expect(data.artisans.nodes.slice(2)).toMatchObject([
      { name: 'Odd', atelier: null, biography: { html: '' }, portrait: null },
      { name: 'Other', atelier: { name: 'Cire', city: null, countryCode: null } },
    ]);
  });
});

describe('Artisans', () => {
  it('are sorted by name, by letters before accents and case, and paged', async () => {
    for (const [n, name] of ['Zadie', 'de la Cruz', 'zoë', 'Émile', 'Örjan', 'émile'].entries()) {
      await write({ ...maker, _id: `odd-${n}`, name });
    }
    const pages =
      'query ($after: String) { artisans(first: 3, after: $after) { totalCount nodes { name } pageInfo { endCursor } } }';
    const first = await journal.request(pages);
    const second = await journal.request(pages, { after: first.data.artisans.pageInfo.endCursor });
    const third = await journal.request(pages, { after: second.data.artisans.pageInfo.endCursor });

    const names = [first, second, third].flatMap(({ data }) =>
      data.artisans.nodes.map(({ name }: { name: string }) => name),
    );
    expect(names).toEqual(['Ada', 'Bo', 'de la Cruz', 'émile', 'Émile', 'Örjan', 'Zadie', 'zoë']);
    expect(first.data.artisans.totalCount).toBe(8);
    expect(journal.queries()).toBe(6);
  });
});

/** A cursor before all changes. */

async function write(document: object): Promise<void> {
  await journal.editor.createOrReplace(JSON.parse(JSON.stringify(document)));
}

function request(): Promise<GraphResponse> {
  return journal.request(everything, { products });
}

function idsOf({ data }: GraphResponse): string[] {
  return data.articles.nodes.map(({ id }: { id: string }) => id);
}

/** The first response for which `isDone` is true; after ten seconds the last one. */
async function reach(
  of: () => Promise<GraphResponse>,
  isDone: (data: GraphResponse['data']) => boolean,
): Promise<GraphResponse> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const response = await of();
    if (isDone(response.data) || Date.now() > deadline) return response;
  }
}
