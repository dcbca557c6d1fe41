import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { control, countCalls, eventually, execute, executeLive } from '../support/graph.ts';
import { makePartner, registerElite, signInCurator } from '../support/people.ts';

const node = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';

/** The id of the first object of each public type, by type. */
async function someIds(): Promise<Record<string, string>> {
  const { data } = await execute(`{
    product(handle: "ember-tote") {
      id collection { id } categories { id } passport { id } variants(first: 1) { nodes { id inventory { location { id } } } }
    }
    regions { id }
    articles(first: 1) { nodes { id } }
    artisans(first: 1) { nodes { id } }
    pages(first: 1) { nodes { id } }
    stores(first: 1) { nodes { id } }
    series(slug: "fire-and-water") { id }
    materials(first: 50) { nodes { id supplier { id } certifications { id } } }
  }`);
  const { product, regions, articles, artisans, materials, pages, stores, series } = data;
  const certified = materials.nodes.find(({ certifications }: { certifications: [] }) => certifications.length > 0);
  const supplied = materials.nodes.find(({ supplier }: { supplier: unknown }) => supplier);
  return {
    Product: product.id,
    ProductVariant: product.variants.nodes[0].id,
    Location: product.variants.nodes[0].inventory[0].location.id,
    Collection: product.collection.id,
    Category: product.categories[0].id,
    Region: regions[0].id,
    Article: articles.nodes[0].id,
    Artisan: artisans.nodes[0].id,
    Page: pages.nodes[0].id,
    Store: stores.nodes[0].id,
    Series: series.id,
    Material: materials.nodes[0].id,
    Supplier: supplied.supplier.id,
    Certification: certified.certifications[0].id,
    Passport: product.passport.id,
  };
}

let ids: Record<string, string>;
beforeAll(async () => {
  ids = await someIds();
});

describe('node', () => {
  it('finds each public type', async () => {
    const found = await Promise.all(Object.values(ids).map((id) => execute(node, { id })));

    expect(found.map(({ errors }) => errors)).toEqual(Object.keys(ids).map(() => undefined));
    expect(found.map(({ data }) => data.node)).toEqual(
      Object.entries(ids).map(([__typename, id]) => ({ __typename, id })),
    );
  });

  it('returns the fields of the type from every subgraph', async () => {
    const { data, errors } = await execute(
      `query ($id: ID!) { node(id: $id) { ... on Product {
        handle id: handle variants(first: 1) { nodes { price { currencyCode } } } provenance { place } stories { totalCount }
        related { id } } } }`.replace('id: handle', ''),
      { id: ids.Product },
    );

    expect(errors).toBeUndefined();
    expect(data.node).toMatchObject({
      handle: 'ember-tote',
      variants: { nodes: [{ price: { currencyCode: expect.any(String) } }] },
      provenance: { place: expect.any(String) },
      stories: { totalCount: expect.any(Number) },
    });
  });

  it.each([
    ...[
      'prod',
      'variant',
      'pcol',
      'pcat',
      'reg',
      'sloc',
      'cart',
      'order',
      'cus',
      'art',
      'arti',
      'page',
      'store',
      'series',
      'mat',
      'sup',
      'cert',
    ],
    ...['pass', 'psk', 'ses', 'partner', 'key', 'whe', 'whd', 'event'],
  ])('is null for a %s that does not exist, for every selection', async (prefix) => {
    const id = `${prefix}_nope`;
    const responses = await Promise.all([
      execute(node, { id }),
      execute('query ($id: ID!) { node(id: $id) { __typename } }', { id }),
      execute('query ($id: ID!) { node(id: $id) { __typename ... on Product { related { title } } } }', { id }),
    ]);

    expect(responses.map(({ data, errors }) => ({ data, errors }))).toEqual(
      responses.map(() => ({ data: { node: null }, errors: undefined })),
    );
  });

  it.each(['', 'prod', '_', 'prod_', 'nope_1', 'PROD_1', 'constructor_1', 'prod_a b', `prod_${'x'.repeat(150)}`])(
    'is null for %j, which is not an id',
    async (id) => {
      const { data, errors } = await execute(node, { id });

      expect({ data, errors }).toEqual({ data: { node: null }, errors: undefined });
    },
  );

  it('adds no fields to the response', async () => {
    const { data } = await execute('query ($id: ID!) { one: node(id: $id) { __typename } }', { id: ids.Product });

    expect(data).toEqual({ one: { __typename: 'Product' } });
  });
});

