import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, type SignedIn } from '#kit/graph/viewer.ts';
import { type GraphResponse, openTestJournal, type TestJournal } from '../journal.fixture.ts';
import { writeSite } from '../site/site.fixture.ts';
import { createPreviewTokens } from './preview-tokens.ts';

let journal: TestJournal;

beforeAll(async () => {
  journal = await openTestJournal();
  await writeSite(journal.editor);
  const narrative = await journal.editor.fetch('*[_id == "art_1"][0].narrative');
  const french = { language: 'FR', article: { _type: 'reference', _ref: 'art_1' }, title: 'Conte', role: 'Auteure' };
  const slug = { _type: 'slug', current: 'conte' };
  await journal.editor
    .transaction()
    .create({
      ...(await journal.editor.getDocument('art_1')),
      ...{ _id: 'drafts.art_1', _type: 'article', title: 'New' },
    })
    .create({ _id: 'drafts.art_1_fr', _type: 'articleTranslation', ...french, slug, narrative: narrative.slice(0, 1) })
    .create({
      _id: 'drafts.page_a_fr',
      _type: 'pageTranslation',
      language: 'FR',
      page: { _type: 'reference', _ref: 'page_a' },
    })
    .create({ _id: 'drafts.art_9', _type: 'article', title: 7, publishedAt: 'soon' })
    .create({ _id: 'drafts.page_9', _type: 'page' })
    .create({ _id: 'drafts.menu_9', _type: 'menu', handle: 'x' })
    .commit();
});

afterAll(() => journal?.close());

const curator: SignedIn = { kind: 'CURATOR', id: 'user_1', scopes: ['journal:write'], session: 's1' };
const create = `mutation ($input: PreviewLinkCreateInput!) {
  previewLinkCreate(input: $input) { previewLink { token url expiresAt } userErrors { field code message } }
}`;
const fields = `__typename
  ... on Article { id language slug title mood publishedAt author { name role } narrative { plainText }
    linkedProducts { nodes { id } } artisans { name } alternates { slug } }
  ... on Page { id slug title kind description narrative { plainText } }`;
const preview = `query ($token: String!) { preview(token: $token) { ${fields} } }`;
const draft = `query ($id: ID!) { contentDraft(id: $id) { ${fields} } }`;

const linkTo = async (id: string) =>
  (await journal.request(create, { input: { id } }, curator)).data.previewLinkCreate.previewLink;
const readBy = (token: string): Promise<GraphResponse> => journal.request(preview, { token }, anonymous);
const seenBy = async (id: string) => (await readBy((await linkTo(id)).token)).data.preview;
const codeOf = ({ data, errors }: GraphResponse) => [data.preview, errors?.[0]?.extensions.code];

