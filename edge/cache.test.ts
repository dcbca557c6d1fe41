import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestEdge, type TestEdge } from './edge.fixture.ts';
import { type Origin, startOrigin } from './origin.fixture.ts';

let origin: Origin;
let edge: TestEdge;
beforeAll(async () => {
  origin = await startOrigin();
  edge = await startTestEdge(origin.url);
});
beforeEach(() => {
  origin.requests.length = 0;
  origin.answer = undefined;
  origin.page = { body: '{"data":{"title":"Clock"}}', headers: cached };
});
afterAll(async () => {
  await edge.close();
  await origin.stop();
});

const cached = {
  'cache-control': 'public, max-age=60, stale-while-revalidate=30',
  'cache-tag': 'product:1, products',
  etag: '"one"',
  // As the gateway sends it.
  vary: 'origin, accept, accept-encoding, authorization, cookie, x-axiom-country, x-axiom-currency, x-axiom-language, x-axiom-context, x-axiom-cache, x-axiom-cost, x-axiom-service, accept-language',
};
const graphqlJson = 'application/graphql-response+json; charset=utf-8';
const france = { cf: { country: 'FR' } };

/** A path that no other test has requested. */
const newPath = () => `/graphql?query={product}&test=${randomUUID()}`;

/** Requests a path twice and returns the second response. */
async function twice(path: string, first: object = france, second: object = first): Promise<Response> {
  await (await edge.store(path, first)).text();
  return edge.send(path, second);
}

describe('A public GET', () => {
  it('is answered from the cache, and the gateway is not asked', async () => {
    const path = newPath();
    const miss = await edge.store(path, france);
    const body = await miss.text();
    const hit = await edge.send(path, france);

    expect(miss.headers.get('cache-status')).toBe('axiom-edge; fwd=uri-miss; stored');
    expect(hit.headers.get('cache-status')).toMatch(/^axiom-edge; hit; ttl=(60|59)$/);
    expect([hit.status, await hit.text(), body]).toEqual([200, body, '{"data":{"title":"Clock"}}']);
    expect(hit.headers.get('etag')).toBe('"one"');
    expect(hit.headers.get('content-type')).toBe('application/json');
    expect(Number(hit.headers.get('age'))).toBeLessThanOrEqual(1);
    expect([...hit.headers.keys()].filter((name) => name.startsWith('x-edge'))).toEqual([]);
    expect(origin.requests).toHaveLength(1);
  });

  it('is never sent to the gateway when the client accepts a cached answer only', async () => {
    const path = newPath();
    const cachedOnly = { ...france, headers: { 'cache-control': 'only-if-cached' } };
    const before = await edge.send(path, cachedOnly);
    expect([before.status, await before.json()]).toMatchObject([
      504,
      { errors: [{ extensions: { code: 'NOT_CACHED' } }] },
    ]);
    expect(origin.requests).toEqual([]);

    const after = await twice(path, france, cachedOnly);
    await edge.purge('product:1');
    const purged = await edge.send(path, cachedOnly);

    expect(purged.status).toBe(504);
    expect([after.status, await after.text()]).toEqual([200, '{"data":{"title":"Clock"}}']);
    expect(origin.requests).toHaveLength(1);
  });

  it('may be kept by browsers only if they ask each time', async () => {
    const hit = await twice(newPath());

    expect(hit.headers.get('cache-control')).toBe('private, no-cache');
  });

  it('is answered with 304 by the edge', async () => {
    const path = newPath();
    const response = await twice(path, france, { ...france, headers: { 'if-none-match': '"zero", W/"one"' } });

    expect([response.status, await response.text()]).toEqual([304, '']);
    expect(response.headers.get('etag')).toBe('"one"');
    expect(origin.requests).toHaveLength(1);
  });

  it('is requested without the condition of the client, which gets 304 for its own version', async () => {
    const path = newPath();
    const first = await edge.store(path, { ...france, headers: { 'if-none-match': '"one"' } });
    const second = await edge.send(path, france);

    expect([first.status, second.status]).toEqual([304, 200]);
    expect(origin.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined]);
  });

  it.each([
    ['country', france, { cf: { country: 'JP' } }],
    ['named country', france, { ...france, headers: { 'x-axiom-country': 'JP' } }],
    ['named currency', france, { ...france, headers: { 'x-axiom-currency': 'USD' } }],
    ['chosen market', france, { ...france, headers: { cookie: 'axiom_market=US' } }],
    ['language of the browser', france, { ...france, headers: { 'accept-language': 'ja' } }],
    ['named language', france, { ...france, headers: { 'x-axiom-language': 'JA' } }],
    ['chosen language', france, { ...france, headers: { cookie: 'axiom_language=JA' } }],
    ['origin', france, { ...france, headers: { origin: 'https://shop.example' } }],
    ['media type', france, { ...france, headers: { accept: 'application/graphql-response+json' } }],
  ])('has an answer of its own for each %s', async (_, one, other) => {
    await twice(newPath(), one, other);

    expect(origin.requests).toHaveLength(2);
  });

  it('has one answer for visitors of all places in a market that the client names', async () => {
    const headers = { 'x-axiom-country': 'US' };
    await twice(newPath(), { cf: { country: 'JP' }, headers }, { cf: { country: 'BR', latitude: '1' }, headers });

    expect(origin.requests).toHaveLength(1);
  });

  it('has one answer for all who have the same language, and for all languages where the URL names one', async () => {
    const english = { ...france, headers: { 'accept-language': 'en-US,en;q=0.9' } };
    await twice(newPath(), english, { ...france, headers: { 'accept-language': 'de, en-GB;q=0.4' } });
    expect(origin.requests.map(({ headers }) => headers['accept-language'])).toEqual(['en']);

    origin.page.headers = { ...cached, vary: cached.vary.replace(', accept-language', '') };
    await twice(`${newPath()}&language=JA`, english, { ...france, headers: { cookie: 'axiom_language=IT' } });
    expect(origin.requests).toHaveLength(2);
  });

  it('does not depend on cookies of others, which the gateway does not receive', async () => {
    const other = { ...france, headers: { cookie: '_ga=1; axiom_bucket=5' } };
    await twice(newPath(), other, france);

    expect(origin.requests.map(({ headers }) => headers.cookie)).toEqual([undefined]);
  });

  it('is compressed by the gateway once, for all clients that accept it', async () => {
    const body = JSON.stringify({ data: 'x'.repeat(3_000) });
    origin.answer = ({ headers }, response) => {
      const isGzip = headers['accept-encoding'] === 'gzip';
      response.writeHead(200, {
        ...cached,
        'content-type': graphqlJson,
        ...(isGzip && { 'content-encoding': 'gzip' }),
      });
      response.end(isGzip ? gzipSync(body) : body);
    };
    const path = newPath();
    const responses = [];
    for (const accepted of ['gzip, deflate, br', 'gzip;q=0.5', '*', 'identity', 'gzip;q=0', 'br']) {
      const response = await edge.send(path, { headers: { 'accept-encoding': accepted } });
      responses.push({ encoding: response.headers.get('content-encoding'), text: await response.text() });
    }

    expect(responses.map(({ text }) => text)).toEqual(Array.from({ length: 6 }, () => body));
    expect(responses.map(({ encoding }) => encoding)).toEqual(['gzip', 'gzip', 'gzip', null, null, null]);
    expect(origin.requests.map(({ headers }) => headers['accept-encoding'])).toEqual(['gzip', 'identity']);
  });
});