describe('nodes', () => {
  it('keeps order, duplicates and gaps in a list of many types', async () => {
    const wanted = [...Object.values(ids), 'prod_nope', ids.Product, 'art_nope', 'x', ids.Article];
    const { data, errors } = await execute(nodes, { ids: wanted });

    expect(errors).toBeUndefined();
    expect(data.nodes.map((found: { id: string } | null) => found?.id ?? null)).toEqual([
      ...Object.values(ids),
      null,
      ids.Product,
      null,
      null,
      ids.Article,
    ]);
  });

  it.each([[[]], [Array.from({ length: 101 }, (_, index) => `prod_${index}`)]])(
    'rejects %#: not 1 to 100 ids',
    async (ids) => {
      const { data, errors } = await execute(nodes, { ids });

      expect(data).toEqual({ nodes: null });
      expect(errors).toMatchObject([
        { message: '`ids` must have 1 to 100 items.', extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    },
  );

  it('rejects more carts than the limit of one operation', async () => {
    const { errors } = await execute(nodes, { ids: Array.from({ length: 11 }, (_, index) => `cart_${index}`) });

    expect(errors).toMatchObject([
      { message: '`ids` must have 10 carts at most.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  describe('of one hundred ids', () => {
    const background = ['indexer', 'invalidation', 'fulfilment', 'webhooks'];
    beforeAll(() => Promise.all(background.map((part) => control('stop', part))));
    afterAll(() => Promise.all(background.map((part) => control('start', part))));

    it.each([
      ['products', '{ products(first: 100) { nodes { id } } }', 'Product', { medusa: 1 }],
      ['materials', '{ materials(first: 100) { nodes { id } } }', 'Material', { postgres: 1 }],
      ['articles', '{ articles(first: 100) { nodes { id } } }', 'Article', { sanity: 1 }],
    ])('of type %s costs one call', async (list, query, type, calls) => {
      const { data } = await execute(query);
      const some = data[list].nodes.map(({ id }: { id: string }) => id) as string[];
      const many = Array.from({ length: 100 }, (_, index) => some[index % some.length]);
      const of = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { id } } }`;
      await execute(of, { ids: many });

      const expected: Record<string, number> = {
        medusa: 0,
        postgres: 0,
        sanity: 0,
        meilisearch: 0,
        s3: 0,
        ...calls,
      };
      // Identity, which finds the nodes, also polls for mail to send: a count may include a poll. The gateway is always
      // connected to Redis, where it follows invalidations.
      const counted = await eventually(
        () => countCalls(() => executeLive(of, { ids: many })),
        (counts) => Object.entries(expected).every(([backend, count]) => counts[backend] === count),
      );

      expect(counted).toMatchObject(expected);
    });
  });
});

describe('A private object', () => {
  it('is null for other viewers', async () => {
    const [anna, berta, curator] = await Promise.all([registerElite('Anna'), registerElite('Berta'), signInCurator()]);
    const { data } = await execute('{ viewer { customer { id } session { id } passkeys { id } } }', {}, anna.headers);
    const { customer, session, passkeys } = data.viewer;
    const created = await execute('mutation { cartCreate { cart { id } } }', {}, anna.headers);
    const own = [customer.id, session.id, passkeys[0].id, created.data.cartCreate.cart.id];

    const seen = async (headers = {}) => (await execute(nodes, { ids: own }, headers)).data.nodes;
    const none = [null, null, null, null];

    expect((await seen(anna.headers)).map(({ id }: { id: string }) => id)).toEqual(own);
    expect(await seen(berta.headers)).toEqual(none);
    expect(await seen(curator.headers)).toEqual(none);
    expect(await seen()).toEqual(none);
  });

  it('is, as a guest cart, returned to anyone who knows its id', async () => {
    const { data } = await execute('mutation { cartCreate { cart { id } } }');
    const { id } = data.cartCreate.cart;

    expect((await execute(node, { id })).data).toEqual({ node: { __typename: 'Cart', id } });
  });

  it('of a partner is returned to curators of partners and to that partner', async () => {
    const curator = await signInCurator();
    const [own, other] = await Promise.all(
      ['webhooks:read', 'webhooks:read'].map((scope) => makePartner(curator, scope)),
    );
    const { data } = await execute('{ viewer { partner { id } } }', {}, own?.headers);
    const partnerId = data.viewer.partner.id;
    const made = await execute(
      `mutation ($partnerId: ID!) { webhookEndpointCreate(input: { partnerId: $partnerId, url: "https://example.com/x",
        eventTypes: [ORDER_PLACED] }) { endpoint { id } } }`,
      { partnerId },
      curator.headers,
    );
    const endpoint = made.data.webhookEndpointCreate.endpoint.id;
    const tested = await execute(
      'mutation ($id: ID!) { webhookEndpointTest(id: $id) { delivery { id } } }',
      { id: endpoint },
      curator.headers,
    );
    const events = await execute('{ auditEvents(first: 1) { nodes { id } } }', {}, curator.headers);
    const all = [
      ...[partnerId, endpoint, tested.data.webhookEndpointTest.delivery.id],
      ...[own?.session, events.data.auditEvents.nodes[0].id],
    ];
    const seen = async (headers = {}) =>
      (await execute(nodes, { ids: all }, headers)).data.nodes.map((found: { id: string } | null) => found?.id ?? null);

    expect(await seen(curator.headers)).toEqual(all);
    expect(await seen(own?.headers)).toEqual([...all.slice(0, 3), null, null]);
    for (const headers of [other?.headers, (await registerElite('Carla')).headers, {}]) {
      expect(await seen(headers)).toEqual(all.map(() => null));
    }
  });
});
