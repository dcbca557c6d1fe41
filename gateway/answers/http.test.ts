import { hash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type CachingGateway, startCachingGateway } from './answers.fixture.ts';

let gateway: CachingGateway;
const agent = new Agent({ keepAlive: true });
beforeAll(async () => {
  gateway = await startCachingGateway();
});
afterAll(async () => {
  agent.destroy();
  await gateway.close();
});

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  search?: string;
  body?: object;
}

/** Sends a request by Node's own client, which neither decodes nor adds headers. */
function send({ method = 'GET', headers = {}, search = '', body }: Sent) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number | undefined;
    headers: Record<string, string | undefined>;
    bytes: Buffer;
  }>();
  const outgoing = request(`${gateway.url}?${search}`, { method, headers, agent }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => {
      resolve({
        status: response.statusCode,
        headers: response.headers as Record<string, string>,
        bytes: Buffer.concat(chunks),
      });
    });
  });
  outgoing.on('error', reject);
  outgoing.end(body && JSON.stringify(body));
  return promise;
}

const get = (query: string, headers: Record<string, string> = {}, more = '') =>
  send({ search: `query=${encodeURIComponent(query)}${more}`, headers });
const post = (body: object, headers: Record<string, string> = {}) =>
  send({ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
const json = ({ bytes }: { bytes: Buffer }) => JSON.parse(bytes.toString());

/** A document that no test has sent before. */
let documents = 0;
const fresh = (selection?: string) => {
  documents += 1;
  return `query Q${documents} { ${selection ?? `product(id: "d${documents}") { title place }`} }`;
};

beforeEach(() => {
  for (const subgraph of [gateway.commerce, gateway.provenance]) {
    Object.assign(subgraph, { fault: undefined, responseContext: {}, isPartial: undefined });
    subgraph.calls.length = 0;
  }
});

describe('A POST', () => {
  it('is answered without the subgraphs where the answer is kept, with the client’s own extensions', async () => {
    gateway.commerce.responseContext = { country: 'DE', currency: 'EUR' };
    const query = fresh('product(id: "posted") { title place }');
    const first = json(await post({ query }));
    const calls = gateway.calls();
    const second = json(await post({ query }));

    expect([calls, gateway.calls()]).toEqual([2, 2]);
    expect(second.data).toEqual(first.data);
    expect(second.extensions.context).toEqual({ country: 'DE', currency: 'EUR', language: 'EN' });
    expect([first.extensions.cost.actualQueryCost > 1, second.extensions.cost.actualQueryCost]).toEqual([true, 1]);
  });

  it('has the same data in every encoding, and is never stored by others', async () => {
    const query = fresh();
    const { data } = json(await post({ query }));
    for (const [encoding, decode] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      for (let count = 0; count < 2; count += 1) {
        const response = await post({ query }, { 'accept-encoding': encoding });
        expect(response.headers).toMatchObject({ 'content-encoding': encoding, 'cache-control': 'no-store' });
        expect(response.headers.etag).toBeUndefined();
        const decoded = JSON.parse(decode(response.bytes).toString());
        expect([decoded.data, decoded.extensions.cost.actualQueryCost]).toEqual([data, 1]);
      }
    }
  });

  it('gets THROTTLED for a kept answer where the client has no points left', async () => {
    const poor = await startCachingGateway({
      COST_BUCKET_ANONYMOUS: '40',
      COST_RESTORE_ANONYMOUS: '0.001',
      COST_LOCAL_PERCENT: '100',
    });
    try {
      const url = `${poor.url}?query=${encodeURIComponent('{ product(id: "p1") { size } }')}`;
      const statuses: number[] = [];
      for (let count = 0; count < 60; count += 1) statuses.push((await fetch(url)).status);
      const limited = await fetch(url);

      expect([statuses[0], statuses.at(-1), limited.headers.get('cache-control')]).toEqual([200, 429, 'no-store']);
      expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(poor.calls()).toBe(1);
    } finally {
      await poor.close();
    }
  });
});

describe('A GET of a public query', () => {
  it('may be stored outside for its `maxAge`, however long the gateway keeps it', async () => {
    const url = fresh('product(id: "p1") { stock }');
    const responses = [await get(url), await get(url)];

    expect(responses.map(({ headers }) => headers['cache-control'])).toEqual([
      'public, max-age=60, stale-while-revalidate=30',
      'public, max-age=60, stale-while-revalidate=30',
    ]);
  });

  it('may be stored by every cache for what remains of its life, and purged by its tags', async () => {
    const response = await get(fresh('products(first: 2) { id place }'));

    expect([response.status, response.headers]).toMatchObject([
      200,
      {
        'cache-control': expect.stringMatching(
          /^public, max-age=1(19|20), stale-while-revalidate=30, stale-if-error=(600|599)$/,
        ),
        'cache-tag': 'product:p0,product:p1,products',
        'surrogate-key': 'product:p0 product:p1 products',
        etag: expect.stringMatching(/^"[\w-]{43}-identity"$/),
        vary: 'origin, accept, accept-encoding, authorization, cookie, x-axiom-country, x-axiom-currency, x-axiom-language, x-axiom-context, x-axiom-cache, x-axiom-cost, x-axiom-service, accept-language',
      },
    ]);
    expect(response.headers.age).toBeUndefined();
    expect(json(response)).toEqual({
      data: {
        products: [
          { id: 'p0', place: 'Place of p0' },
          { id: 'p1', place: 'Place of p1' },
        ],
      },
      extensions: { context: { country: null, currency: null, language: 'EN' } },
    });
  });

  it('has the same bytes and the same ETag for every client, by GET and HEAD, each encoding with its own', async () => {
    const query = fresh();
    const tags = new Set<unknown>();
    for (const encoding of ['identity', 'br', 'gzip']) {
      const headers = { 'accept-encoding': encoding };
      const responses = [await get(query, headers), await get(query, { ...headers, 'x-request-id': 'other' })];
      const head = await send({ method: 'HEAD', search: `query=${encodeURIComponent(query)}`, headers });
      const [first, second] = responses as [(typeof responses)[0], (typeof responses)[0]];

      expect(second.bytes.equals(first.bytes)).toBe(true);
      expect(second.headers.etag).toBe(first.headers.etag);
      expect([head.status, head.headers.etag, head.headers['content-length'], head.bytes.length]).toEqual([
        200,
        first.headers.etag,
        String(first.bytes.length),
        0,
      ]);
      tags.add(first.headers.etag);
    }
    const typed = await get(query, { accept: 'application/graphql-response+json' });
    tags.add(typed.headers.etag);

    expect(tags.size).toBe(4);
    expect(gateway.calls()).toBe(2);
  });

  it.each(['GET', 'HEAD'])(
    'is 304 without a body to a client that has it, also before it is kept: %s',
    async (method) => {
      const query = fresh('product(id: "conditional") { title }');
      const search = `query=${encodeURIComponent(query)}`;
      const { headers } = await send({ search, headers: { 'cache-control': 'no-cache' } });
      const calls = gateway.calls();
      const sent = { method, search, headers: { 'if-none-match': `"other", W/${headers.etag}` } };
      const known = await send(sent);
      expect(gateway.calls()).toBe(calls);
      const refreshed = await send({ ...sent, headers: { ...sent.headers, 'cache-control': 'no-cache' } });

      for (const { status, bytes, headers: own } of [known, refreshed]) {
        expect([status, bytes.length, own.etag, own['content-type']]).toEqual([304, 0, headers.etag, undefined]);
        expect(own).toMatchObject({ vary: headers.vary, 'cache-tag': headers['cache-tag'] });
        expect(own['cache-control']).toMatch(/^public, max-age=\d+/);
      }
      expect((await send({ search, headers: { 'if-none-match': '*' } })).status).toBe(304);
      expect((await send({ search, headers: { 'if-none-match': '"other"' } })).status).toBe(200);
      expect(gateway.calls()).toBe(calls + 1);
    },
  );

  it('is stored by its persisted id', async () => {
    const query = fresh();
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash('sha256', query) } });
    const search = `extensions=${encodeURIComponent(extensions)}`;
    const missing = await send({ search });
    await post({ query, extensions: JSON.parse(extensions) });
    const found = [await send({ search }), await send({ search })];

    expect([missing.status, missing.headers['cache-control']]).toEqual([200, 'private, no-cache, must-revalidate']);
    for (const { status, headers } of found) {
      expect([status, headers['cache-control']]).toEqual([200, expect.stringMatching(/^public, max-age=/)]);
    }
    expect(gateway.calls()).toBe(2);
  });

  it('has the CORS headers of its own page', async () => {
    const query = fresh();
    const pages = ['http://localhost:3000', 'http://localhost:4000'];
    const responses = await Promise.all(pages.map((origin) => get(query, { origin })));

    expect(responses.map(({ headers }) => headers['access-control-allow-origin'])).toEqual(pages);
    expect((await get(query)).headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('is another response for another market, from headers, the URL or @inContext', async () => {
    const query = fresh('products(first: 1) { size }');
    await get(query);
    await get(query, { 'x-axiom-country': 'DE' });
    const calls = gateway.calls();
    await get(query, {}, '&country=DE');
    await get(query, {}, '&country=DE');
    expect(gateway.calls()).toBe(calls);
    const named = query.replace(/^query \w+/, 'query @inContext(country: "FR")');
    await get(named);
    await get(named);
    await get(named, {}, '&country=FR');

    expect(gateway.calls()).toBe(calls + 1);
  });

  it('encodes what would end a tag', async () => {
    const { headers } = await get(fresh('found(text: "a, b\\r\\nx: €")'));

    expect(headers['cache-tag']).toBe('found:a%2C%20b%0D%0Ax:%20%E2%82%AC');
  });

  it('is for the client’s own cache where its tags are too long for a header', async () => {
    const { headers } = await get(fresh('products(first: 400) { id }'));

    expect(headers['cache-control']).toMatch(/^private, max-age=\d+, /);
    expect([headers['cache-tag'], headers['surrogate-key']]).toEqual([undefined, undefined]);
  });
});

describe('A response that no other cache stores', () => {
  it.each<[string, string, Record<string, string>, string]>([
    [
      'with a cookie',
      'product(id: "p1") { title }',
      { cookie: 'theme=dark', 'apollo-require-preflight': 'true' },
      'private, no-store',
    ],
    ['with a private field', 'product(id: "p1") { title } viewerName', {}, 'no-store'],
    ['with a field without a hint', 'product(id: "p1") { title } live', {}, 'no-store'],
    ['with an error', 'product(id: "p1") { title } broken', {}, 'no-store'],
    ['with a report', 'product(id: "p1") { title }', { 'x-axiom-cache': 'report' }, 'no-store'],
    ['with the cost only', 'product(id: "p1") { title }', { 'x-axiom-cost': 'only' }, 'no-store'],
    ['without tags', '__typename', {}, 'no-store'],
  ])('is one %s', async (_, selection, headers, control) => {
    const query = fresh(selection);
    for (let count = 0; count < 2; count += 1) {
      const response = await get(query, headers);

      expect([response.headers['cache-control'], response.headers.etag]).toEqual([control, undefined]);
      expect([response.headers['cache-tag'], response.headers['surrogate-key']]).toEqual([undefined, undefined]);
    }
  });

  it('is answered from the cache all the same where it is an anonymous one with a cookie', async () => {
    const query = fresh();
    const headers = { cookie: 'theme=dark', 'apollo-require-preflight': 'true' };
    await get(query, headers);
    const calls = gateway.calls();

    expect(json(await get(query, headers)).extensions.cost.actualQueryCost).toBe(1);
    expect(gateway.calls()).toBe(calls);
  });

  it('is one of a gateway whose cache is off', async () => {
    const off = await startCachingGateway({ CACHE_MEMORY_MB: '0' });
    try {
      const url = `${off.url}?query=${encodeURIComponent('{ product(id: "p1") { title } }')}`;
      const responses = [await fetch(url), await fetch(url)];

      expect(responses.map(({ headers }) => headers.get('cache-control'))).toEqual(['no-store', 'no-store']);
      expect(off.calls()).toBe(2);
    } finally {
      await off.close();
    }
  });
});

describe('A client that sends cache-control: no-cache', () => {
  it('gets an answer that is fetched for it, and that others find', async () => {
    const query = fresh('product(id: "renewed") { size }');
    await get(query);
    const calls = gateway.calls();
    await get(query, { 'cache-control': 'no-cache' });
    expect(gateway.calls()).toBe(calls + 1);
    await get(query);

    expect(gateway.calls()).toBe(calls + 1);
  });
});

describe('Equal requests at the same time', () => {
  it('are one execution, each with its own cost', async () => {
    const query = fresh('product(id: "crowd") { title place }');
    const responses = await Promise.all(Array.from({ length: 100 }, () => post({ query })));

    expect(new Set(responses.map(({ bytes }) => JSON.stringify(JSON.parse(bytes.toString()).data))).size).toBe(1);
    expect(gateway.calls()).toBe(2);
    const costs = responses.map((response) => json(response).extensions.cost.actualQueryCost as number);
    expect(costs.filter((cost) => cost > 20).length).toBeLessThanOrEqual(1);
  });
});

describe('An answer that lacks something that a backend failed to give', () => {
  it('is kept nowhere, and the whole one is kept afterwards', async () => {
    const query = fresh();
    gateway.provenance.isPartial = true;
    const partial = [await get(query, { 'x-axiom-cache': 'report' }), await get(query)];
    const fetched = gateway.calls();
    gateway.provenance.isPartial = undefined;
    const whole = [await get(query), await get(query)];

    expect(json(partial[0] as (typeof partial)[0]).extensions.cache.fetches).toMatchObject([
      { subgraph: 'commerce', misses: 1 },
      { subgraph: 'provenance', misses: 1, uncached: 'partial' },
    ]);
    for (const { headers } of partial) expect(headers['cache-control']).toMatch(/no-store|no-cache|private/);
    // Both asked provenance, and only the first commerce, whose part is whole.
    expect(fetched).toBe(3);
    for (const { headers } of whole) expect(headers['cache-control']).toContain('public');
    expect(gateway.calls()).toBe(4);
  });

  it('has the error of a field next to the value that replaces it', async () => {
    const error = { message: 'Sanity cannot be reached.', extensions: { code: 'BACKEND_UNAVAILABLE' } };
    gateway.provenance.fault = (response) => {
      response.setHeader('content-type', 'application/json');
      const data = { _entities: [{ __typename: 'Product', place: 'Prato' }] };
      const errors = [{ ...error, path: ['_entities', 0, 'place'] }];
      response.end(JSON.stringify({ data, errors, extensions: { isPartial: true } }));
    };
    const { data, errors } = json(await get(fresh()));

    expect(data.product).toMatchObject({ title: expect.any(String), place: 'Prato' });
    expect(errors).toMatchObject([{ ...error, path: ['product', 'place'] }]);
  });
});
