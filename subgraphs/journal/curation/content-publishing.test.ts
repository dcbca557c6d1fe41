import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SignedIn } from '#kit/graph/viewer.ts';
import { openTestJournal, type TestJournal } from '../journal.fixture.ts';
import { writeSite } from '../site/site.fixture.ts';

let journal: TestJournal;
let written: Document[];

interface Document {
  _id: string;
  _type: string;
  [field: string]: unknown;
}

const block = {
  ...{ _type: 'block', _key: 'a', style: 'normal', markDefs: [] },
  children: [{ _type: 'span', _key: 's', text: 'Texte.', marks: [] }],
};
const translation = {
  ...{ _id: 'drafts.art_1_fr', _type: 'articleTranslation', language: 'FR', title: 'Conte' },
  article: { _type: 'reference', _ref: 'art_1' },
  slug: { _type: 'slug', current: 'conte' },
  narrative: [block],
};

beforeAll(async () => {
  journal = await openTestJournal();
  await writeSite(journal.editor);
  await journal.editor.create(translation);
  written = await documents();
});

afterAll(() => journal?.close());

/** Each test starts with these documents. */
beforeEach(async () => {
  const kept = new Set(written.map(({ _id }) => _id));
  const transaction = journal.editor.transaction();
  for (const { _id } of await documents()) if (!kept.has(_id)) transaction.delete(_id);
  for (const document of written) transaction.createOrReplace(document);
  await transaction.commit();
});

const documents = () => journal.editor.fetch<Document[]>('*[_type != "sanity.imageAsset"] | order(_id)');
const curator: SignedIn = { kind: 'CURATOR', id: 'user_1', scopes: ['journal:write'], session: 's1' };
const request = (query: string, variables: object = {}) => journal.request(query, variables, curator);
const publish = 'mutation ($id: ID!) { contentPublish(id: $id) { publishedId userErrors { field code message } } }';
const unpublish =
  'mutation ($id: ID!) { contentUnpublish(id: $id) { unpublishedId userErrors { field code message } } }';

/** Creates a draft of a published document, with changes. */
async function edit(id: string, change: object): Promise<void> {
  const published = written.find(({ _id }) => _id === id) as Document;
  await journal.editor.createOrReplace({ ...published, ...change, _type: published._type, _id: `drafts.${id}` });
}

describe('contentPublish', () => {
  it.each([
    ['page_a', { title: 'Edited' }, '{ page(slug: "a") { title } }', { page: { title: 'Edited' } }],
    ['menu_main', { title: 'Edited', items: [] }, '{ menu(handle: "main") { title } }', { menu: { title: 'Edited' } }],
    [
      'banner_first',
      { title: 'Edited', placement: 'CART' },
      '{ banners(placement: CART) { title } }',
      { banners: [{ title: 'Edited' }] },
    ],
    ['store_lyon', { name: 'Edited' }, '{ store(slug: "lyon") { name } }', { store: { name: 'Edited' } }],
    [
      'redirect_b',
      { destination: '/edited' },
      '{ redirect(path: "/older") { destination } }',
      { redirect: { destination: '/edited' } },
    ],
    ['series_wax', { title: 'Edited' }, '{ series(slug: "wax") { title } }', { series: { title: 'Edited' } }],
  ])('replaces the published version of %s with its draft', async (id, change, query, expected) => {
    await edit(id, change);
    const { data } = await request(publish, { id: `draft_${id}` });

    expect(data.contentPublish).toEqual({ publishedId: id, userErrors: [] });
    expect((await request(query)).data).toEqual(expected);
    expect((await documents()).map(({ _id }) => _id)).not.toContain(`drafts.${id}`);
  });

  it('reports the cache tags of what changed', async () => {
    await edit('page_a', { title: 'Edited' });
    const { extensions } = await request(publish, { id: 'page_a' });

    expect(extensions?.invalidates?.sort()).toEqual(['banners', 'menus', 'page:page_a', 'pages', 'sitemap']);
  });

  it('changes nothing without a draft', async () => {
    const before = await documents();
    const { data, extensions } = await request(publish, { id: 'page_a' });

    expect(data.contentPublish).toEqual({ publishedId: 'page_a', userErrors: [] });
    expect(await documents()).toEqual(before);
    expect(extensions?.invalidates).toBeUndefined();
  });

  it.each([
    ['page_a', { title: ' ', kind: 'ODD', narrative: [] }, ['title', 'kind', 'narrative']],
    ['page_a', { slug: { current: 'b' } }, ['slug']],
    ['menu_main', { handle: 7, items: [] }, ['handle']],
    ['banner_now', { placement: 'ROOF' }, ['placement']],
    ['store_lyon', { timeZone: 'Mars/Olympus', slug: { current: 'paris' } }, ['timeZone', 'slug']],
    // Readers would not see some of the services and hours.
    ['store_paris', {}, ['services', 'openingHours', 'specialDays']],
    ['store_lyon', { openingHours: [{ _key: 'a', weekdays: [5], opens: '18:00', closes: '02:00' }] }, ['openingHours']],
    ['menu_main', { title: 'Edited' }, ['items']],
    ['redirect_b', { path: '/older?x=1' }, ['path']],
    ['redirect_a', { path: '/older', statusCode: 200 }, ['statusCode', 'path']],
    ['series_wax', { title: null }, ['title']],
  ])('refuses %s with %j, and changes nothing', async (id, change, fields) => {
    await edit(id, change);
    const before = await documents();
    const { data } = await request(publish, { id });

    expect(data.contentPublish.publishedId).toBeNull();
    expect(data.contentPublish.userErrors.map(({ field, code }: Refused) => [code, ...field])).toEqual(
      fields.map((field) => ['INCOMPLETE', field]),
    );
    expect(await documents()).toEqual(before);
  });

  it.each(['none', 'art_1', 'arti_a', 'drafts.page_e', ''])('refuses the id “%s” with NOT_FOUND', async (id) => {
    const responses = [await request(publish, { id }), await request(unpublish, { id })];

    expect(responses.map(({ data }) => (Object.values(data)[0] as { userErrors: Refused[] }).userErrors)).toEqual(
      responses.map(() => [{ field: ['id'], code: 'NOT_FOUND', message: 'There is no such document.' }]),
    );
  });

  it('refuses with CONFLICT what someone else changes at the same time', async () => {
    await edit('page_a', { title: 'Edited' });
    journal.beforeNextAction(() => journal.editor.patch('drafts.page_a').set({ title: 'Late' }).commit());
    const { data } = await request(publish, { id: 'page_a' });

    expect(data.contentPublish).toMatchObject({ publishedId: null, userErrors: [{ field: null, code: 'CONFLICT' }] });
    expect((await request('{ page(slug: "a") { title } }')).data.page.title).toBe('Page a');
  });
});

