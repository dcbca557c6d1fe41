import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anonymous, type SignedIn, type Viewer } from '#kit/graph/viewer.ts';
import { type GraphResponse, openTestJournal, type TestJournal } from '../journal.fixture.ts';

let journal: TestJournal;
/** Every version of every article, as the fixture created them. */
let written: { _id: string; [field: string]: unknown }[];

beforeAll(async () => {
  journal = await openTestJournal();
  written = await documents();
});

afterAll(() => journal.close());

/** Each test starts with these documents. */
beforeEach(async () => {
  const transaction = journal.editor.transaction();
  for (const { _id } of await documents()) transaction.delete(_id);
  for (const document of written) transaction.createOrReplace(document as never);
  await transaction.commit();
  journal.reset();
});

const publish = `mutation ($id: ID!) {
  articlePublish(id: $id) {
    article { id slug title publishedAt narrative { excerpt(words: 1) } artisans { name } }
    userErrors { field message code }
  }
}`;
const unpublish =
  'mutation ($id: ID!) { articleUnpublish(id: $id) { unpublishedId userErrors { field message code } } }';
const drafts = '{ articleDrafts { nodes { id articleId title slug updatedAt isPublished } totalCount } }';

describe('Operations of curators', () => {
  const forbidden: [who: string, viewer: Viewer, code: string][] = [
    ['an anonymous viewer', anonymous, 'UNAUTHENTICATED'],
    ['a viewer whose session could not be checked', { kind: 'ANONYMOUS', unchecked: true }, 'BACKEND_UNAVAILABLE'],
    ['a customer', { ...curator(), kind: 'ELITE', scopes: ['account'] }, 'FORBIDDEN'],
    ['a curator without the scope', curator(['provenance:write']), 'FORBIDDEN'],
  ];

  it.each(forbidden)('are rejected for %s, and change nothing', async (_, viewer, code) => {
    const before = await documents();

    const responses = [
      await request(publish, { id: 'art_6' }, viewer),
      await request(unpublish, { id: 'art_1' }, viewer),
    ];
    responses.push(await request(drafts, {}, viewer));

    expect(responses.map(({ data, errors }) => [Object.values(data), errors?.map((e) => e.extensions.code)])).toEqual(
      responses.map(() => [[null], [code]]),
    );
    expect(await documents()).toEqual(before);
    expect(journal.tokens()).toEqual([]);
  });

  it('use a separate token, and other operations do not', async () => {
    await request('{ articles { totalCount } journalChanges { cursor } }', {}, anonymous);
    const readers = journal.tokens();
    journal.reset();
    await request(drafts);

    expect([readers, journal.tokens()]).toEqual([['viewer'], ['curator']]);
  });
});

describe('The drafts', () => {
  it('are paged, the last edited first, and indicate which are published', async () => {
    await journal.editor.create({ _id: 'drafts.art_2', _type: 'article' });

    const page = await request('{ articleDrafts(first: 1) { nodes { id } pageInfo { hasNextPage } totalCount } }');
    const whole = await request(drafts);

    expect(page.data.articleDrafts).toEqual({
      nodes: [{ id: 'draft_art_2' }],
      pageInfo: { hasNextPage: true },
      totalCount: 2,
    });
    const updatedAt = expect.stringMatching(/Z$/);
    expect(whole.data.articleDrafts.nodes).toEqual([
      { id: 'draft_art_2', articleId: 'art_2', title: null, slug: null, updatedAt, isPublished: true },
      { id: 'draft_art_6', articleId: 'art_6', title: 'Story 6', slug: 'draft', updatedAt, isPublished: false },
    ]);
  });
});

