import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anonymous, type SignedIn, type Viewer } from '#kit/graph/viewer.ts';
import { type Answer, type Content, openContent } from '../journal.fixture.ts';

let content: Content;
/** Every version of every article as the fixture wrote them. */
let written: { _id: string; [field: string]: unknown }[];

beforeAll(async () => {
  content = await openContent();
  written = await documents();
});

afterAll(() => content.close());

/** Each test finds them so. */
beforeEach(async () => {
  const transaction = content.editor.transaction();
  for (const { _id } of await documents()) transaction.delete(_id);
  for (const document of written) transaction.createOrReplace(document as never);
  await transaction.commit();
  content.forget();
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

describe('What curators do in the journal', () => {
  const refused: [who: string, viewer: Viewer, code: string][] = [
    ['nobody', anonymous, 'UNAUTHENTICATED'],
    ['somebody who cannot be checked', { kind: 'ANONYMOUS', unchecked: true }, 'BACKEND_UNAVAILABLE'],
    ['a customer', { ...curator(), kind: 'ELITE', scopes: ['account'] }, 'FORBIDDEN'],
    ['a curator of other things', curator(['provenance:write']), 'FORBIDDEN'],
  ];

  it.each(refused)('is refused to %s, and nothing changes', async (_, viewer, code) => {
    const before = await documents();

    const answers = [await ask(publish, { id: 'art_6' }, viewer), await ask(unpublish, { id: 'art_1' }, viewer)];
    answers.push(await ask(drafts, {}, viewer));

    expect(answers.map(({ data, errors }) => [Object.values(data), errors?.map((e) => e.extensions.code)])).toEqual(
      answers.map(() => [[null], [code]]),
    );
    expect(await documents()).toEqual(before);
    expect(content.tokens()).toEqual([]);
  });

  it('is done with a token of its own, and nothing else is', async () => {
    await ask('{ articles { totalCount } journalChanges { cursor } }', {}, anonymous);
    const readers = content.tokens();
    content.forget();
    await ask(drafts);

    expect([readers, content.tokens()]).toEqual([['viewer'], ['curator']]);
  });
});

describe('The drafts', () => {
  it('come page by page, the last edited first, and say which are published', async () => {
    await content.editor.create({ _id: 'drafts.art_2', _type: 'article' });

    const page = await ask('{ articleDrafts(first: 1) { nodes { id } pageInfo { hasNextPage } totalCount } }');
    const whole = await ask(drafts);

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

describe('Publishing an article', () => {
  it('shows it to readers, in its own place and among the stories of its products', async () => {
    const { data } = await ask(publish, { id: 'art_6' });

    const article = {
      id: 'art_6',
      slug: 'draft',
      title: 'Story 6',
      publishedAt: '2026-01-06T00:00:00.000Z',
      narrative: { excerpt: 'Hot…' },
      artisans: [],
    };
    expect(data.articlePublish).toEqual({ article, userErrors: [] });
    expect(await readers('draft', 'prod_1')).toEqual([
      'Story 6',
      ['art_6', 'art_5', 'art_4', 'art_3', 'art_2', 'art_1'],
    ]);
    expect((await ask(drafts)).data.articleDrafts.totalCount).toBe(0);
  });

  it('gives it the present date when it has none', async () => {
    await content.editor.patch('drafts.art_6').unset(['publishedAt']).commit();
    const before = Date.now();

    const { data } = await ask(publish, { id: 'art_6' });

    const { publishedAt } = data.articlePublish.article;
    expect(Date.parse(publishedAt)).toBeGreaterThanOrEqual(before);
    expect(await content.editor.fetch('*[_id == "art_6"].publishedAt')).toEqual([publishedAt]);
    expect((await ask('{ articles(first: 1) { nodes { id publishedAt } } }')).data.articles.nodes).toEqual([
      { id: 'art_6', publishedAt },
    ]);
  });

  it('puts an edited version in the place of what readers saw', async () => {
    await edit('art_3', { title: 'Story 3, edited' });

    const { data } = await ask(publish, { id: 'art_3' });

    expect(data.articlePublish).toMatchObject({ article: { id: 'art_3', title: 'Story 3, edited' }, userErrors: [] });
    expect(await readers('story-3', 'prod_3')).toEqual(['Story 3, edited', ['art_3']]);
    expect((await documents()).map(({ _id }) => _id)).not.toContain('drafts.art_3');
  });

  it('leaves one without a draft as it is, so that it may be done twice', async () => {
    const before = await documents();

    const { data } = await ask(publish, { id: 'art_1' });

    expect(data.articlePublish).toMatchObject({ article: { id: 'art_1', title: 'Story 1' }, userErrors: [] });
    expect(await documents()).toEqual(before);
  });

  it.each(['art_none', 'drafts.art_6', 'arti_a', ''])('is refused where there is no article “%s”', async (id) => {
    await refuses(publish, { id }, { article: null }, [
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
  ])('is refused to one with %j', async (change, field, message) => {
    await edit('art_3', change);

    await refuses(publish, { id: 'art_3' }, { article: null }, [{ field: [field], message, code: 'INCOMPLETE' }]);
  });

  it('says all that an article lacks at once', async () => {
    await content.editor.create({ _id: 'drafts.art_7', _type: 'article' });

    const { data } = await ask(publish, { id: 'art_7' });

    const fields = data.articlePublish.userErrors.map((error: { field: string[] }) => error.field[0]);
    expect(fields).toEqual(['title', 'slug', 'mood', 'author', 'narrative']);
  });

  it('is refused with what a published article without a draft lacks', async () => {
    await content.editor.patch('art_3').set({ title: 5 }).unset(['mood']).commit();

    await refuses(publish, { id: 'art_3' }, { article: null }, [
      { field: ['title'], message: 'The article has no title.', code: 'INCOMPLETE' },
      { field: ['mood'], message: 'The article has no mood.', code: 'INCOMPLETE' },
    ]);
  });

  it('may set a date to come, on which readers will see it', async () => {
    const publishedAt = '2999-01-01T00:00:00Z';
    await content.editor.patch('drafts.art_6').set({ publishedAt }).commit();

    const { data } = await ask(publish, { id: 'art_6' });

    expect(data.articlePublish).toMatchObject({ article: { id: 'art_6' }, userErrors: [] });
    expect(await readers('draft', 'prod_6')).toEqual([undefined, []]);
  });

  it.each([
    ['its draft is edited', 'art_6', () => content.editor.patch('drafts.art_6').set({ title: 'Late' }).commit()],
    ['its draft is thrown away', 'art_6', () => content.editor.delete('drafts.art_6')],
    ['somebody else publishes it', 'art_6', () => content.editor.action({ ...publishAction, ...idsOf('art_6') })],
    ['what readers see is edited', 'art_3', () => content.editor.patch('art_3').set({ title: 'Late' }).commit()],
    [
      'its dateless draft is edited',
      'art_1',
      () => content.editor.patch('drafts.art_1').set({ title: 'Late' }).commit(),
    ],
  ])('is refused when %s meanwhile', async (_, id, work) => {
    await edit('art_3', { title: 'Story 3, edited' });
    await edit('art_1', { publishedAt: null });
    let after: unknown;
    content.meanwhile(async () => {
      await work();
      after = await documents();
    });

    const { data } = await ask(publish, { id });

    const message = 'Somebody changed the article meanwhile; look at it again.';
    expect(data.articlePublish).toEqual({ article: null, userErrors: [{ field: null, message, code: 'CONFLICT' }] });
    expect(await documents()).toEqual(after);
  });
});

describe('Withdrawing an article', () => {
  it('takes it from readers and keeps it as a draft', async () => {
    const published = written.find(({ _id }) => _id === 'art_3');

    const { data } = await ask(unpublish, { id: 'art_3' });

    expect(data.articleUnpublish).toEqual({ unpublishedId: 'art_3', userErrors: [] });
    expect(await readers('story-3', 'prod_3')).toEqual([undefined, []]);
    expect(await documents()).toContainEqual({
      ...published,
      _id: 'drafts.art_3',
      _rev: expect.any(String),
      _updatedAt: expect.any(String),
    });
  });

  it('leaves one that readers do not see as it is', async () => {
    const before = await documents();

    const { data } = await ask(unpublish, { id: 'art_6' });

    expect(data.articleUnpublish).toEqual({ unpublishedId: 'art_6', userErrors: [] });
    expect(await documents()).toEqual(before);
  });

  it('is refused where there is no such article', async () => {
    await refuses(unpublish, { id: 'art_none' }, { unpublishedId: null }, [
      { field: ['id'], message: 'There is no such article.', code: 'NOT_FOUND' },
    ]);
  });

  it('is refused when somebody else withdraws it meanwhile', async () => {
    content.meanwhile(() => content.editor.delete('art_1'));

    const { data } = await ask(unpublish, { id: 'art_1' });

    expect(data.articleUnpublish).toMatchObject({ unpublishedId: null, userErrors: [{ code: 'CONFLICT' }] });
  });
});

describe('When Sanity cannot be reached', () => {
  it('nothing is published, and that is said', async () => {
    await content.stopLake();
    const answers = [await ask(drafts), await ask(publish, { id: 'art_6' }), await ask(unpublish, { id: 'art_1' })];
    await content.startLake();

    expect(answers.map(({ data, errors }) => [Object.values(data), errors?.[0]?.extensions.code])).toEqual(
      answers.map(() => [[null], 'BACKEND_UNAVAILABLE']),
    );
    expect(await content.editor.fetch('*[_type == "article"] | order(_id)._id')).toEqual(written.map(({ _id }) => _id));
  });
});

const publishAction = { actionType: 'sanity.action.document.publish' } as const;
const idsOf = (id: string) => ({ draftId: `drafts.${id}`, publishedId: id });

function curator(scopes = ['journal:write']): SignedIn {
  return { kind: 'CURATOR', id: 'user_1', scopes, session: 's1' };
}

/** Every version of every article. */
async function documents(): Promise<typeof written> {
  return content.editor.fetch('*[_type == "article"] | order(_id)');
}

/** Begins a new version of a published article. */
async function edit(id: string, change: object): Promise<void> {
  const published = written.find(({ _id }) => _id === id);
  await content.editor.createOrReplace({ ...published, ...change, _type: 'article', _id: `drafts.${id}` });
}

/** What readers see: the title under a slug, and the ids of a product's stories. */
async function readers(slug: string, product: string): Promise<[string | undefined, string[]]> {
  const query = `query ($slug: String!, $products: [_Any!]!) {
    article(slug: $slug) { title }
    _entities(representations: $products) { ... on Product { stories { nodes { id } } } }
  }`;
  const { data } = await ask(query, { slug, products: [{ __typename: 'Product', id: product }] }, anonymous);
  return [data.article?.title, data._entities[0].stories.nodes.map(({ id }: { id: string }) => id)];
}

/** Asks for a mutation, and expects these errors and that nothing has changed. */
async function refuses(query: string, variables: object, nothing: object, userErrors: object[]): Promise<void> {
  const before = await documents();

  const { data } = await ask(query, variables);

  expect(Object.values(data)).toEqual([{ ...nothing, userErrors }]);
  expect(await documents()).toEqual(before);
}

async function ask(query: string, variables: object = {}, viewer: Viewer = curator()): Promise<Answer> {
  return content.ask(query, variables, viewer);
}
