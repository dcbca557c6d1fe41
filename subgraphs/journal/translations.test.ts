import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Language } from '#kit/graph/languages/language.ts';
import { anonymous } from '#kit/graph/viewer.ts';
import { openTestJournal, type TestJournal } from './journal.fixture.ts';

let journal: TestJournal;

beforeAll(async () => {
  journal = await openTestJournal();
});

afterAll(() => journal?.close());

const block = (text: string) => ({
  ...{ _type: 'block', _key: 'a', style: 'normal', markDefs: [] },
  children: [{ _type: 'span', _key: 's', text, marks: [] }],
});
const translation = (n: number, language: string, rest = {}) => ({
  ...{ _id: `art_${n}_${language}`, _type: 'articleTranslation', language },
  article: { _type: 'reference', _ref: `art_${n}` },
  title: `${language} ${n}`,
  slug: { _type: 'slug', current: `${language.toLowerCase()}-${n}` },
  narrative: [block(`Texte ${n}.`)],
  ...rest,
});

/** Articles 3 and 5 in French, article 3 in Japanese, and others that readers must not see. */
beforeEach(async () => {
  const transaction = journal.editor.transaction();
  const documents = [
    translation(3, 'FR', { role: 'Auteure' }),
    translation(5, 'FR'),
    translation(3, 'JA'),
    // Incomplete, of no article, in no language of the graph, and a draft.
    translation(1, 'FR', { title: ' ' }),
    translation(2, 'FR', { narrative: [] }),
    translation(2, 'JA', { slug: 'plain' }),
    translation(9, 'FR', { article: { _type: 'reference', _ref: 'arti_a' } }),
    translation(4, 'XX'),
    translation(6, 'FR', { _id: 'drafts.art_4_FR', article: { _type: 'reference', _ref: 'art_4' } }),
  ];
  for (const document of documents) transaction.createOrReplace(document);
  const biography = [block('Née.')];
  transaction.patch('arti_a', {
    set: { translations: [{ _key: 'FR', _type: 'artisanTranslation', language: 'FR', craft: 'Cire', biography }] },
  });
  await transaction.commit();
});

afterEach(async () => {
  const ids = await journal.editor.fetch<string[]>('*[_type == "articleTranslation"]._id');
  const transaction = journal.editor.transaction();
  for (const id of ids) transaction.delete(id);
  await transaction.patch('arti_a', { unset: ['translations'] }).commit();
});

const fields = 'id language slug title author { role } narrative { plainText }';
const english = (n: number) => ({ language: 'EN', slug: `story-${n}`, title: `Story ${n}` });

/** Reads in a language as an anonymous viewer. */
const readIn = (language: Language, query: string, variables = {}) =>
  journal.request(query, variables, anonymous, language);

describe('An article', () => {
  const query = `query ($slug: String!) { article(slug: $slug) { ${fields} } }`;
  const titleOf = async (language: Language, slug: string) =>
    (await readIn(language, query, { slug })).data.article?.title;

  it('is in the language of the request', async () => {
    const { data, extensions } = await readIn('FR', query, { slug: 'fr-3' });

    expect(data.article).toEqual({
      ...{ id: 'art_3', language: 'FR', slug: 'fr-3', title: 'FR 3' },
      ...{ author: { role: 'Auteure' }, narrative: { plainText: 'Texte 3.' } },
    });
    expect(extensions?.fallbacks).toBeUndefined();
  });

  it('is found by the slug of any language', async () => {
    const slugs = ['story-3', 'fr-3', 'ja-3'];

    const titles = await Promise.all(slugs.map((slug) => titleOf('EN', slug)));
    const french = await Promise.all(slugs.map((slug) => titleOf('FR', slug)));

    expect([titles, french]).toEqual([Array(3).fill('Story 3'), Array(3).fill('FR 3')]);
  });

  it('is in English where it is not translated, and says so', async () => {
    const { data, extensions } = await readIn('JA', query, { slug: 'fr-5' });

    expect(data.article).toMatchObject(english(5));
    expect(extensions?.fallbacks).toEqual(['Article.title article title', 'Article.narrative article narrative']);
  });

  it('is not found by the slug of a translation that readers do not see', async () => {
    const slugs = ['fr-1', 'fr-2', 'plain', 'fr-9', 'xx-4', 'fr-6', 'fr-3" || true || "'];

    expect(await Promise.all(slugs.map((slug) => titleOf('FR', slug)))).toEqual(slugs.map(() => undefined));
  });

  it('with the slug in English goes before one whose translation has it', async () => {
    await journal.editor.createOrReplace(translation(5, 'FR', { slug: { _type: 'slug', current: 'story-3' } }));

    expect(await titleOf('EN', 'story-3')).toBe('Story 3');
  });

  it('is shown by the first of several translations into a language', async () => {
    await journal.editor.create(translation(3, 'FR', { _id: 'another', title: 'Autre' }));

    expect(await titleOf('FR', 'story-3')).toBe('FR 3');
  });

  it('names its slug in every language', async () => {
    const { data } = await readIn(
      'FR',
      '{ three: article(slug: "story-3") { alternates { language slug } } one: article(slug: "story-1") { alternates { language slug } } }',
    );

    expect(data.three.alternates).toEqual([
      { language: 'EN', slug: 'story-3' },
      { language: 'FR', slug: 'fr-3' },
      { language: 'JA', slug: 'ja-3' },
    ]);
    expect(data.one.alternates).toEqual([{ language: 'EN', slug: 'story-1' }]);
  });
});

