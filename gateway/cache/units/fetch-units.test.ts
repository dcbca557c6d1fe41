import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Language } from '#kit/graph/languages/language.ts';
import { createLog } from '#kit/process/log.ts';
import {
  cacheClient,
  cacheHints,
  openTestSupergraph,
  type TestSupergraph,
} from '../../execution/supergraph.fixture.ts';
import { type Cache, openCache } from '../cache.ts';
import { CacheUse } from '../cache-use.ts';

const byReference = { __resolveReference: (reference: object) => reference };
const stories: Record<string, string | null | Error> = {};
let price = 7;
let blocked: Promise<void> | undefined;

let cache: Cache;
let graph: TestSupergraph;
beforeAll(async () => {
  cache = openCache({ maxBytes: 10_000_000, log: createLog('gateway', 'silent') });
  graph = await openTestSupergraph(
    {
      shop: {
        sdl: `${cacheHints}
          type Query {
            products(first: Int = 3): [Product!]! @cacheTag(format: "products")
            product(handle: String!): Product @cacheControl(maxAge: 60, staleIfError: 0)
            cart: Cart
            clock: Int
          }
          type Mutation { setPrice(price: Int!): Product }
          type Cart { total: Int  product: Product }
          type Product @key(fields: "id") @cacheControl(maxAge: 60, staleIfError: 600) @cacheTag(format: "product:{$key.id}") {
            id: ID!  name: String!  price: Int!  wish: Boolean @cacheControl(scope: PRIVATE)
          }`,
        resolvers: {
          Query: {
            products: (_: unknown, { first }: { first: number }) =>
              ['p1', 'p2', 'p3', 'p4'].slice(0, first).map((id) => ({ id })),
            product: (_: unknown, { handle }: { handle: string }) => (handle === 'none' ? null : { id: handle }),
            cart: () => ({ total: 1, product: { id: 'p1' } }),
            clock: () => 12,
          },
          Mutation: {
            setPrice: (_: unknown, { price: next }: { price: number }) => {
              price = next;
              return { id: 'p1' };
            },
          },
          Product: {
            ...byReference,
            name: ({ id }: { id: string }) => `Name ${id}`,
            price: () => price,
            wish: () => true,
          },
        },
      },
      journal: {
        sdl: `${cacheHints}
          type Query { articles: Int }
          type Product @key(fields: "id") @cacheControl(maxAge: 60, staleIfError: 600) @cacheTag(format: "product:{$key.id}") {
            id: ID!  story(long: Boolean): String  best: Story @cacheControl(maxAge: 60, staleIfError: 600)
          }
          type Story @cacheTag(format: "story:{$key.slug}") { slug: String  text: String }`,
        resolvers: {
          Product: {
            __resolveReference: async (reference: { id: string }) => {
              await blocked;
              return stories[reference.id] === null ? null : reference;
            },
            story: ({ id }: { id: string }) => stories[id] ?? `Story of ${id}`,
            best: ({ id }: { id: string }) => ({ slug: `s-${id}`, text: 'text' }),
          },
        },
      },
    },
    cache,
  );
});
beforeEach(() => {
  cache.invalidate(['*']);
  graph.takeRequests();
});
afterEach(() => {
  graph.fail(undefined);
  for (const id of Object.keys(stories)) delete stories[id];
  price = 7;
  blocked = undefined;
});

/** The requests since the last time, as `subgraph: ids of the entities`. */
function takeCalls(): string[] {
  return graph.takeRequests().map(({ subgraph, variables }) => {
    const ids = Object.values(variables).flatMap((value) =>
      Array.isArray(value) ? value.map(({ id }: { id: string }) => id).join(' ') : [],
    );
    return ids.length === 0 ? subgraph : `${subgraph}: ${ids.join(' + ')}`;
  });
}

const list = (first: number) => `{ products(first: ${first}) { name story } }`;

