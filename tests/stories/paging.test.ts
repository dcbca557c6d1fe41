import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getNamedType, isObjectType } from 'graphql';
import postgres from 'postgres';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { execute, type GraphResponse, installationEnv } from '../support/graph.ts';
import { makePartner, registerElite, type SignedIn, signInCurator } from '../support/people.ts';

/** Every connection of the graph, with the operation that reaches it and the viewer who may read it. */
const connections: Record<string, { query: string; path: (string | number)[]; as?: 'curator' | 'customer' }> = {
  'Query.products': { query: '{ products(PAGE) }', path: ['products'] },
  'Query.collections': { query: '{ collections(PAGE) }', path: ['collections'] },
  'Query.categories': { query: '{ categories(PAGE) }', path: ['categories'] },
  'Query.catalogueSitemap': { query: '{ catalogueSitemap(PAGE) }', path: ['catalogueSitemap'] },
  'Query.articles': { query: '{ articles(PAGE) }', path: ['articles'] },
  'Query.artisans': { query: '{ artisans(PAGE) }', path: ['artisans'] },
  'Query.contentSitemap': { query: '{ contentSitemap(PAGE) }', path: ['contentSitemap'] },
  'Query.pages': { query: '{ pages(PAGE) }', path: ['pages'] },
  'Query.stores': { query: '{ stores(PAGE) }', path: ['stores'] },
  'Query.redirects': { query: '{ redirects(PAGE) }', path: ['redirects'] },
  'Series.articles': { query: '{ series(slug: "fire-and-water") { articles(PAGE) } }', path: ['series', 'articles'] },
  'Query.materials': { query: '{ materials(PAGE) }', path: ['materials'] },
  'Query.search': { query: '{ search(query: "leather", PAGE) }', path: ['search'] },
  'Query.searchAll': { query: '{ searchAll(query: "leather", PAGE) }', path: ['searchAll'] },
  'Query.contentDrafts': { query: '{ contentDrafts(PAGE) }', path: ['contentDrafts'], as: 'curator' },
  'Query.articleDrafts': { query: '{ articleDrafts(PAGE) }', path: ['articleDrafts'], as: 'curator' },
  'Query.searchReport': { query: '{ searchReport(PAGE) }', path: ['searchReport'], as: 'curator' },
  'Query.partners': { query: '{ partners(PAGE) }', path: ['partners'], as: 'curator' },
  'Query.partnerKeys': { query: '{ partnerKeys(PAGE) }', path: ['partnerKeys'], as: 'curator' },
  'Query.curators': { query: '{ curators(PAGE) }', path: ['curators'], as: 'curator' },
  'Query.auditEvents': { query: '{ auditEvents(PAGE) }', path: ['auditEvents'], as: 'curator' },
  'Product.media': inProduct('media(PAGE)', 'media'),
  'Product.variants': inProduct('variants(PAGE)', 'variants'),
  'Product.stories': inProduct('stories(PAGE)', 'stories'),
  'Collection.products': inProduct('collection { products(PAGE) }', 'collection', 'products'),
  'Collection.search': inProduct('collection { search(PAGE) }', 'collection', 'search'),
  'Category.search': inProduct('categories { search(PAGE) }', 'categories', 0, 'search'),
  'Category.products': inProduct('categories { products(PAGE) }', 'categories', 0, 'products'),
  'Passport.events': inProduct('passport { events(PAGE) }', 'passport', 'events'),
  'Artisan.articles': inProduct('provenance { artisan { articles(PAGE) } }', 'provenance', 'artisan', 'articles'),
  'Artisan.products': inProduct('provenance { artisan { products(PAGE) } }', 'provenance', 'artisan', 'products'),
  'Material.products': inProduct(
    'provenance { materials { material { products(PAGE) } } }',
    ...['provenance', 'materials', 0, 'material', 'products'],
  ),
  'Supplier.materials': {
    query: '{ material(id: "mat_ago-pearl") { supplier { materials(PAGE) } } }',
    path: ['material', 'supplier', 'materials'],
    as: 'curator',
  },
  'Article.linkedProducts': {
    query: '{ articles(first: 1) { nodes { linkedProducts(PAGE) } } }',
    path: ['articles', 'nodes', 0, 'linkedProducts'],
  },
  'Customer.addresses': ofCustomer('addresses'),
  'Customer.orders': ofCustomer('orders'),
  'Wishlist.items': {
    query: '{ viewer { wishlist { items(PAGE) } } }',
    path: ['viewer', 'wishlist', 'items'],
    as: 'customer',
  },
  'SharedWishlist.items': { query: '{ wishlist(token: "WISHLIST") { items(PAGE) } }', path: ['wishlist', 'items'] },
  'Partner.keys': {
    query: '{ partners(first: 1) { nodes { keys(PAGE) } } }',
    path: ['partners', 'nodes', 0, 'keys'],
    as: 'curator',
  },
  'WebhookEndpoint.deliveries': {
    query: '{ partner(id: "PARTNER") { webhookEndpoints { deliveries(PAGE) } } }',
    path: ['partner', 'webhookEndpoints', 0, 'deliveries'],
    as: 'curator',
  },
};