describe('articlePublish', () => {
  it('makes the article visible by its slug and in the stories of its products', async () => {
    const { data } = await request(publish, { id: 'art_6' });

    const article = {
      id: 'art_6',
      slug: 'draft',
      title: 'Story 6',
      publishedAt: '2026-01-06T00:00:00.000Z',
      narrative: { excerpt: 'Hot…' },
      artisans: [],
    };
    expect(data.articlePublish).toEqual({ article, userErrors: [] });
    expect(await readAsVisitor('draft', 'prod_1')).toEqual([
      'Story 6',
      ['art_6', 'art_5', 'art_4', 'art_3', 'art_2', 'art_1'],
    ]);
    expect((await request(drafts)).data.articleDrafts.totalCount).toBe(0);
  });

  it('sets the present as date of publication if there is none', async () => {
    await journal.editor.patch('drafts.art_6').unset(['publishedAt']).commit();
    const before = Date.now();

    const { data } = await request(publish, { id: 'art_6' });

    const { publishedAt } = data.articlePublish.article;
    expect(Date.parse(publishedAt)).toBeGreaterThanOrEqual(before);
    expect(await journal.editor.fetch('*[_id == "art_6"].publishedAt')).toEqual([publishedAt]);
    expect((await request('{ articles(first: 1) { nodes { id publishedAt } } }')).data.articles.nodes).toEqual([
      { id: 'art_6', publishedAt },
    ]);
  });

  it('replaces the published version with the draft', async () => {
    await edit('art_3', { title: 'Story 3, edited' });

    const { data } = await request(publish, { id: 'art_3' });

    expect(data.articlePublish).toMatchObject({ article: { id: 'art_3', title: 'Story 3, edited' }, userErrors: [] });
    expect(await readAsVisitor('story-3', 'prod_3')).toEqual(['Story 3, edited', ['art_3']]);
    expect((await documents()).map(({ _id }) => _id)).not.toContain('drafts.art_3');
  });

  it('changes nothing without a draft, so that it is idempotent', async () => {
    const before = await documents();

    const { data } = await request(publish, { id: 'art_1' });

    expect(data.articlePublish).toMatchObject({ article: { id: 'art_1', title: 'Story 1' }, userErrors: [] });
    expect(await documents()).toEqual(before);
  });

  it.each(['art_none', 'drafts.art_6', 'arti_a', ''])('refuses with NOT_FOUND for the id “%s”', async (id) => {
    await expectRefusal(publish, { id }, { article: null }, [
      { field: ['id'], message: 'There is no such article.', code: 'NOT_FOUND' },
    ]);
  });

  it.each([
    [{ title: ' ' }, 'title', 'The article has no title.'],
    [{ slug: {} }, 'slug', 'The article has no slug.'],
    [{ slug: { current: 'story-1' } }, 'slug', 'Another published article has this slug.'],
    [{ mood: 'GLOOM' }, 'mood', 'The article has no mood.'],
    [{ author: null }, 'author', 'The article has no author.'],
    [{ author: { name: 5 } }, 'author', 'The article has no author.'],
    [{ narrative: 'words' }, 'narrative', 'The article has no text.'],
    [{ publishedAt: '2026-01-06T10:00Z' }, 'publishedAt', 'The date of publication is not an instant (RFC 3339).'],
    [{ publishedAt: 20260106 }, 'publishedAt', 'The date of publication is not an instant (RFC 3339).'],
    [{ publishedAt: '2026-01-06' }, 'publishedAt', 'The date of publication is not an instant (RFC 3339).'],
    [{ narrative: [] }, 'narrative', 'The article has no text.'],
  ])('refuses with INCOMPLETE for %j', async (change, field, message) => {
    await edit('art_3', change);

    await expectRefusal(publish, { id: 'art_3' }, { article: null }, [{ field: [field], message, code: 'INCOMPLETE' }]);
  });

  it('reports every missing field in one response', async () => {
    await journal.editor.create({ _id: 'drafts.art_7', _type: 'article' });

    const { data } = await request(publish, { id: 'art_7' });

    const fields = data.articlePublish.userErrors.map((error: { field: string[] }) => error.field[0]);
    expect(fields).toEqual(['title', 'slug', 'mood', 'author', 'narrative']);
  });

  it('refuses with INCOMPLETE for an invalid published article without a draft', async () => {
    await journal.editor.patch('art_3').set({ title: 5 }).unset(['mood']).commit();

    await expectRefusal(publish, { id: 'art_3' }, { article: null }, [
      { field: ['title'], message: 'The article has no title.', code: 'INCOMPLETE' },
      { field: ['mood'], message: 'The article has no mood.', code: 'INCOMPLETE' },
    ]);
  });

  it('accepts a future date, from which the article is visible', async () => {
    const publishedAt = '2999-01-01T00:00:00Z';
    await journal.editor.patch('drafts.art_6').set({ publishedAt }).commit();

    const { data } = await request(publish, { id: 'art_6' });

    expect(data.articlePublish).toMatchObject({ article: { id: 'art_6' }, userErrors: [] });
    expect(await readAsVisitor('draft', 'prod_6')).toEqual([undefined, []]);
  });

  it.each([
    ['its draft is edited', 'art_6', () => journal.editor.patch('drafts.art_6').set({ title: 'Late' }).commit()],
    ['its draft is deleted', 'art_6', () => journal.editor.delete('drafts.art_6')],
    ['another user publishes it', 'art_6', () => journal.editor.action({ ...publishAction, ...idsOf('art_6') })],
    ['its published version is edited', 'art_3', () => journal.editor.patch('art_3').set({ title: 'Late' }).commit()],
    [
      'its dateless draft is edited',
      'art_1',
      () => journal.editor.patch('drafts.art_1').set({ title: 'Late' }).commit(),
    ],
  ])('refuses with CONFLICT when %s at the same time', async (_, id, work) => {
    await edit('art_3', { title: 'Story 3, edited' });
    await edit('art_1', { publishedAt: null });
    let after: unknown;
    journal.beforeNextAction(async () => {
      await work();
      after = await documents();
    });

    const { data } = await request(publish, { id });

    const message = 'Another user changed the article at the same time. Read it again.';
    expect(data.articlePublish).toEqual({ article: null, userErrors: [{ field: null, message, code: 'CONFLICT' }] });
    expect(await documents()).toEqual(after);
  });
});