describe('A fetch', () => {
  it('requests only the entities that are not in the cache, and returns all in their order', async () => {
    await graph.execute(list(2));
    expect(takeCalls()).toEqual(['shop', 'journal: p1 p2']);
    await graph.execute('{ product(handle: "p4") { story } }');
    expect(takeCalls()).toEqual(['shop', 'journal: p4']);

    const { data } = await graph.execute(list(4));

    expect(takeCalls()).toEqual(['shop', 'journal: p3']);
    expect(data).toEqual({
      products: ['p1', 'p2', 'p3', 'p4'].map((id) => ({ name: `Name ${id}`, story: `Story of ${id}` })),
    });
    await graph.execute(list(4));
    expect(takeCalls()).toEqual([]);
  });

  it('with several fields requests only what each of them lacks', async () => {
    const query = '{ products(first: 2) { story } product(handle: "p3") { story(long: true) } }';
    await graph.execute('{ product(handle: "p2") { story } }');
    takeCalls();

    const { data } = await graph.execute(query);

    expect(takeCalls()).toEqual(['shop', 'journal: p1 + p3']);
    expect(data).toEqual({
      products: [{ story: 'Story of p1' }, { story: 'Story of p2' }],
      product: { story: 'Story of p3' },
    });
    cache.invalidate(['product:p3'], 'journal');
    expect((await graph.execute(query)).data).toEqual(data);
    expect(takeCalls()).toEqual(['journal:  + p3']);
  });

  it('keeps an entity that does not exist', async () => {
    stories.p2 = null;
    const { data } = await graph.execute(list(2));
    takeCalls();

    expect(await graph.execute(list(2))).toEqual({ data, errors: [] });
    expect(takeCalls()).toEqual([]);
    cache.invalidate(['product:p2'], 'journal');
    delete stories.p2;
    await graph.execute(list(2));
    expect(takeCalls()).toEqual(['journal: p2']);
  });

  it('keeps nothing of a response with an error', async () => {
    stories.p2 = new Error('broken');
    const first = await graph.execute(list(3));
    takeCalls();

    expect(await graph.execute(list(3))).toEqual(first);
    expect(first.errors).toEqual(['none products.1.story']);
    expect(takeCalls()).toEqual(['journal: p1 p2 p3']);
  });

  it('has its errors at the entities that they belong to, where others come from the cache', async () => {
    await graph.execute(list(2));
    stories.p4 = new Error('broken');
    const { data, errors } = await graph.execute(list(4));

    expect(errors).toEqual(['none products.3.story']);
    expect(data).toMatchObject({ products: [{}, {}, { story: 'Story of p3' }, { story: null }] });
  });

  it.each([
    ['of a root field without a hint', '{ clock }', 'shop'],
    ['of an object without a hint', '{ cart { total } }', 'shop'],
    ['of a private field', '{ product(handle: "p1") { name wish } }', 'shop'],
    ['of a root field that is null, and has no tag of a list', '{ product(handle: "none") { name } }', 'shop'],
    ['of a mutation', 'mutation { setPrice(price: 7) { name } }', 'shop'],
  ])('%s is not kept', async (_, query, call) => {
    await graph.execute(query);
    await graph.execute(query);

    expect(takeCalls()).toEqual([call, call]);
  });

  it('after a mutation in the same operation is made', async () => {
    await graph.execute('{ product(handle: "p1") { price story } }');
    takeCalls();

    const { data } = await graph.execute('mutation { setPrice(price: 8) { price story } }');

    expect(data).toEqual({ setPrice: { price: 8, story: 'Story of p1' } });
    expect(takeCalls()).toEqual(['shop', 'journal: p1']);
  });

  it('reads the tags of objects that were not asked for their keys, without a trace in the response', async () => {
    const { data } = await graph.execute('{ product(handle: "p1") { best { text } } }');

    expect(data).toEqual({ product: { best: { text: 'text' } } });
    expect(graph.takeRequests().at(-1)?.query).toContain('best{text __tag_Story_slug:slug}');
    cache.invalidate(['story:s-p1'], 'journal');
    await graph.execute('{ product(handle: "p1") { best { text } } }');
    expect(takeCalls()).toEqual(['journal: p1']);
  });
});