function inProduct(fields: string, ...path: (string | number)[]) {
  return { query: `{ product(handle: "ember-tote") { ${fields} } }`, path: ['product', ...path] };
}

function ofCustomer(field: string) {
  return {
    query: `{ viewer { customer { ${field}(PAGE) } } }`,
    path: ['viewer', 'customer', field],
    as: 'customer' as const,
  };
}

let known: Record<'curator' | 'customer', SignedIn>;
let partner: string;
let wishlist: string;
beforeAll(async () => {
  const curator = await signInCurator();
  known = { curator, customer: await registerElite('Pager') };
  // Creates enough partners and keys for several pages, regardless of earlier tests.
  for (let made = 0; made < 3; made += 1) await makePartner(curator, 'carbon:read');
  const created = await execute(
    'mutation ($name: String!) { partnerCreate(input: { name: $name }) { partner { id } } }',
    { name: `Pager ${Math.random()}` },
    curator.headers,
  );
  partner = created.data.partnerCreate.partner.id;
  await execute(
    `mutation ($partner: ID!) { webhookEndpointCreate(input: { partnerId: $partner, url: "https://example.com/hook",
      eventTypes: [ORDER_PLACED] }) { userErrors { code } } }`,
    { partner },
    curator.headers,
  );
  const shared = await execute(
    `mutation { wishlistAdd(input: { productId: "prod_ember-tote" }) { userErrors { code } }
      wishlistShare(input: {}) { share { url } } }`,
    {},
    known.customer.headers,
  );
  wishlist = shared.data.wishlistShare.share.url.split('/').at(-1);
});

/** Requests a page of a connection. */
async function page(name: string, args: string): Promise<GraphResponse & { found: ReturnType<typeof at> }> {
  const { query, path, as } = connections[name] as (typeof connections)[string];
  const shown = 'totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
  const whole = query
    .replace('PAGE)', `${args}) { ${shown} }`)
    .replace('PARTNER', partner)
    .replace('WISHLIST', wishlist);
  const response = await execute(whole, {}, as ? known[as].headers : {});
  return { ...response, found: at(response.data, path) };
}

function at(data: GraphResponse['data'], path: readonly (string | number)[]) {
  return path.reduce((value, key) => value?.[key], data);
}

