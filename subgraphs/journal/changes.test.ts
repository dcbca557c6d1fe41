import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '#kit/graph/viewer.ts';
import { openTestJournal, type TestJournal } from './journal.fixture.ts';

let journal: TestJournal;

beforeAll(async () => {
  journal = await openTestJournal();
});

afterAll(() => journal.close());

interface Changes {
  productIds: string[];
  tags: string[];
  changes: { kind: string; id: string }[];
  cursor: string;
  hasMore: boolean;
}

/** What links to articles. */
const links = ['menus', 'banners'];

const query = `query ($after: String, $first: Int, $wait: Int) {
  journalChanges(after: $after, first: $first, wait: $wait) { productIds tags changes { kind id } cursor hasMore }
}`;
const changes = async (after?: string, first?: number, wait?: number): Promise<Changes> =>
  (await journal.request(query, { after, first, wait })).data.journalChanges;
const now = async () => (await changes()).cursor;
/** What the feed says of the changes that `work` makes. */
const changedBy = async (work: () => Promise<unknown>): Promise<Changes> => {
  const cursor = await now();
  await work();
  return changes(cursor);
};
const ids = (id: string) => ({ draftId: `drafts.${id}`, publishedId: id });
const set = (id: string, values: object) => journal.editor.patch(id).set(values).commit();
const curator: Viewer = { kind: 'CURATOR', id: 'curator_1', scopes: ['journal:write'], session: 's' };