describe('Lists of articles', () => {
  const lists = `query ($products: [_Any!]!) {
    articles { totalCount nodes { ${fields} alternates { slug } artisans { craft biography { plainText } } } }
    _entities(representations: $products) { ... on Product { stories { nodes { title } } } }
  }`;
  const products = { products: ['prod_1', 'prod_0'].map((id) => ({ __typename: 'Product', id })) };

  it('have one version of each article', async () => {
    const { data } = await readIn('FR', lists, products);

    expect(data.articles.totalCount).toBe(5);
    expect(data.articles.nodes.map(({ title }: { title: string }) => title)).toEqual([
      ...['FR 5', 'Story 4', 'FR 3', 'Story 2', 'Story 1'],
    ]);
    expect(data._entities[0].stories.nodes.map(({ title }: { title: string }) => title)).toContain('FR 3');
  });

  it('need as many queries in French as in English, however many articles there are', async () => {
    const counts: number[] = [];
    for (const language of ['EN', 'FR'] as const) {
      journal.reset();
      await readIn(language, lists, products);
      counts.push(journal.queries());
    }

    // The list, the stories of both products, the alternates and the artisans.
    expect(counts).toEqual([4, 4]);
  });
});

describe('An artisan', () => {
  it('has a craft and a biography in the language of the request, or in English', async () => {
    const query = '{ artisans { nodes { name craft biography { plainText } } } }';

    const { data, extensions } = await readIn('FR', query);
    const inEnglish = await readIn('EN', query);

    expect(data.artisans.nodes).toEqual([
      { name: 'Ada', craft: 'Cire', biography: { plainText: 'Née.' } },
      { name: 'Bo', craft: 'Wax', biography: { plainText: 'Born.' } },
    ]);
    expect(extensions?.fallbacks?.map((text) => text.split(' ')[0])).toEqual(['Artisan.craft', 'Artisan.biography']);
    expect(inEnglish.data.artisans.nodes[0]).toEqual({ name: 'Ada', craft: 'Wax', biography: { plainText: 'Born.' } });
    expect(inEnglish.extensions?.fallbacks).toBeUndefined();
  });
});

describe('A picture of an article', () => {
  const query = '{ article(slug: "story-3") { heroImage { altText } } }';
  const altTextIn = async (language: Language) => {
    const { data, extensions } = await journal.request(query, {}, anonymous, language);
    return [data.article.heroImage.altText, extensions?.fallbacks];
  };

  it('is described in the language of the request, or in English', async () => {
    const translations = [
      { _key: 'FR', _type: 'translation', language: 'FR', alt: 'Une planche' },
      { _key: 'JA', _type: 'translation', language: 'JA', alt: ' ' },
    ];
    await journal.editor.patch('art_3', { set: { 'heroImage.translations': translations } }).commit();

    expect(await altTextIn('FR')).toEqual(['Une planche', undefined]);
    expect(await altTextIn('JA')).toEqual(['A plate', ['Image.altText article heroImage']]);
    expect(await altTextIn('EN')).toEqual(['A plate', undefined]);
    await journal.editor.patch('art_3', { unset: ['heroImage.translations'] }).commit();
  });
});

describe('The change of a translation', () => {
  const feed = 'query ($after: String) { journalChanges(after: $after) { cursor tags productIds } }';

  it('is a change of its article, for the caches and for search', async () => {
    const { cursor } = (await journal.request(feed)).data.journalChanges;
    await journal.editor.patch('art_3_FR').set({ title: 'Neuf' }).commit();
    const edited = (await journal.request(feed, { after: cursor })).data.journalChanges;
    await journal.editor.delete('art_3_FR');
    const removed = (await journal.request(feed, { after: edited.cursor })).data.journalChanges;

    for (const { tags, productIds } of [edited, removed]) {
      expect(tags).toEqual(expect.arrayContaining(['sitemap', 'article:art_3', 'product:prod_3', 'artisan:arti_a']));
      expect(productIds).toContain('prod_3');
      expect(tags).not.toContain('articles');
    }
  });
});