describe('Every connection', () => {
  it('is in the table', async () => {
    const sdl = readFileSync(join(import.meta.dirname, '../../schema/supergraph.graphql'), 'utf8');
    const { schema } = await validateSupergraph(sdl);
    const found = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
          .map((field) => `${type.name}.${field.name}`),
      );

    expect(Object.keys(connections).sort()).toEqual(found.sort());
  });

  it.each(Object.keys(connections))('%s has an empty page that knows how long the list is', async (name) => {
    const { found, errors } = await page(name, 'first: 0');
    const { found: some } = await page(name, 'first: 1');

    expect(errors).toBeUndefined();
    expect(found).toEqual({
      totalCount: some.totalCount,
      edges: [],
      pageInfo: { hasNextPage: some.totalCount > 0, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it.each(Object.keys(connections))('%s refuses the cursor of another list, and one of old', async (name) => {
    const other = name === 'Query.products' ? 'Query.collections' : 'Query.products';
    const foreign = (await page(other, 'first: 1')).found.edges[0].cursor;

    for (const cursor of [foreign, Buffer.from('i:0').toString('base64url')]) {
      const { errors } = await page(name, `after: "${cursor}"`);

      expect(errors?.[0]).toMatchObject({
        message: '`after` is not a cursor of this list.',
        path: expect.arrayContaining([name.split('.')[1]]),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
  });

  it('rejects a cursor of the same list with another sort order or parent', async () => {
    const cursor = async (query: string) =>
      Object.values((await execute(query)).data as Record<string, GraphResponse['data']>)[0];
    const byTitle = (await cursor('{ products(first: 1, sort: TITLE_ASC) { pageInfo { endCursor } } }')).pageInfo
      .endCursor;
    const tote = (await cursor('{ product(handle: "ember-tote") { variants(first: 1) { pageInfo { endCursor } } } }'))
      .variants.pageInfo.endCursor;
    const others = await execute('{ products(first: 2, sort: TITLE_DESC) { nodes { handle } } }');
    const [{ handle }] = others.data.products.nodes;

    const responses = await Promise.all([
      execute(`{ products(after: "${byTitle}", sort: TITLE_DESC) { totalCount } }`),
      execute(`{ product(handle: "${handle}") { variants(after: "${tote}") { totalCount } } }`),
    ]);

    expect(responses.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });
});

describe('A list that changes during pagination', () => {
  const articles =
    'query ($after: String) { articles(first: 3, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  const publish = (verb: string, id: string) =>
    execute(`mutation ($id: ID!) { article${verb}(id: $id) { userErrors { code } } }`, { id }, known.curator.headers);

  async function walk(between?: (ids: string[]) => Promise<unknown>): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data } = await execute(articles, { after });
      ids.push(...data.articles.nodes.map(({ id }: { id: string }) => id));
      if (!data.articles.pageInfo.hasNextPage) return ids;
      if (after === null) await between?.(ids);
      after = data.articles.pageInfo.endCursor;
    }
  }

  it.each([
    ['the first article', 0],
    ['the article of the cursor', 2],
  ])('returns every article once when %s is unpublished', async (_, place) => {
    const all = await walk();
    let gone = '';
    try {
      const seen = await walk(async (ids) => {
        gone = ids[place] as string;
        expect((await publish('Unpublish', gone)).data.articleUnpublish.userErrors).toEqual([]);
      });

      expect(seen).toEqual(all);
    } finally {
      await publish('Publish', gone);
    }
    expect(await walk()).toEqual(all);
  });

  // The graph cannot delete materials, and other stories count where each one is used.
  afterAll(async () => {
    const owner = postgres(installationEnv().PROVENANCE_OWNER_URL as string, { max: 1 });
    await owner`delete from provenance.material where name like '0 0.%'`;
    await owner.end();
  });

  it.each<[list: string, begin: () => Promise<GraphResponse>]>([
    ['partners', () => change('partnerCreate(input: { name: $name })')],
    ['partnerKeys', () => change('partnerKeyCreate(input: { partnerId: $partner, name: $name })')],
    ['auditEvents', () => change('partnerCreate(input: { name: $name })')],
    ['materials', () => change('materialCreate(input: { name: $name, kind: WAX, carbonKgPerKg: 1 })')],
  ])('returns every item of %s once when an item is added before the cursor', async (list, begin) => {
    const query = `query ($first: Int, $after: String) {
      ${list}(first: $first, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const read = async (variables: object) =>
      (await execute(query, { ...variables }, known.curator.headers)).data[list];
    const { totalCount } = await read({ first: 0 });
    const first = Math.min(Math.ceil(totalCount / 2), 100);
    const pages = Math.ceil(totalCount / first);
    const before = await readPages(read, first, pages);
    const seen = await readPages(read, first, pages, async () => {
      const { data, errors } = await begin();
      expect([errors, Object.values(data as Record<string, { userErrors: [] }>)[0]?.userErrors]).toEqual([
        undefined,
        [],
      ]);
    });

    expect(seen.length).toBeGreaterThanOrEqual(2);
    expect(seen).toEqual(before);
  });
});

interface FoundPage {
  nodes: { id: string }[];
  pageInfo: { endCursor: string | null };
}

/** The ids on the given number of pages; `between` runs after the first page. */
async function readPages(
  read: (variables: object) => Promise<FoundPage>,
  first: number,
  pages: number,
  between?: () => Promise<unknown>,
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const { nodes, pageInfo }: FoundPage = await read({ first, after });
    ids.push(...nodes.map(({ id }) => id));
    if (page === 0) await between?.();
    after = pageInfo.endCursor;
  }
  return ids;
}

/** Runs a mutation as the curator, with a name that sorts before all others. */
function change(mutation: string): Promise<GraphResponse> {
  const used = mutation.includes('$partner') ? '$partner: ID!, ' : '';
  return execute(
    `mutation (${used}$name: String!) { ${mutation} { userErrors { code } } }`,
    { name: `0 ${Math.random()}`, partner },
    known.curator.headers,
  );
}