describe('An answer is not stored', () => {
  it.each([
    ['is private', { 'cache-control': 'private, max-age=60' }],
    ['is no-store', { 'cache-control': 'no-store' }],
    ['is no-store and public', { 'cache-control': 'public, no-store, max-age=60' }],
    ['says nothing', {}],
    ['has no life', { 'cache-control': 'public, max-age=0' }],
    ['has no life in shared caches', { 'cache-control': 'public, max-age=60, s-maxage=0' }],
    ['sets a cookie', { ...cached, 'set-cookie': 'axiom_session=1' }],
    ['varies by everything', { ...cached, vary: '*' }],
    ['varies by what the key does not have', { ...cached, vary: 'origin, user-agent' }],
  ] as [string, Record<string, string>][])('when it %s', async (_, headers) => {
    origin.page = { body: '{}', headers };
    const second = await twice(newPath());

    expect(origin.requests).toHaveLength(2);
    expect(second.headers.get('cache-control')).toBe(headers['cache-control'] ?? null);
  });

  it.each([400, 404, 429, 500])('when its status is %i', async (status) => {
    origin.answer = (_, response) => response.writeHead(status, cached).end('{}');
    const second = await twice(newPath());

    expect([origin.requests.length, second.status]).toEqual([2, status]);
  });

  it.each([
    { authorization: 'Bearer axp_1' },
    { cookie: 'axiom_session=1' },
    { cookie: '__Host-axiom_curator=1' },
    { cookie: 'axiom_device=1' },
    { 'cache-control': 'no-cache' },
    { 'x-axiom-cache': 'report' },
    { 'x-axiom-cost': 'only' },
    { 'x-axiom-service': 'token' },
    { range: 'bytes=0-1' },
  ] as Record<string, string>[])('nor read for a request with %j', async (headers) => {
    await twice(newPath(), france, { ...france, headers });

    expect(origin.requests).toHaveLength(2);
    const [name = '', value] = Object.entries(headers)[0] as [string, string];
    expect(origin.requests[1]?.headers[name]).toBe(value);
  });
});

