import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SanityDocumentStub } from '@sanity/client';
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

describe('A page', () => {
  it('is found by its slug, with its text, by one query', async () => {
    const response = await request(
      '{ page(slug: "a") { id slug title kind description narrative { plainText } updatedAt } }',
    );

    expect(response).toEqual({
      data: {
        page: {
          ...{ id: 'page_a', slug: 'a', title: 'Page a', kind: 'COMPANY', description: 'All of it.' },
          narrative: { plainText: 'Rules.' },
          updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        },
      },
    });
    expect(journal.queries()).toBe(1);
  });

  it('is null when it is unknown, incomplete or a draft', async () => {
    const response = await request(
      '{ a: page(slug: "none") { id } b: page(slug: "d") { id } c: page(slug: "e") { id } }',
    );

    expect(response.data).toEqual({ a: null, b: null, c: null });
    expect(journal.queries()).toBe(1);
    expect(journal.logged()).toMatchObject([{ event: 'document_incomplete', id: 'page_d', missingFields: ['kind'] }]);
  });

  it('is found in lists by slug, by two queries with the texts', async () => {
    const list = `query ($after: String) { pages(first: 2, after: $after) {
      nodes { id narrative { plainText } } pageInfo { endCursor hasNextPage } totalCount } }`;
    const first = await request(list);
    const queries = journal.queries();
    const second = await request(list, { after: first.data.pages.pageInfo.endCursor });
    const legal = await request('{ pages(kind: LEGAL) { nodes { id } } }');

    expect(first.data.pages).toMatchObject({
      nodes: [
        { id: 'page_a', narrative: { plainText: 'Rules.' } },
        { id: 'page_b', narrative: { plainText: 'Rules.' } },
      ],
      pageInfo: { hasNextPage: true },
      totalCount: 3,
    });
    expect(queries).toBe(2);
    expect(second.data.pages.nodes).toMatchObject([{ id: 'page_c' }]);
    expect(legal.data.pages.nodes).toEqual([{ id: 'page_b' }, { id: 'page_c' }]);
  });
});

describe('The company', () => {
  const query = '{ organization { name legalName url logo { url } email phone sameAs structuredData } }';

  it('is null before its document is published, and then has what its editors wrote, by one query', async () => {
    const before = await request(query);
    const { cursor } = (await request('{ journalChanges { cursor } }')).data.journalChanges;
    await journal.editor.create({
      ...{ _id: 'organization_test', _type: 'organization', name: 'Wax', legalName: 7, url: 'javascript:alert(1)' },
      ...{ email: 'hello@axiom.example', sameAs: ['https://social.example/wax', 'nonsense', 7] },
    });
    journal.reset();
    const { data } = await request(query);
    const queries = journal.queries();
    const changes = 'query ($after: String) { journalChanges(after: $after) { tags } }';
    const { tags } = (await request(changes, { after: cursor })).data.journalChanges;
    await journal.editor.delete('organization_test');

    expect(before.data).toEqual({ organization: null });
    expect(data.organization).toEqual({
      ...{ name: 'Wax', legalName: null, url: null, logo: null, email: 'hello@axiom.example', phone: null },
      sameAs: ['https://social.example/wax'],
      structuredData: {
        ...{ '@context': 'https://schema.org', '@type': 'Organization', name: 'Wax' },
        ...{ email: 'hello@axiom.example', sameAs: ['https://social.example/wax'] },
      },
    });
    expect(queries).toBe(1);
    expect(tags).toEqual(['organization']);
  });
});