describe('contentUnpublish', () => {
  it('hides a document and keeps it as a draft, which can be published again', async () => {
    const { data } = await request(unpublish, { id: 'page_b' });
    const hidden = (await request('{ page(slug: "b") { id } }')).data.page;
    await request(publish, { id: 'draft_page_b' });

    expect(data.contentUnpublish).toEqual({ unpublishedId: 'page_b', userErrors: [] });
    expect(hidden).toBeNull();
    expect((await request('{ page(slug: "b") { id } }')).data.page).toEqual({ id: 'page_b' });
  });

  it('changes nothing for a document that is not published', async () => {
    const before = await documents();
    const { data } = await request(unpublish, { id: 'page_e' });

    expect(data.contentUnpublish).toEqual({ unpublishedId: 'page_e', userErrors: [] });
    expect(await documents()).toEqual(before);
  });

  it('refuses with CONFLICT what others unpublish at the same time', async () => {
    journal.beforeNextAction(() => journal.editor.delete('page_b'));
    const { data } = await request(unpublish, { id: 'page_b' });

    expect(data.contentUnpublish).toMatchObject({ unpublishedId: null, userErrors: [{ code: 'CONFLICT' }] });
  });
});

describe('The translation of an article', () => {
  const publishArticle = `mutation ($id: ID!) { articlePublish(id: $id) {
    article { id language slug title narrative { plainText } } userErrors { field code } } }`;
  const unpublishArticle =
    'mutation ($id: ID!) { articleUnpublish(id: $id) { unpublishedId userErrors { field code } } }';
  const lists = '{ articleDrafts { nodes { id articleId language title isPublished } } }';
  const french = { language: 'FR', slug: 'conte', title: 'Conte' };

  it('is in the list of drafts with its language, is published on its own, and is withdrawn', async () => {
    const { nodes } = (await request(lists)).data.articleDrafts;
    const published = await request(publishArticle, { id: 'draft_art_1_fr' });
    const seen = (await journal.request('{ article(slug: "conte") { language title } }', {}, undefined, 'FR')).data;
    const withdrawn = await request(unpublishArticle, { id: 'art_1_fr' });
    const after = (await journal.request('{ article(slug: "conte") { language title } }', {}, undefined, 'FR')).data;

    expect(nodes).toContainEqual({
      ...{ id: 'draft_art_1_fr', articleId: 'art_1', language: 'FR', title: 'Conte', isPublished: false },
    });
    expect(nodes).toContainEqual(expect.objectContaining({ id: 'draft_art_6', articleId: 'art_6', language: 'EN' }));
    expect(published.data.articlePublish).toEqual({
      article: { id: 'art_1', ...french, narrative: { plainText: 'Texte.' } },
      userErrors: [],
    });
    expect(published.extensions?.invalidates).toEqual(expect.arrayContaining(['article:art_1', 'product:prod_1']));
    expect(seen.article).toEqual({ language: 'FR', title: 'Conte' });
    expect(withdrawn.data.articleUnpublish).toEqual({ unpublishedId: 'art_1_fr', userErrors: [] });
    expect(after.article).toBeNull();
  });

  it('is refused without its fields', async () => {
    await journal.editor.patch('drafts.art_1_fr').unset(['title', 'narrative']).set({ language: 'XX' }).commit();
    const { data } = await request(publishArticle, { id: 'draft_art_1_fr' });

    expect(data.articlePublish).toEqual({
      article: null,
      userErrors: ['language', 'title', 'narrative'].map((field) => ({ field: [field], code: 'INCOMPLETE' })),
    });
  });
});

interface Refused {
  field: string[];
  code: string;
}