describe('A purge', () => {
  it('drops the answers with the tag, in all markets, and no others', async () => {
    const [path, other] = [newPath(), newPath()];
    await edge.store(path, france);
    await edge.store(path, { cf: { country: 'JP' } });
    origin.page.headers = { ...cached, 'cache-tag': 'product:2' };
    await edge.store(other, france);
    origin.requests.length = 0;

    const response = await edge.purge('product:1', 'article:x');
    const answers = [await edge.send(path, france), await edge.send(path, { cf: { country: 'JP' } })];
    const kept = await edge.send(other, france);

    expect([response.status, await response.json()]).toEqual([
      200,
      { purged: ['product:1', 'article:x'], position: expect.any(Number) },
    ]);
    expect(answers.map(({ headers }) => headers.get('cache-status'))).toEqual([
      'axiom-edge; fwd=stale; stored',
      'axiom-edge; fwd=stale; stored',
    ]);
    expect(kept.headers.get('cache-status')).toMatch(/hit/);
    expect(origin.requests).toHaveLength(2);
  });

  it('drops a tag that the header has in another form', async () => {
    origin.page.headers = { ...cached, 'cache-tag': 'article:caf%C3%A9%2C%20noir' };
    const path = newPath();
    await edge.store(path, france);
    await edge.purge('article:café, noir');
    await edge.send(path, france);

    expect(origin.requests).toHaveLength(2);
  });

  it('of everything drops answers without tags too', async () => {
    origin.page.headers = { 'cache-control': 'public, max-age=60' };
    const path = newPath();
    await edge.store(path, france);
    await edge.purge('*');
    await edge.send(path, france);

    expect(origin.requests).toHaveLength(2);
  });

  it('counts for an answer that was requested before and arrives after it', async () => {
    const path = newPath();
    let respond = () => {};
    const asked = new Promise<void>((resolve) => {
      origin.answer = (_, response) => {
        respond = () => void response.writeHead(200, cached).end('{"data":"before"}');
        resolve();
      };
    });
    const first = edge.send(path, france);
    await asked;
    await edge.purge('product:1');
    respond();
    const before = await (await first).text();
    origin.answer = undefined;
    const second = await edge.send(path, france);

    expect([before, await second.text()]).toEqual(['{"data":"before"}', '{"data":{"title":"Clock"}}']);
    expect(origin.requests).toHaveLength(2);
  });

  it.each([
    ['without a token', {}, '{"tags":["product:1"]}', 401, 'UNAUTHENTICATED'],
    ['with a wrong token', { authorization: 'Bearer x' }, '{"tags":["product:1"]}', 401, 'UNAUTHENTICATED'],
    ['with an empty tag', { authorization: 'Bearer purge-token' }, '{"tags":[""]}', 400, 'BAD_USER_INPUT'],
    ['with another body', { authorization: 'Bearer purge-token' }, 'product:1', 400, 'BAD_USER_INPUT'],
  ] as [string, Record<string, string>, string, number, string][])(
    '%s is refused, and drops nothing',
    async (_, headers, body, status, code) => {
      const path = newPath();
      await edge.store(path, france);
      const refused = await edge.send('/edge/purge', { method: 'POST', headers, body });
      const after = await edge.send(path, france);

      expect([refused.status, await refused.json()]).toEqual([
        status,
        { errors: [{ message: expect.any(String), extensions: { code } }] },
      ]);
      expect(after.headers.get('cache-status')).toMatch(/hit/);
    },
  );
});

describe('Experiments', () => {
  const inBucket = (bucket: number) => ({ ...france, headers: { cookie: `axiom_bucket=${bucket}` } });

  it('divide the cache only for answers that vary by them', async () => {
    const [path, other] = [newPath(), newPath()];
    await twice(path, inBucket(1), inBucket(2));
    expect(origin.requests).toHaveLength(1);

    origin.page.headers = { ...cached, vary: 'origin, x-axiom-bucket' };
    await twice(other, inBucket(1), inBucket(2));
    await twice(other, inBucket(1), inBucket(2));

    expect(origin.requests.map(({ headers }) => headers['x-axiom-bucket'])).toEqual(['1', '1', '2']);
  });
});