describe('A link to a draft', () => {
  it('has a token, the address of the page that shows it, and an expiry', async () => {
    const before = Date.now();
    const { data } = await journal.request(create, { input: { id: 'art_6', expiresIn: 60 } }, curator);
    const { previewLink, userErrors } = data.previewLinkCreate;

    expect(userErrors).toEqual([]);
    expect(previewLink.url).toBe(`https://axiom.example/preview?lang=en&token=${previewLink.token}`);
    const lifetime = Date.parse(previewLink.expiresAt) - before;
    expect(lifetime).toBeGreaterThan(58_000);
    expect(new Date(previewLink.expiresAt).getUTCMilliseconds()).toBe(0);
  });

  it('shows everyone the draft of an article in the place of the published version, which readers still see', async () => {
    const { token } = await linkTo('draft_art_1');
    const { data, errors } = await readBy(token);
    const published = await journal.request('{ article(slug: "story-1") { title } }');

    expect(errors).toBeUndefined();
    expect(data.preview).toEqual({
      ...{ __typename: 'Article', id: 'art_1', language: 'EN', slug: 'story-1', title: 'New', mood: 'PAPER' },
      ...{ publishedAt: '2026-01-01T00:00:00.000Z', author: { name: 'Ida', role: null } },
      narrative: { plainText: expect.stringContaining('Hot and slow.') },
      ...{ linkedProducts: { nodes: [{ id: 'prod_1' }] }, artisans: [{ name: 'Ada' }] },
      alternates: [{ language: 'EN', slug: 'story-1' }].map(({ slug }) => ({ slug })),
    });
    expect(published.data.article.title).toBe('Story 1');
  });

  it('shows later edits, and the published version after the draft is gone', async () => {
    const { token } = await linkTo('page_a');
    const titleNow = async () => (await readBy(token)).data.preview?.title;
    const titles = [await titleNow()];
    const { _type, ...page } = (await journal.editor.getDocument('page_a')) ?? { _type: '' };
    await journal.editor.create({ ...page, _type, _id: 'drafts.page_a', title: 'Edited' });
    titles.push(await titleNow());
    await journal.editor.delete('drafts.page_a');
    titles.push(await titleNow());

    expect(titles).toEqual(['Page a', 'Edited', 'Page a']);
  });

  it('shows the draft of a translation in its language, and not in that of the request', async () => {
    const { token } = await linkTo('draft_art_1_fr');
    const response = await journal.request(preview, { token }, anonymous, 'EN');

    expect(response.data.preview).toMatchObject({
      ...{ __typename: 'Article', id: 'art_1', language: 'FR', slug: 'conte', title: 'Conte' },
      ...{ author: { name: 'Ida', role: 'Auteure' }, narrative: { plainText: 'Wax' } },
    });
    expect(response.extensions?.fallbacks).toBeUndefined();
  });

  it('shows the draft of a page’s translation, with what does not depend on the language', async () => {
    expect(await seenBy('draft_page_a_fr')).toEqual({
      ...{ __typename: 'Page', id: 'page_a', slug: '', title: '', kind: 'COMPANY', description: 'All of it.' },
      narrative: { plainText: '' },
    });
  });

  it('shows the own slug of an article that is not published', async () => {
    expect((await seenBy('art_6')).alternates).toEqual([{ slug: 'draft' }]);
  });

  it('shows an article and a page of which nothing is written yet', async () => {
    expect([await seenBy('art_9'), await seenBy('page_9')]).toEqual([
      {
        ...{ __typename: 'Article', id: 'art_9', language: 'EN', slug: '', title: '', mood: 'PAPER', author: null },
        ...{ publishedAt: expect.stringMatching(/Z$/), narrative: { plainText: '' }, alternates: [] },
        ...{ linkedProducts: { nodes: [] }, artisans: [] },
      },
      {
        ...{ __typename: 'Page', id: 'page_9', slug: '', title: '', kind: 'SERVICE', description: null },
        narrative: { plainText: '' },
      },
    ]);
  });

  it('shows nothing after the document was deleted', async () => {
    await journal.editor.create({ _id: 'drafts.page_gone', _type: 'page', title: 'Gone' });
    const { token } = await linkTo('draft_page_gone');
    await journal.editor.delete('drafts.page_gone');

    expect(await readBy(token)).toEqual({ data: { preview: null } });
  });

  it('is read with the token that cannot write', async () => {
    const { token } = await linkTo('art_6');
    journal.reset();
    await readBy(token);

    // The draft, and the languages in which the article is published.
    expect([journal.queries(), journal.tokens()]).toEqual([2, ['viewer']]);
  });

  it('does not open anything with a token that was altered, has expired or is of another installation', async () => {
    const { token } = await linkTo('art_6');
    const key = new Uint8Array(Buffer.from('c3'.repeat(32), 'hex'));
    const expired = createPreviewTokens([key], 'axiom/production').sign('art_6', new Date(Date.now() - 1_000));
    const foreign = createPreviewTokens([key], 'axiom/staging').sign('art_6', new Date(Date.now() + 60_000));
    journal.reset();

    expect(codeOf(await readBy(`${token}A`))).toEqual([null, 'PREVIEW_TOKEN_INVALID']);
    expect(codeOf(await readBy(''))).toEqual([null, 'PREVIEW_TOKEN_INVALID']);
    expect(codeOf(await readBy(foreign))).toEqual([null, 'PREVIEW_TOKEN_INVALID']);
    expect(codeOf(await readBy(expired))).toEqual([null, 'PREVIEW_TOKEN_EXPIRED']);
    expect(journal.queries()).toBe(0);
  });

  it.each([
    ['art_none', 60, [['id', 'NOT_FOUND']]],
    ['menu_9', 60, [['id', 'NOT_FOUND']]],
    ['drafts.art_6', 60, [['id', 'NOT_FOUND']]],
    ['art_6', 59, [['expiresIn', 'INVALID']]],
    ['art_6', 2_592_001, [['expiresIn', 'INVALID']]],
    [
      ...(['', 0] as const),
      [
        ['id', 'NOT_FOUND'],
        ['expiresIn', 'INVALID'],
      ],
    ],
  ])('is refused for the id “%s” and %d seconds', async (id, expiresIn, expected) => {
    const { data } = await journal.request(create, { input: { id, expiresIn } }, curator);
    const { previewLink, userErrors } = data.previewLinkCreate;

    expect(previewLink).toBeNull();
    expect(userErrors.map(({ field, code }: { field: string[]; code: string }) => [field[1], code])).toEqual(expected);
  });
});

describe('A curator', () => {
  it('reads drafts whole, several of them by one query', async () => {
    journal.reset();
    const { data } = await journal.request(
      `{ a: contentDraft(id: "art_6") { ${fields} } b: contentDraft(id: "draft_art_1_fr") { ${fields} }
         c: contentDraft(id: "page_a") { ... on Page { title narrative { plainText } } } d: contentDraft(id: "menu_9") { __typename } }`,
      {},
      curator,
    );

    expect([data.a.title, data.b.title, data.c.title, data.d]).toEqual(['Story 6', 'Conte', 'Page a', null]);
    expect(data.a.narrative.plainText).toContain('Hot and slow.');
    // The drafts, the alternates and the artisans.
    expect(journal.queries()).toBe(3);
  });

  it.each([
    ['an anonymous viewer', anonymous, 'UNAUTHENTICATED'],
    ['a curator without the scope', { ...curator, scopes: ['provenance:write'] }, 'FORBIDDEN'],
  ])('is who creates links and reads drafts, and not %s', async (_, viewer, code) => {
    journal.reset();
    const responses = [
      await journal.request(create, { input: { id: 'art_6' } }, viewer),
      await journal.request(draft, { id: 'art_6' }, viewer),
    ];

    expect(responses.map(({ data, errors }) => [...Object.values(data), errors?.[0]?.extensions.code])).toEqual(
      responses.map(() => [null, code]),
    );
    expect(journal.tokens()).toEqual([]);
  });
});

describe('While Sanity is unavailable', () => {
  it('a preview fails, and links cannot be created', async () => {
    const { token } = await linkTo('art_6');
    await journal.stopContentLake();
    const responses = [await readBy(token), await journal.request(create, { input: { id: 'art_6' } }, curator)];
    await journal.startContentLake();

    expect(responses.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(Array(2).fill('BACKEND_UNAVAILABLE'));
  });
});
