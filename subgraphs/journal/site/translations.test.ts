import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Language } from '#kit/graph/languages/language.ts';
import { anonymous } from '#kit/graph/viewer.ts';
import { openTestJournal, type TestJournal } from '../journal.fixture.ts';
import { writeSite } from './site.fixture.ts';

let journal: TestJournal;

const block = {
  ...{ _type: 'block', _key: 'a', style: 'normal', markDefs: [] },
  children: [{ _type: 'span', _key: 's', text: 'Règles.', marks: [] }],
};
const page = (id: string, of: string, language: string, rest = {}) => ({
  ...{ _id: id, _type: 'pageTranslation', language, page: { _type: 'reference', _ref: of } },
  ...{ title: `${language} ${of}`, slug: { _type: 'slug', current: id.replaceAll('_', '-') }, narrative: [block] },
  ...rest,
});
const texts = (values: object) => [{ _key: 'FR', _type: 'translation', language: 'FR', ...values }];

beforeAll(async () => {
  journal = await openTestJournal();
  await writeSite(journal.editor);
  const transaction = journal.editor.transaction();
  const documents = [
    page('fr_a', 'page_a', 'FR', { description: 'Tout.' }),
    page('ja_a', 'page_a', 'JA'),
    // Incomplete, of no page, in no language of the graph, a draft, and one with the slug of another page.
    page('fr_b', 'page_b', 'FR', { title: ' ' }),
    page('fr_x', 'store_lyon', 'FR'),
    page('xx_b', 'page_b', 'XX'),
    page('drafts.fr_c', 'page_c', 'FR'),
    page('it_c', 'page_c', 'IT', { slug: { _type: 'slug', current: 'a' } }),
  ];
  for (const document of documents) transaction.create(document);
  const set = (id: string, values: object) => transaction.patch(id, { set: values });
  set('menu_main', {
    translations: texts({ title: 'Principal' }),
    'items[0].translations': texts({ title: 'Boutique' }),
    'items[0].items[0].items[0].translations': texts({ title: 'Cabas' }),
    'items[1].translations': 'nonsense',
  });
  set('banner_first', { translations: texts({ title: 'Premier', text: 'Maintenant.' }) });
  set('series_wax', { translations: texts({ title: 'Cire' }) });
  set('store_paris', {
    description: 'Small.',
    translations: texts({ name: 'PARIS, France', description: 'Petite.' }),
    'specialDays[0].translations': texts({ note: 'Noël' }),
  });
  await transaction.commit();
});

afterAll(() => journal?.close());

beforeEach(() => journal.reset());

/** Reads in a language as an anonymous viewer. */
const readIn = (language: Language, query: string, variables = {}) =>
  journal.request(query, variables, anonymous, language);
const fallbacksOf = (fallbacks: string[] = []) => [...new Set(fallbacks.map((text) => text.split(' ')[0]))].sort();