describe('The changes of the journal', () => {
  it('start at the present, and name an edited article, its products and its artisans', async () => {
    const start = await changes();
    await set('art_1', { title: 'Story 1, revised' });
    const next = await changes(start.cursor);

    const nothing = { productIds: [], tags: [], changes: [], hasMore: false };
    expect(start).toEqual({ ...nothing, cursor: expect.any(String) });
    expect(next).toEqual({
      productIds: ['prod_1'],
      tags: ['sitemap', 'article:art_1', 'product:prod_1', 'artisan:arti_a'],
      changes: [{ kind: 'ARTICLE', id: 'art_1' }],
      cursor: expect.any(String),
      hasMore: false,
    });
    expect(await changes(next.cursor)).toEqual({ ...nothing, cursor: next.cursor });
  });

  it('are returned in pages, each change once', async () => {
    const start = await now();
    await set('art_1', { title: 'Story 1, again' });
    await set('art_3', { title: 'Story 3, revised' });
    await set('arti_b', { craft: 'Wood' });

    const first = await changes(start, 2);
    const second = await changes(first.cursor, 2);

    expect([first.changes.map(({ id }) => id), first.hasMore]).toEqual([['art_1', 'art_3'], true]);
    expect([second.tags, second.hasMore]).toEqual([['sitemap', 'artisan:arti_b'], false]);
    expect(await changes(second.cursor)).toMatchObject({ tags: [], hasMore: false });
  });

  it.each<[string, () => Promise<unknown>, string[], string[]]>([
    [
      'a product and an artisan that an article no longer names',
      () => set('art_3', { linkedProducts: [], artisans: [] }),
      ['art_3'],
      ['article:art_3', 'articles', 'product:prod_1', 'product:prod_3', 'artisan:arti_a'],
    ],
    [
      'another mood, by which lists are filtered',
      () => set('art_3', { mood: 'OBSIDIAN' }),
      ['art_3'],
      ['article:art_3', 'articles'],
    ],
    [
      'a slug that another article has too',
      () => set('art_3', { slug: { _type: 'slug', current: 'story-5' } }),
      ['art_3'],
      ['article:art_3', 'article:art_5'],
    ],
    [
      'an artisan, with the articles that show them and their products',
      () => set('arti_a', { craft: 'Bronze' }),
      [],
      ['artisan:arti_a', 'article:art_1', 'article:art_5', 'product:prod_1'],
    ],
    [
      'the name of an artisan, by which the list is sorted',
      () => set('arti_b', { name: 'Bobo' }),
      [],
      ['artisan:arti_b', 'artisans'],
    ],
    [
      'an article that becomes incomplete, and is no longer shown',
      () => journal.editor.patch('art_4').unset(['title']).commit(),
      [],
      ['article:art_4', 'articles', 'product:prod_1', 'product:prod_0', ...links],
    ],
    [
      'the draft of a published article: nothing',
      () => journal.editor.create({ _id: 'drafts.art_2', _type: 'article' }),
      [],
      [],
    ],
    [
      'an article that is unpublished while it has a newer draft',
      () => journal.editor.action({ actionType: 'sanity.action.document.unpublish', ...ids('art_2') }),
      [],
      ['article:art_2', 'articles', 'product:prod_1', 'product:prod_0', ...links],
    ],
    [
      'a deleted article',
      () => journal.editor.delete('art_5'),
      [],
      ['article:art_5', 'article:art_3', 'articles', 'product:prod_1', 'artisan:arti_a', ...links],
    ],
    [
      'a published draft',
      () => journal.editor.action({ actionType: 'sanity.action.document.publish', ...ids('art_6') }),
      ['art_6'],
      ['article:art_6', 'articles', 'product:prod_1', 'product:prod_6', ...links],
    ],
    [
      'an article that is withdrawn until a later date',
      () => set('art_6', { publishedAt: '2999-01-01T00:00:00Z' }),
      [],
      ['article:art_6', 'articles', 'product:prod_1', 'product:prod_6', ...links],
    ],
    ['an edit of an article that is not yet due: nothing', () => set('art_6', { title: 'Secret' }), [], []],
    [
      'a new artisan',
      () =>
        journal.editor.create({ _id: 'arti_c', _type: 'artisan', name: 'Cy', craft: 'Tin', slug: { current: 'cy' } }),
      [],
      ['artisan:arti_c', 'artisans'],
    ],
    ['a deleted artisan', () => journal.editor.delete('arti_c'), [], ['artisan:arti_c', 'artisans']],
  ])('name %s', async (_, work, articles, tags) => {
    const found = await changedBy(work);

    // The site map has the time of every edit.
    expect(found.tags.toSorted()).toEqual([...tags, ...(tags.length > 0 ? ['sitemap'] : [])].toSorted());
    expect(found.changes).toEqual(articles.map((id) => ({ kind: 'ARTICLE', id })));
  });

  it('are awaited, also those that come with the time', async () => {
    const due = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 1_000).toISOString();
    await set('art_6', { publishedAt: due });
    const found = await changes(await now(), undefined, 4_000);

    expect(found.changes).toEqual([{ kind: 'ARTICLE', id: 'art_6' }]);
    expect(found.tags).toContain('articles');
  });

  it('may be anything after a cursor whose state is not known, such as that of an earlier version', async () => {
    const cursor = Buffer.from(JSON.stringify([new Date().toISOString(), 'art_2'])).toString('base64url');
    await set('art_1', { title: 'Story 1, at last' });
    const found = await changes(cursor);

    expect(found.tags).toEqual(['*']);
    expect(found.productIds).toContain('prod_1');
    expect(found.changes).toContainEqual({ kind: 'ARTICLE', id: 'art_1' });
    expect(await changes(found.cursor)).toMatchObject({ tags: [], hasMore: false });
  });

  it('continue after a restart of the journal, if nothing has changed since', async () => {
    const cursor = await now();
    const restarted = await journal.restarted();
    const found = await restarted.request(query, { after: cursor });
    await set('art_1', { title: 'Story 1, after the restart' });
    const next = await restarted.request(query, { after: found.data.journalChanges.cursor });
    await restarted.close();

    expect(found.data.journalChanges.tags).toEqual([]);
    expect(next.data.journalChanges.changes).toEqual([{ kind: 'ARTICLE', id: 'art_1' }]);
  });

  it('cost one small query while nothing changes', async () => {
    const cursor = await now();
    journal.reset();
    await changes(cursor);

    expect(journal.queries()).toBe(1);
  });

  it.each([{ after: 'nonsense' }, { first: 1_001 }, { wait: 4_001 }])('refuse %j', async (variables) => {
    expect((await journal.request(query, variables)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('A mutation of the journal', () => {
  const mutate = async (name: string, id: string) => {
    const text = `mutation ($id: ID!) { ${name}(id: $id) { userErrors { code } } }`;
    return (await journal.request(text, { id }, curator)).extensions?.invalidates;
  };

  it('reports what readers see differently, which is what the next read returns', async () => {
    const title = async () => (await journal.request('{ article(slug: "draft") { title } }')).data.article?.title;
    const published = await title();
    const withdrawn = await mutate('articleUnpublish', 'art_6');
    const none = await title();
    const again = await mutate('articlePublish', 'art_6');

    const tags = ['sitemap', 'article:art_6', 'articles', ...links, 'product:prod_1', 'product:prod_6'];
    expect([withdrawn, again]).toEqual([tags, tags]);
    expect([published, none, await title()]).toEqual(['Secret', undefined, 'Secret']);
    expect(await mutate('articleUnpublish', 'art_none')).toBeUndefined();
  });
});

/** The documents of the log whose ids begin so, with what has no valid value. */
function reported(prefix: string): unknown[] {
  return journal
    .logged()
    .filter(({ id }) => String(id).startsWith(prefix))
    .map(({ id, missingFields }) => [id, missingFields]);
}

describe('Search synonyms', () => {
  const synonyms = async () =>
    (await journal.request('{ searchSynonyms { words finds language } }')).data.searchSynonyms;

  it('are the published groups, immediately, without values that are not text', async () => {
    const type = { _type: 'searchSynonyms' };
    await journal.editor.create({ _id: 'syn_1', ...type, words: ['rug', 'carpet'] });
    await journal.editor.create({
      _id: 'syn_2',
      ...type,
      language: 'fr',
      words: ['purse', 7, '', null],
      finds: ['bag', {}],
    });
    await journal.editor.create({ _id: 'syn_3', ...type, words: 'couch', finds: ['sofa'] });
    await journal.editor.create({ _id: 'syn_4', ...type });
    await journal.editor.create({ _id: 'drafts.syn_5', ...type, words: ['unpublished'] });
    await journal.editor.create({ _id: 'syn_6', ...type, words: ['Tasche'], language: 'DE' });
    await journal.editor.create({ _id: 'syn_7', ...type, language: 7 });

    const shown = [
      { words: ['rug', 'carpet'], finds: [], language: 'EN' },
      { words: ['purse'], finds: ['bag'], language: 'FR' },
    ];
    expect(await synonyms()).toEqual(shown);
    expect(await synonyms()).toEqual(shown);
    expect(reported('syn_')).toEqual([
      ['syn_3', ['words']],
      ['syn_4', ['words']],
      ['syn_6', ['language']],
      ['syn_7', ['words', 'language']],
    ]);

    await journal.editor
      .patch('syn_1')
      .set({ words: ['rug', 'carpet', 'mat'] })
      .commit();
    await journal.editor.delete('syn_2');

    expect(await synonyms()).toEqual([{ words: ['rug', 'carpet', 'mat'], finds: [], language: 'EN' }]);
  });
});

describe('Search pins', () => {
  it('are the published ones that are effective now, in the order of the editors', async () => {
    const type = { _type: 'searchPins' };
    const products = [{ productId: 'prod_2' }, { productId: 7 }, { productId: 'prod_1' }];
    await journal.editor.create({ _id: 'pin_1', ...type, queries: ['gift', 3], products, position: 2 });
    await journal.editor.create({ _id: 'pin_2', ...type, queries: ['cadeau'], language: 'FR', products, position: 1 });
    await journal.editor.create({ _id: 'pin_3', ...type, queries: ['late'], products, endsAt: '2020-01-01T00:00:00Z' });
    await journal.editor.create({
      _id: 'pin_4',
      ...type,
      queries: ['soon'],
      products,
      startsAt: '2999-01-01T00:00:00Z',
    });
    await journal.editor.create({ _id: 'pin_5', ...type, queries: ['empty'], products: [] });
    await journal.editor.create({ _id: 'drafts.pin_6', ...type, queries: ['draft'], products });
    await journal.editor.create({ _id: 'pin_7', ...type, queries: ['Geschenk'], language: 'DE', products });
    await journal.editor.create({ _id: 'pin_8', ...type, queries: 'gift', products, startsAt: 'soon', endsAt: 7 });

    const { data } = await journal.request('{ searchPins { queries language productIds } }');

    expect(data.searchPins).toEqual([
      { queries: ['cadeau'], language: 'FR', productIds: ['prod_2', 'prod_1'] },
      { queries: ['gift'], language: 'EN', productIds: ['prod_2', 'prod_1'] },
    ]);
    expect(reported('pin_')).toEqual([
      ['pin_5', ['products']],
      ['pin_7', ['language']],
      ['pin_8', ['queries', 'startsAt', 'endsAt']],
    ]);
  });
});
