import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestEdge, type TestEdge } from './edge.fixture.ts';
import { type Origin, startOrigin } from './origin.fixture.ts';

let origin: Origin;
let edge: TestEdge;
beforeAll(async () => {
  origin = await startOrigin();
  edge = await startTestEdge(origin.url, { originTimeout: 500 });
});
beforeEach(() => {
  origin.requests.length = 0;
  origin.answer = undefined;
});
afterAll(async () => {
  await edge.close();
  await origin.stop();
});

/** A path that no other test has requested. */
const newPath = () => `/graphql?query={product}&test=${randomUUID()}`;

/** The headers of an answer that is 100 seconds old when it is stored. */
const old = (cacheControl: string) => ({
  'cache-control': `public, ${cacheControl}`,
  'cache-tag': 'product:1',
  age: '100',
  etag: '"old"',
});

const unavailable = (message: string) => ({ errors: [{ message, extensions: { code: 'GATEWAY_UNAVAILABLE' } }] });

async function whileDown<Result>(work: () => Promise<Result>): Promise<Result> {
  await origin.stop();
  try {
    return await work();
  } finally {
    await origin.start();
  }
}

/** Stores an answer of this age and life, and returns its path. */
async function stored(cacheControl: string, send = edge.store): Promise<string> {
  origin.page = { body: '{"data":"old"}', headers: old(cacheControl) };
  const path = newPath();
  await (await send(path)).text();
  origin.page = { body: '{"data":"new"}', headers: old('max-age=300') };
  return path;
}

describe('A stale answer', () => {
  it('is served while it is revalidated, where the gateway allows it', async () => {
    const path = await stored('max-age=60, stale-while-revalidate=100');
    const revalidated = new Promise<void>((resolve) => {
      origin.answer = (_, response) => {
        response.writeHead(200, origin.page.headers).end(origin.page.body);
        resolve();
      };
    });
    const stale = await edge.send(path);
    expect(stale.headers.get('cache-status')).toMatch(/^axiom-edge; hit; ttl=-4\d$/);
    expect(await stale.text()).toBe('{"data":"old"}');
    await revalidated;

    // The new answer is stored after it has arrived.
    let next = '';
    while (next !== '{"data":"new"}') next = await (await edge.send(path)).text();
    expect(origin.requests.length).toBeLessThan(20);
  });

  it('is not served where the gateway does not allow it', async () => {
    const path = await stored('max-age=60', edge.send);

    expect(await (await edge.send(path)).text()).toBe('{"data":"new"}');
  });

  it('is served with a warning while the gateway is down, where the gateway allows it', async () => {
    const path = await stored('max-age=60, stale-if-error=3600');
    const [response, condition] = await whileDown(() =>
      Promise.all([edge.send(path), edge.send(path, { headers: { 'if-none-match': '"old"' } })]),
    );

    expect([response.status, await response.text()]).toEqual([200, '{"data":"old"}']);
    expect(response.headers.get('warning')).toBe('111 - "Revalidation Failed"');
    expect(response.headers.get('cache-status')).toBe('axiom-edge; hit; fwd=stale; fwd-status=502');
    expect(condition.status).toBe(304);
  });

  it.each([502, 503, 504, 522])('is served while a proxy answers with %i', async (status) => {
    const path = await stored('max-age=60, stale-if-error=3600');
    origin.answer = (_, response) => response.writeHead(status, { 'content-type': 'text/html' }).end('<html>');

    const response = await edge.send(path);

    expect([response.status, await response.text()]).toEqual([200, '{"data":"old"}']);
    expect(response.headers.has('warning')).toBe(true);
  });

  it('is not served after a purge, even while the gateway is down', async () => {
    const path = await stored('max-age=60, stale-while-revalidate=1000, stale-if-error=3600');
    await edge.purge('product:1');
    const response = await whileDown(() => edge.send(path));

    expect(response.status).toBe(502);
    expect(await response.json()).toEqual(unavailable('The gateway cannot be reached. Try again.'));
  });

  it('is not served when it is older than the gateway allows', async () => {
    const path = await stored('max-age=60, stale-if-error=10', edge.send);
    const response = await whileDown(() => edge.send(path));

    expect(response.status).toBe(502);
  });
});

describe('While the gateway is down', () => {
  it('a fresh answer is served as usual', async () => {
    const path = await stored('max-age=600');
    const response = await whileDown(() => edge.send(path));

    expect([response.status, await response.text()]).toEqual([200, '{"data":"old"}']);
    expect(response.headers.has('warning')).toBe(false);
  });

  it.each(['GET', 'POST'])('a %s without an answer is an error with a code', async (method) => {
    const body = method === 'POST' ? '{"query":"{a}"}' : undefined;
    const response = await whileDown(() => edge.send(newPath(), { method, ...(body && { body }) }));

    expect(response.status).toBe(502);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(await response.json()).toEqual(unavailable('The gateway cannot be reached. Try again.'));
  });

  it('a page of a proxy becomes an error with a code, and a refusal of the gateway remains as it is', async () => {
    origin.answer = (_, response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<html>');
    const page = await edge.send(newPath(), { method: 'POST', body: '{}' });
    origin.answer = (_, response) => response.writeHead(503, { 'content-type': 'application/json' }).end('{"a":1}');
    const refusal = await edge.send(newPath(), { method: 'POST', body: '{}' });

    expect([page.status, await page.json()]).toEqual([502, unavailable('The gateway cannot be reached. Try again.')]);
    expect([refusal.status, await refusal.json()]).toEqual([503, { a: 1 }]);
  });

  it('a gateway that does not answer in time is an error with a code', async () => {
    origin.answer = () => {};
    const response = await edge.send(newPath());

    expect([response.status, await response.json()]).toEqual([
      504,
      unavailable('The gateway took too long to answer. Try again.'),
    ]);
  });
});