describe('A page', () => {
  const query =
    'query ($slug: String!) { page(slug: $slug) { id language slug title kind description narrative { plainText } structuredData } }';
  const titleOf = async (language: Language, slug: string) =>
    (await readIn(language, query, { slug })).data.page?.title;

  it('is in the language of the request, by one query for the page', async () => {
    const { data, extensions } = await readIn('FR', query, { slug: 'fr-a' });

    expect(data.page).toMatchObject({
      ...{ id: 'page_a', language: 'FR', slug: 'fr-a', title: 'FR page_a', kind: 'COMPANY', description: 'Tout.' },
      ...{ narrative: { plainText: 'Règles.' }, structuredData: { name: 'FR page_a', inLanguage: 'fr' } },
    });
    expect(extensions?.fallbacks).toBeUndefined();
    // One for the page, and one for the company in its structured data.
    expect(journal.queries()).toBe(2);
  });

  it('is found by the slug of any language, and first by an English one', async () => {
    const slugs = ['a', 'fr-a', 'ja-a'];

    expect(await Promise.all(slugs.map((slug) => titleOf('JA', slug)))).toEqual(Array(3).fill('JA page_a'));
    expect(await Promise.all(slugs.map((slug) => titleOf('EN', slug)))).toEqual(Array(3).fill('Page a'));
    expect(await titleOf('IT', 'c')).toBe('IT page_c');
  });

  it('is in English where it is not translated, and says so', async () => {
    const { data, extensions } = await readIn('IT', query, { slug: 'fr-a' });

    expect(data.page).toMatchObject({
      language: 'EN',
      slug: 'a',
      title: 'Page a',
      structuredData: { inLanguage: 'en' },
    });
    expect(fallbacksOf(extensions?.fallbacks)).toEqual(['Page.narrative', 'Page.title']);
  });

  it('is not found by the slug of a translation that readers do not see', async () => {
    const slugs = ['fr-b', 'fr-x', 'xx-b', 'fr-c', 'drafts.fr-c'];

    expect(await Promise.all(slugs.map((slug) => titleOf('FR', slug)))).toEqual(slugs.map(() => undefined));
  });

  it('names its slug in every language, for all pages of a list by one query', async () => {
    const { data } = await readIn(
      'FR',
      '{ pages { nodes { slug narrative { plainText } alternates { language slug } } } }',
    );

    expect(data.pages.nodes).toMatchObject([
      {
        ...{ slug: 'fr-a', narrative: { plainText: 'Règles.' } },
        alternates: [
          { language: 'EN', slug: 'a' },
          { language: 'FR', slug: 'fr-a' },
          { language: 'JA', slug: 'ja-a' },
        ],
      },
      { slug: 'b', narrative: { plainText: 'Rules.' }, alternates: [{ language: 'EN', slug: 'b' }] },
      { slug: 'c', alternates: [{ language: 'EN' }, { language: 'IT', slug: 'a' }] },
    ]);
    expect(journal.queries()).toBe(3);
  });
});

describe('What the site shows', () => {
  const query = `{
    menu(handle: "main") { title items { title items { title items { title } } } }
    banners(placement: HOME) { title text label }
    store(slug: "paris") { name description day(date: "2998-12-25") { note } structuredData }
  }`;

  it('is in the language of the request, text by text, by the same queries', async () => {
    const { data, extensions } = await readIn('FR', query);
    const queries = journal.queries();

    expect(data.menu).toMatchObject({
      title: 'Principal',
      items: [
        { title: 'Boutique', items: [{ title: 'Bags', items: [{ title: 'Cabas' }] }, { title: 'Ember' }] },
        { title: 'Story' },
        ...[{ title: 'Page' }, { title: 'Same key' }, { title: 'Script' }],
      ],
    });
    expect(data.banners[0]).toEqual({ title: 'Premier', text: 'Maintenant.', label: 'See' });
    expect(data.store).toMatchObject({
      ...{ name: 'PARIS, France', description: 'Petite.', day: { note: 'Noël' } },
      structuredData: { name: 'PARIS, France', description: 'Petite.' },
    });
    expect(fallbacksOf(extensions?.fallbacks)).toEqual(['Banner.label', 'Banner.title', 'MenuItem.title']);
    expect(queries).toBe(4);
  });

  it('is in English in a language that has none of it', async () => {
    const [english, italian] = [await readIn('EN', query), await readIn('IT', query)];

    expect(italian.data).toEqual(english.data);
    expect(english.data.store).toMatchObject({ name: 'PARIS', day: { note: 'Christmas' } });
    expect(english.extensions?.fallbacks).toBeUndefined();
    expect(fallbacksOf(italian.extensions?.fallbacks)).toEqual([
      ...['Banner.label', 'Banner.text', 'Banner.title', 'Menu.title', 'MenuItem.title'],
      ...['Store.description', 'Store.name', 'StoreDay.note'],
    ]);
  });
});

describe('The change of a translation', () => {
  const feed = 'query ($after: String) { journalChanges(after: $after) { cursor tags } }';

  it('is a change of its page', async () => {
    const { cursor } = (await journal.request(feed)).data.journalChanges;
    await journal.editor.patch('fr_a').set({ title: 'Neuf' }).commit();
    const { tags } = (await journal.request(feed, { after: cursor })).data.journalChanges;

    expect(tags.sort()).toEqual(['banners', 'menus', 'page:page_a', 'pages', 'sitemap']);
  });
});

describe('A series', () => {
  it('has its texts in the language of the request, and in English each', async () => {
    const { data, extensions } = await readIn('FR', '{ series(slug: "wax") { title description } }');

    expect(data.series).toEqual({ title: 'Cire', description: 'Hot.' });
    expect(extensions?.fallbacks).toEqual(['Series.description series description']);
  });
});