describe('What is kept', () => {
  it('is apart for each market and language, and for each value of a variable', async () => {
    const query = 'query ($long: Boolean) { product(handle: "p1") { story(long: $long) } }';
    const of = (country: string, language: Language = 'EN') => cacheClient({ market: { country, language } });
    for (const client of [of('FR'), of('JP'), of('FR'), of('FR', 'FR'), of('FR', 'FR')])
      await graph.execute(query, { long: true }, {}, client);
    expect(takeCalls()).toEqual(['shop', 'journal: p1', 'shop', 'journal: p1', 'shop', 'journal: p1']);
    await graph.execute(query, { long: false }, {}, of('FR'));
    await graph.execute(query, { long: null }, {}, of('FR'));
    await graph.execute(query, {}, {}, of('FR'));

    expect(takeCalls()).toEqual(['journal: p1', 'journal: p1', 'journal: p1']);
  });

  it('is fetched without the viewer, and nothing else is', async () => {
    await graph.execute('{ product(handle: "p1") { name story } cart { total } }');
    await graph.execute('{ product(handle: "p1") { name } }');

    expect(graph.takeRequests().map(({ subgraph, isShared }) => [subgraph, isShared])).toEqual([
      ['shop', false],
      ['journal', true],
      ['shop', true],
    ]);
  });

  it('is not used by a request with `no-cache`, which replaces it', async () => {
    await graph.execute(list(2));
    stories.p1 = 'New';
    takeCalls();
    const refreshed = await graph.execute(list(2), {}, {}, cacheClient({ cacheUse: new CacheUse('refresh') }));

    expect(takeCalls()).toEqual(['shop', 'journal: p1 p2']);
    expect(await graph.execute(list(2))).toEqual(refreshed);
    expect(takeCalls()).toEqual([]);
  });

  it('is neither used nor written by a request that bypasses the cache', async () => {
    const none = () => cacheClient({ cacheUse: new CacheUse('none') });
    await graph.execute(list(2), {}, {}, none());
    await graph.execute(list(2), {}, {}, none());
    await graph.execute(list(2));

    expect(takeCalls()).toHaveLength(6);
  });

  it('is reported', async () => {
    await graph.execute(list(2));
    const cacheUse = new CacheUse('use', true);
    await graph.execute('{ products(first: 3) { name story } cart { total } }', {}, {}, cacheClient({ cacheUse }));

    expect(cacheUse.report()).toEqual({
      ...{ hits: 2, misses: 2, age: 0 },
      fetches: [
        {
          ...{ subgraph: 'shop', path: [], fields: ['products', 'cart'] },
          ...{ hits: 0, misses: 1, age: null, stale: 0, uncached: 'maxAge 0' },
        },
        { subgraph: 'journal', path: ['products', '@'], fields: ['story'], hits: 2, misses: 1, age: 0, stale: 0 },
      ],
    });
    expect(cacheUse.isShareable).toBe(false);
  });

  it('says what a response depends on', async () => {
    await graph.execute('{ product(handle: "p1") { story } }');
    const client = cacheClient();
    await graph.execute(list(2), {}, {}, client);
    const { tags, freshUntil, isShareable } = client.cacheUse;

    expect([...tags].sort()).toEqual([
      'journal/product:p1',
      'journal/product:p2',
      'shop/product:p1',
      'shop/product:p2',
      'shop/products',
    ]);
    expect(isShareable).toBe(true);
    expect(freshUntil - performance.now()).toBeLessThanOrEqual(60_000);
  });
});