describe('A menu', () => {
  const links = `link { __typename ... on Product { id } ... on Category { id } ... on Collection { id } ... on Page { title }
    ... on Article { slug title narrative { plainText } } ... on WebLink { href } }`;

  it('has three levels of links, each checked, by one query for the menu and one for each type', async () => {
    const items = `key title ${links}`;
    const { data, errors } = await request(
      `{ menu(handle: "main") { handle title items { ${items} items { ${items} items { ${items} items { key } } } } } }`,
    );

    expect(errors).toBeUndefined();
    expect(data.menu.items).toEqual([
      {
        ...{ key: '1', title: 'Shop', link: null },
        items: [
          {
            ...{ key: '1.1', title: 'Bags', link: { __typename: 'Category', id: 'pcat_bags' } },
            items: [{ key: '1.1.1', title: 'Tote', link: { __typename: 'Product', id: 'prod_1' }, items: [] }],
          },
          { key: '1.2', title: 'Ember', link: { __typename: 'Collection', id: 'pcol_ember' }, items: [] },
        ],
      },
      {
        ...{ key: '2', title: 'Story', items: [] },
        link: {
          ...{ __typename: 'Article', slug: 'story-1', title: 'Story 1' },
          narrative: { plainText: expect.stringContaining('Wax') },
        },
      },
      { key: '3', title: 'Page', link: { __typename: 'Page', title: 'Page a' }, items: [] },
      { key: '3-', title: 'Same key', link: { __typename: 'WebLink', href: '/stores' }, items: [] },
      { key: '4', title: 'Script', link: null, items: [] },
    ]);
    expect(journal.queries()).toBe(3);
  });

  it('leaves out links to what is not published', async () => {
    const ids = { draftId: 'drafts.page_a', publishedId: 'page_a' };
    // References are strong: the page cannot be unpublished while the menu refers to it, unless the reference becomes weak.
    await journal.editor.patch('menu_main').set({ 'items[2].target.document._weak': true }).commit();
    await journal.editor.action({ actionType: 'sanity.action.document.unpublish', ...ids });
    const titles = async () =>
      (await request('{ menu(handle: "main") { items { title } } }')).data.menu.items.map(
        ({ title }: { title: string }) => title,
      );
    const without = await titles();
    await journal.editor.action({ actionType: 'sanity.action.document.publish', ...ids });

    expect(without).toEqual(['Shop', 'Story', 'Same key', 'Script']);
    expect(await titles()).toEqual(['Shop', 'Story', 'Page', 'Same key', 'Script']);
  });

  it('is null for an unknown handle', async () => {
    expect((await request('{ menu(handle: "none") { title } }')).data).toEqual({ menu: null });
  });
});

describe('Banners', () => {
  it('are shown at their place within their time, in the order of the editors, by one query', async () => {
    const { data } = await request(
      `{ banners(placement: HOME) { key title text label mood startsAt endsAt image { url } link { ... on Product { id } } }
        none: banners(placement: CART) { key } }`,
    );

    const none = { text: null, label: null, mood: null, startsAt: null, endsAt: null, image: null, link: null };
    expect(data).toEqual({
      banners: [
        {
          ...{ ...none, key: 'banner_first', title: 'first', text: 'Now.', label: 'See' },
          endsAt: '2998-12-31T22:00:00.000Z',
        },
        {
          ...{ ...none, key: 'banner_now', title: 'now', link: { id: 'prod_1' } },
          startsAt: '2020-01-01T00:00:00.000Z',
        },
        { ...none, key: 'banner_odd', title: 'Odd times' },
      ],
      none: [],
    });
    expect(journal.queries()).toBe(2);
  });
});

