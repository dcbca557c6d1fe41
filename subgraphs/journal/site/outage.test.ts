import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestJournal, type TestJournal } from '../journal.fixture.ts';
import { writeSite } from './site.fixture.ts';

let journal: TestJournal;

beforeAll(async () => {
  journal = await openTestJournal();
  await writeSite(journal.editor);
});

afterAll(() => journal.close());

beforeEach(() => journal.reset());

const request = (query: string, variables?: object) => journal.request(query, variables);

describe('Structured data without an answer about the company', () => {
  afterEach(() => journal.failQueries(undefined));

  it('are without a publisher, lose no document, and are marked so that nothing keeps them', async () => {
    const query = `{ article(slug: "story-1") { title structuredData } page(slug: "a") { title structuredData }
      store(slug: "paris") { name structuredData } }`;
    journal.failQueries('_type == "organization"');
    const { data, errors, extensions } = await request(query);
    journal.failQueries(undefined);
    const after = await request(query);

    expect(errors).toBeUndefined();
    expect(data).toEqual(after.data);
    expect(data.article.structuredData.headline).toBe('Story 1');
    expect(extensions).toEqual({ isPartial: true });
    expect(after.extensions).toBeUndefined();
  });

  it('do not hide the outage from the field of the company itself', async () => {
    journal.failQueries('_type == "organization"');
    const { data, errors, extensions } = await request('{ organization { name } }');

    expect([data.organization, errors?.[0]?.extensions.code]).toEqual([null, 'BACKEND_UNAVAILABLE']);
    expect(extensions).toBeUndefined();
  });
});

describe('An outage after a document was read', () => {
  afterEach(() => journal.failQueries(undefined));

  it('costs the other versions of an article or page, and not the document', async () => {
    journal.failQueries('"translations"');
    const { data, errors, extensions } =
      await request(`{ article(slug: "story-1") { title alternates { language slug } }
      articles { nodes { slug alternates { slug } } } pages { nodes { slug alternates { slug } } } }`);

    // The queries fail in any order.
    expect(errors).toContainEqual({
      message: 'Sanity cannot be reached.',
      path: ['article', 'alternates'],
      extensions: { code: 'BACKEND_UNAVAILABLE', system: 'Sanity' },
    });
    expect(errors?.length).toBe(1 + 5 + 3);
    expect(data.article).toEqual({ title: 'Story 1', alternates: [{ language: 'EN', slug: 'story-1' }] });
    for (const { slug, alternates } of [...data.articles.nodes, ...data.pages.nodes])
      expect(alternates).toEqual([{ slug }]);
    expect([data.articles.nodes.length, data.pages.nodes.length]).toEqual([5, 3]);
    expect(extensions).toEqual({ isPartial: true });
  });

  it('costs the artisans of an article, and not the article', async () => {
    journal.failQueries('_type == "artisan"');
    const { data, errors, extensions } = await request('{ article(slug: "story-1") { title artisans { name } } }');

    expect(data.article).toEqual({ title: 'Story 1', artisans: [] });
    expect(errors).toMatchObject([{ path: ['article', 'artisans'], extensions: { code: 'BACKEND_UNAVAILABLE' } }]);
    expect(extensions).toEqual({ isPartial: true });
  });
});

describe('Without the content lake', () => {
  it('every field of the site is an outage', async () => {
    await journal.stopContentLake();
    const { data, errors } = await request(`{ page(slug: "a") { id } pages { totalCount } menu(handle: "main") { title }
      banners(placement: HOME) { title } store(slug: "lyon") { id } stores { totalCount } redirect(path: "/old") { path }
      redirects { totalCount } series(slug: "wax") { id } }`);

    expect(Object.values(data)).toEqual(Array.from({ length: 9 }, () => null));
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(
      Array.from({ length: 9 }, () => 'BACKEND_UNAVAILABLE'),
    );
  });
});