describe('Requests at the same time', () => {
  /** Starts requests for lists of these lengths while the journal does not answer, and waits until it has `count` of them. */
  async function startAll(count: number, lengths: readonly number[], ...clients: ReturnType<typeof cacheClient>[]) {
    for (const length of lengths) await graph.execute(list(length));
    cache.invalidate(['*'], 'journal');
    graph.takeRequests();
    const { promise, resolve } = Promise.withResolvers<void>();
    blocked = promise;
    const started = lengths.map((length, index) => graph.execute(list(length), {}, {}, clients[index]));
    return { started, open: resolve, requests: await nextRequests(count) };
  }

  async function nextRequests(count: number) {
    const requests = graph.takeRequests();
    while (requests.length < count) {
      await turn();
      requests.push(...graph.takeRequests());
    }
    return requests;
  }

  const idsIn = ({ variables }: { variables: Record<string, unknown> }) =>
    (variables.representations as { id: string }[]).map(({ id }) => id);

  it('make one request for what both want, and share no objects', async () => {
    const { started, open, requests } = await startAll(2, [1, 2]);
    open();
    const [one, two] = await Promise.all(started);

    expect(requests.map(idsIn)).toEqual([['p1'], ['p2']]);
    const products = ['p1', 'p2'].map((id) => ({ name: `Name ${id}`, story: `Story of ${id}` }));
    expect([one?.data, two?.data]).toEqual([{ products: products.slice(0, 1) }, { products }]);
    expect(graph.takeRequests()).toEqual([]);
  });

  it('fetch again what failed for another one', async () => {
    stories.p1 = new Error('broken');
    const { started, open } = await startAll(1, [1, 1]);
    open();
    const [one, two] = await Promise.all(started);

    expect(one?.errors).toEqual(['none products.0.story']);
    expect(two?.errors).toEqual(['none products.0.story']);
    expect(graph.takeRequests().map(idsIn)).toEqual([['p1']]);
  });

  it('go on for others after their client has disconnected, and end when all have', async () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const clients = [one, two].map(({ signal }) => cacheClient({ signal }));
    const { open, started, requests } = await startAll(2, [1, 2], ...clients);
    const [first, second] = requests;

    one.abort();
    expect([first?.client?.aborted, second?.client?.aborted]).toEqual([false, false]);
    two.abort();
    expect([first?.client?.aborted, second?.client?.aborted]).toEqual([true, true]);
    open();
    await Promise.all(started);
  });

  it('do not wait beyond their own deadline', async () => {
    const { open, started } = await startAll(1, [1]);
    const late = graph.execute(list(1), {}, {}, cacheClient({ deadline: performance.now() }));
    expect((await nextRequests(1)).map(idsIn)).toEqual([['p1']]);
    open();

    expect(await late).toEqual(await started[0]);
  });
});

describe('While a subgraph is unavailable', () => {
  /** Fills the cache with what is a minute old. */
  async function fill(query: string): Promise<void> {
    const { position } = cache;
    Object.assign(cache, { position: () => ({ ...position(), takenAt: performance.now() - 61_000 }) });
    await graph.execute(query);
    Object.assign(cache, { position });
    graph.takeRequests();
  }

  it('its older data is used where the hints allow, and said so without being asked', async () => {
    await fill(list(2));
    graph.fail('journal');
    const client = cacheClient();
    const { data, errors } = await graph.execute(list(3), {}, {}, client);

    expect(errors).toEqual(['SUBGRAPH_UNAVAILABLE products.2.story']);
    expect(data).toEqual({
      products: [
        { name: 'Name p1', story: 'Story of p1' },
        { name: 'Name p2', story: 'Story of p2' },
        { name: 'Name p3', story: null },
      ],
    });
    expect(client.cacheUse.report()).toEqual({ stale: [{ subgraph: 'journal', path: ['products', '@'], age: 61 }] });
    expect(client.cacheUse.isShareable).toBe(false);
  });

  it.each([
    ['without `staleIfError`', 'shop', () => {}, cacheClient],
    ['after it was invalidated', 'journal', () => cache.invalidate(['product:p1'], 'journal'), cacheClient],
    ['for a request with `no-cache`', 'journal', () => {}, () => cacheClient({ cacheUse: new CacheUse('refresh') })],
  ])('nothing older is used %s', async (_, subgraph, change, client) => {
    await fill('{ product(handle: "p1") { name story } }');
    change();
    graph.fail(subgraph);

    const { errors } = await graph.execute('{ product(handle: "p1") { name story } }', {}, {}, client());

    expect(errors).toContain(`SUBGRAPH_UNAVAILABLE product${subgraph === 'shop' ? '' : '.story'}`);
  });

  it('nothing older is used for another error', async () => {
    await fill('{ product(handle: "p1") { story } }');
    stories.p1 = new Error('broken');

    expect((await graph.execute('{ product(handle: "p1") { story } }')).errors).toEqual(['none product.story']);
  });
});