describe('articleUnpublish', () => {
  it('hides the article and keeps it as a draft', async () => {
    const published = written.find(({ _id }) => _id === 'art_3');

    const { data } = await request(unpublish, { id: 'art_3' });

    expect(data.articleUnpublish).toEqual({ unpublishedId: 'art_3', userErrors: [] });
    expect(await readAsVisitor('story-3', 'prod_3')).toEqual([undefined, []]);
    expect(await documents()).toContainEqual({
      ...published,
      _id: 'drafts.art_3',
      _rev: expect.any(String),
      _updatedAt: expect.any(String),
    });
  });

  it('says what keeps an article: a strong reference. The weak one of a translation does not', async () => {
    const article = { _type: 'reference', _ref: 'art_4' };
    const texts = { language: 'FR', title: 'Histoire', slug: { _type: 'slug', current: 'histoire-4' } };
    const translation = { _id: 'art_4_fr', _type: 'articleTranslation', ...texts };
    await journal.editor.createOrReplace({ ...translation, article });
    const kept = await request(unpublish, { id: 'art_4' });
    await journal.editor.createOrReplace({ ...translation, article: { ...article, _weak: true } });
    const gone = await request(unpublish, { id: 'art_4' });
    await journal.editor.delete('art_4_fr');

    expect(kept.data.articleUnpublish).toMatchObject({
      unpublishedId: null,
      userErrors: [{ code: 'CONFLICT', message: expect.stringContaining('art_4_fr') }],
    });
    expect(gone.data.articleUnpublish).toEqual({ unpublishedId: 'art_4', userErrors: [] });
  });

  it('changes nothing for an article that is not published', async () => {
    const before = await documents();

    const { data } = await request(unpublish, { id: 'art_6' });

    expect(data.articleUnpublish).toEqual({ unpublishedId: 'art_6', userErrors: [] });
    expect(await documents()).toEqual(before);
  });

  it('refuses with NOT_FOUND for an unknown id', async () => {
    await expectRefusal(unpublish, { id: 'art_none' }, { unpublishedId: null }, [
      { field: ['id'], message: 'There is no such article.', code: 'NOT_FOUND' },
    ]);
  });

  it('refuses with CONFLICT when another user unpublishes it at the same time', async () => {
    journal.beforeNextAction(() => journal.editor.delete('art_1'));

    const { data } = await request(unpublish, { id: 'art_1' });

    expect(data.articleUnpublish).toMatchObject({ unpublishedId: null, userErrors: [{ code: 'CONFLICT' }] });
  });
});

describe('While Sanity is unavailable', () => {
  it('operations of curators fail and change nothing', async () => {
    await journal.stopContentLake();
    const responses = [
      await request(drafts),
      await request(publish, { id: 'art_6' }),
      await request(unpublish, { id: 'art_1' }),
    ];
    await journal.startContentLake();

    expect(responses.map(({ data, errors }) => [Object.values(data), errors?.[0]?.extensions.code])).toEqual(
      responses.map(() => [[null], 'BACKEND_UNAVAILABLE']),
    );
    expect(await journal.editor.fetch('*[_type == "article"] | order(_id)._id')).toEqual(written.map(({ _id }) => _id));
  });
});

const publishAction = { actionType: 'sanity.action.document.publish' } as const;
const idsOf = (id: string) => ({ draftId: `drafts.${id}`, publishedId: id });

function curator(scopes = ['journal:write']): SignedIn {
  return { kind: 'CURATOR', id: 'user_1', scopes, session: 's1' };
}

/** Every version of every article. */
async function documents(): Promise<typeof written> {
  return journal.editor.fetch('*[_type == "article"] | order(_id)');
}

/** Creates a draft of a published article. */
async function edit(id: string, change: object): Promise<void> {
  const published = written.find(({ _id }) => _id === id);
  await journal.editor.createOrReplace({ ...published, ...change, _type: 'article', _id: `drafts.${id}` });
}

/** What readers get: the title by a slug, and the ids of a product's stories. */
async function readAsVisitor(slug: string, product: string): Promise<[string | undefined, string[]]> {
  const query = `query ($slug: String!, $products: [_Any!]!) {
    article(slug: $slug) { title }
    _entities(representations: $products) { ... on Product { stories { nodes { id } } } }
  }`;
  const { data } = await request(query, { slug, products: [{ __typename: 'Product', id: product }] }, anonymous);
  return [data.article?.title, data._entities[0].stories.nodes.map(({ id }: { id: string }) => id)];
}

/** Runs a mutation, and expects these errors and unchanged documents. */
async function expectRefusal(query: string, variables: object, nothing: object, userErrors: object[]): Promise<void> {
  const before = await documents();

  const { data } = await request(query, variables);

  expect(Object.values(data)).toEqual([{ ...nothing, userErrors }]);
  expect(await documents()).toEqual(before);
}

async function request(query: string, variables: object = {}, viewer: Viewer = curator()): Promise<GraphResponse> {
  return journal.request(query, variables, viewer);
}