describe('Stores', () => {
  it('are found by slug, with hours and what is malformed left out', async () => {
    const { data, errors } = await request(`{ store(slug: "paris") {
      id name address { line1 line2 city countryCode } coordinates { latitude longitude } timeZone phone email services
      openingHours { weekday opensAt closesAt } location { id } distance(from: { latitude: 48.86, longitude: 2.36 })
      specialDays { date isSpecial periods { opensAt } note } christmas: day(date: "2998-12-25") { isSpecial periods { opensAt } }
      eve: day(date: "2998-12-24") { date periods { opensAt closesAt } }
      open: isOpenAt(time: "2998-12-24T09:30:00Z") closed: isOpenAt(time: "2998-12-25T09:30:00Z") } }`);

    expect(errors).toBeUndefined();
    expect(data.store).toEqual({
      ...{ id: 'store_paris', name: 'PARIS', timeZone: 'Europe/Paris', phone: '+33 1', email: null },
      address: { line1: '1 Street', line2: null, city: 'paris', countryCode: 'FR' },
      coordinates: { latitude: 48.86, longitude: 2.36 },
      services: ['REPAIR', 'RETURN'],
      openingHours: [
        { weekday: 'MONDAY', opensAt: '10:00', closesAt: '24:00' },
        { weekday: 'SATURDAY', opensAt: '11:00', closesAt: '19:00' },
      ],
      location: { id: 'sloc_paris' },
      distance: 0,
      specialDays: [
        { date: '2998-12-24', isSpecial: true, periods: [{ opensAt: '10:00' }], note: null },
        { date: '2998-12-25', isSpecial: true, periods: [], note: 'Christmas' },
      ],
      christmas: { isSpecial: true, periods: [] },
      eve: { date: '2998-12-24', periods: [{ opensAt: '10:00', closesAt: '13:00' }] },
      ...{ open: true, closed: false },
    });
    expect(journal.queries()).toBe(1);
  });

  it('are sorted by distance, in pages, by one query', async () => {
    const near = { latitude: 45.7, longitude: 4.8 };
    const list = `query ($near: CoordinatesInput, $after: String, $countryCode: CountryCode) {
      stores(near: $near, countryCode: $countryCode, first: 2, after: $after) {
        edges { distance node { slug } } nodes { slug } pageInfo { endCursor hasNextPage } totalCount } }`;
    const first = await request(list, { near });
    const queries = journal.queries();
    const second = await request(list, { near, after: first.data.stores.pageInfo.endCursor });
    const other = await request(list, { after: first.data.stores.pageInfo.endCursor });
    const japan = await request(list, { countryCode: 'JP' });

    expect(first.data.stores).toMatchObject({
      edges: [
        { distance: 7.36, node: { slug: 'lyon' } },
        { distance: 396.62, node: { slug: 'paris' } },
      ],
      totalCount: 3,
    });
    expect(queries).toBe(1);
    expect(second.data.stores.nodes).toEqual([{ slug: 'tokyo' }]);
    expect(other.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(japan.data.stores).toMatchObject({ edges: [{ distance: null }], totalCount: 1 });
  });

  it.each([
    'near: { latitude: 91, longitude: 0 }',
    'near: { latitude: 0, longitude: 181 }',
    'first: 101',
    'after: "x"',
    'countryCode: "x"',
  ])('are refused for %s', async (argument) => {
    const { errors } = await request(`{ stores(${argument}) { totalCount } }`);

    expect(errors?.[0]?.extensions.code).toMatch(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/);
    expect(journal.queries()).toBe(0);
  });
});

describe('Redirects', () => {
  it('lead to the last address, by one query, and those that cannot are left out', async () => {
    const { data } = await request(`{
      found: redirect(path: "/old?y=2") { path destination statusCode }
      loop: redirect(path: "/loop") { path } evil: redirect(path: "/evil") { path } none: redirect(path: "/none") { path } }`);
    const queries = journal.queries();
    const list = await request('{ redirects { nodes { path destination statusCode } totalCount } }');

    const old = { path: '/old', destination: '/new', statusCode: 302 };
    expect(data).toEqual({ found: old, loop: null, evil: null, none: null });
    expect(queries).toBe(4);
    expect(list.data.redirects).toEqual({
      nodes: [old, { path: '/older', destination: '/new', statusCode: 302 }],
      totalCount: 2,
    });
  });

  it('are found by each spelling of their path, and listed with it', async () => {
    const written = await journal.editor.create({
      ...{ _type: 'redirect', path: '/caf%C3%A9/', destination: '/menu', statusCode: 301 },
    });
    const { data } = await request(
      '{ a: redirect(path: "/café") { path } b: redirect(path: "/caf%c3%a9/?x=1") { path } redirects { nodes { path } } }',
    );
    await journal.editor.delete(written._id);

    expect([data.a, data.b]).toEqual([{ path: '/café' }, { path: '/café' }]);
    expect(data.redirects.nodes).toContainEqual({ path: '/café' });
  });

  it.each(['stories', '//evil.example', 'https://evil.example', `/${'x'.repeat(2_000)}`])(
    'are refused for %j, which is not a path',
    async (path) => {
      const { errors } = await request('query ($path: String!) { redirect(path: $path) { path } }', { path });

      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(journal.queries()).toBe(0);
    },
  );
});

describe('A series', () => {
  it('has its articles in the order of the editors, by two queries and one more for the texts', async () => {
    const { data } = await request(
      '{ series(slug: "wax") { id title description articles(first: 2) { nodes { slug } totalCount } } }',
    );
    const queries = journal.queries();
    journal.reset();
    const texts = await request('{ series(slug: "wax") { articles { nodes { id narrative { wordCount } } } } }');

    expect(data.series).toEqual({
      ...{ id: 'series_wax', title: 'Wax', description: 'Hot.' },
      articles: { nodes: [{ slug: 'story-4' }, { slug: 'story-1' }], totalCount: 3 },
    });
    expect(queries).toBe(2);
    expect(texts.data.series.articles.nodes).toHaveLength(3);
    expect(journal.queries()).toBe(3);
  });

  it('is named by its articles, and related articles follow, by a constant number of queries', async () => {
    const { data } = await request(
      '{ articles(first: 5) { nodes { id updatedAt series { slug } related(first: 3) { id } } } }',
    );

    const found = Object.fromEntries(
      data.articles.nodes.map(({ id, series, related }: { id: string; series: object; related: { id: string }[] }) => [
        id,
        [series, related.map((other) => other.id)],
      ]),
    );
    const wax = { slug: 'wax' };
    expect(found).toEqual({
      art_5: [null, ['art_3', 'art_1', 'art_4']],
      art_4: [wax, ['art_2', 'art_1', 'art_5']],
      art_3: [null, ['art_5', 'art_1', 'art_4']],
      art_2: [wax, ['art_4', 'art_1', 'art_5']],
      art_1: [wax, ['art_4', 'art_2', 'art_5']],
    });
    // The list, the series, the candidates and the related articles.
    expect(journal.queries()).toBe(4);
  });

  it.each([0, 13])('is no reason for %d related articles', async (first) => {
    const { errors } = await request(
      'query ($first: Int) { article(slug: "story-1") { related(first: $first) { id } } }',
      {
        first,
      },
    );

    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('The site map', () => {
  it('has all addresses of what readers see, by type, by one query', async () => {
    const { data } = await request(
      '{ contentSitemap(first: 100) { nodes { type slug updatedAt } totalCount } page: contentSitemap(first: 1) { nodes { slug } } }',
    );

    const { nodes, totalCount } = data.contentSitemap;
    expect(nodes.map(({ type, slug }: { type: string; slug: string }) => `${type} ${slug}`)).toEqual([
      ...[1, 2, 3, 4, 5].map((n) => `ARTICLE story-${n}`),
      ...['ARTISAN ada', 'ARTISAN bo', 'PAGE a', 'PAGE b', 'PAGE c', 'SERIES wax'],
      ...['lyon', 'paris', 'tokyo'].map((slug) => `STORE ${slug}`),
    ]);
    expect(totalCount).toBe(nodes.length);
    expect(journal.queries()).toBe(2);
  });

  it('has no page, series or store that readers do not see', async () => {
    const slug = { _type: 'slug', current: 'unseen' };
    const documents: SanityDocumentStub[] = [
      { _type: 'page', slug, kind: 'LEGAL' },
      { _type: 'series', slug },
      { _type: 'store', slug, name: 'Unseen', timeZone: 'Europe/Paris' },
    ];
    const written = await Promise.all(documents.map((document) => journal.editor.create(document)));
    const { data } = await request(
      '{ contentSitemap { nodes { slug } } page(slug: "unseen") { id } series(slug: "unseen") { id } store(slug: "unseen") { id } }',
    );
    await Promise.all(written.map(({ _id }) => journal.editor.delete(_id)));

    expect([data.page, data.series, data.store]).toEqual([null, null, null]);
    expect(data.contentSitemap.nodes.map((node: { slug: string }) => node.slug)).not.toContain('unseen');
  });

  it('has the slugs of all languages, by one more query for articles and one for pages', async () => {
    const translation = await journal.editor.create({
      ...{ _type: 'articleTranslation', article: { _type: 'reference', _ref: 'art_2' }, language: 'FR', title: 'Deux' },
      slug: { _type: 'slug', current: 'deux' },
      narrative: [{ _type: 'quote', _key: 'a', text: 'Attends.' }],
    });
    journal.reset();
    const { data } = await request('{ contentSitemap { nodes { slug alternates { language slug } } } }');
    const queries = journal.queries();
    await journal.editor.delete(translation._id);

    const found = new Map(
      data.contentSitemap.nodes.map(({ slug, alternates }: { slug: string; alternates: object[] }) => [
        slug,
        alternates,
      ]),
    );
    expect(found.get('story-2')).toEqual([
      { language: 'EN', slug: 'story-2' },
      { language: 'FR', slug: 'deux' },
    ]);
    for (const slug of ['story-1', 'ada', 'a', 'wax', 'paris'])
      expect(found.get(slug)).toEqual([{ language: 'EN', slug }]);
    expect(queries).toBe(3);
  });
});

describe('Structured data', () => {
  it('describe articles, pages and stores', async () => {
    const { data } = await request(`{ article(slug: "story-1") { structuredData } page(slug: "a") { structuredData }
      store(slug: "paris") { structuredData } }`);

    expect(data).toMatchObject({
      article: {
        structuredData: { '@type': 'Article', headline: 'Story 1', image: [expect.stringContaining('http')] },
      },
      page: { structuredData: { '@type': 'WebPage', name: 'Page a', description: 'All of it.' } },
      store: { structuredData: { '@type': 'Store', address: { addressLocality: 'paris' } } },
    });
    expect(JSON.stringify(data)).not.toContain('publisher');
    // One for each object, and one for the company.
    expect(journal.queries()).toBe(4);
  });

  it('name the company of the editors as publisher', async () => {
    const company = { _id: 'organization_wax', _type: 'organization', name: 'Wax', url: 'https://wax.example' };
    await journal.editor.create(company);
    const { data } = await request(`{ pages(first: 3) { nodes { structuredData } }
      article(slug: "story-1") { structuredData } store(slug: "paris") { structuredData } }`);
    const queries = journal.queries();
    await journal.editor.delete(company._id);

    const node = { '@type': 'Organization', name: 'Wax', url: 'https://wax.example' };
    expect(data.pages.nodes.map((page: typeof data) => page.structuredData.publisher)).toEqual([node, node, node]);
    expect([data.article.structuredData.publisher, data.store.structuredData.parentOrganization]).toEqual([node, node]);
    expect(queries).toBe(4);
  });
});

describe('References to the site', () => {
  it('are resolved by one query for each type, also from `node`', async () => {
    const { data } = await request(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Page { slug } ... on Store { slug } ... on Series { slug } } }`,
      {
        representations: [
          ...['page_a', 'page_none', 'page_b'].map((nodeId) => ({ __typename: 'Page', nodeId })),
          ...[
            { __typename: 'Store', nodeId: 'store_lyon' },
            { __typename: 'Series', id: 'series_wax' },
          ],
        ],
      },
    );

    expect(data._entities).toEqual([{ slug: 'a' }, null, { slug: 'b' }, { slug: 'lyon' }, { slug: 'wax' }]);
    expect(journal.queries()).toBe(3);
  });
});

describe('The changes of the site', () => {
  const changes = async (after?: string) =>
    (await request('query ($after: String) { journalChanges(after: $after) { tags cursor } }', { after })).data
      .journalChanges as { tags: string[]; cursor: string };

  it.each<[string, string, object, string[]]>([
    [
      'a page, and the links to pages',
      'page_b',
      { title: 'New' },
      ['page:page_b', 'pages', 'sitemap', 'menus', 'banners'],
    ],
    ['a menu', 'menu_main', { title: 'New' }, ['menus']],
    ['a banner', 'banner_now', { title: 'New' }, ['banners']],
    ['a banner whose time is over', 'banner_first', { endsAt: '2020-01-01T00:00:00Z' }, ['banners']],
    ['a store', 'store_lyon', { phone: '+33 2' }, ['store:store_lyon', 'stores', 'sitemap']],
    ['a redirect', 'redirect_b', { destination: '/newer' }, ['redirects']],
    [
      'a series, and the articles that it gains and loses',
      'series_wax',
      { articles: [{ _key: 'a', _type: 'reference', _ref: 'art_3' }] },
      ['sitemap', 'series:series_wax', 'article:art_4', 'article:art_1', 'article:art_2', 'article:art_3'],
    ],
  ])('name %s', async (_, id, values, tags) => {
    const { cursor } = await changes();
    await journal.editor.patch(id).set(values).commit();

    expect((await changes(cursor)).tags.toSorted()).toEqual(tags.toSorted());
  });
});
