import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ GATEWAY_POLL_MS: '20' });
});
afterAll(() => gateway.close());

const get = (headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${gateway.origin}/schema.graphql`, { method, headers });

/** Only this encoding, even for a small schema. */
const only = (encoding: string) => `${encoding}, *;q=0`;

describe('The schema as a file', () => {
  it('is the API schema as SDL', async () => {
    const response = await get();
    const schema = buildSchema(await response.text());

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('public, no-cache');
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual([
      'product',
      'products',
      'secret',
      'search',
      'hits',
    ]);
    expect(schema.getType('PartnerKeyGrant')).toBeUndefined();
  });

  it('is not sent again to clients that have it, in any encoding', async () => {
    for (const encoding of ['identity', 'gzip', 'br']) {
      const accepted = { 'accept-encoding': only(encoding) };
      const tag = (await get(accepted)).headers.get('etag') as string;

      const again = await get({ ...accepted, 'if-none-match': `"other", W/${tag}` });

      expect(tag).toMatch(/^"[\w-]{43}-(identity|gzip|br)"$/);
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
      expect(again.headers.get('vary')).toContain('accept-encoding');
    }
  });

  it('has a separate and stable ETag for each encoding', async () => {
    const tags = await Promise.all(
      ['gzip', 'br', 'identity', 'gzip'].map(async (encoding) =>
        (await get({ 'accept-encoding': only(encoding) })).headers.get('etag'),
      ),
    );

    expect(new Set(tags).size).toBe(3);
    expect(tags[3]).toBe(tags[0]);
  });

  it('allows HEAD, and no other method', async () => {
    const [whole, head, written] = await Promise.all([get(), get({}, 'HEAD'), get({}, 'POST')]);

    expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', whole.headers.get('etag')]);
    expect([written.status, written.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('may be read by pages of allowed origins', async () => {
    const { headers } = await get({ origin: 'http://localhost:3000' });

    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
  });

  it('is updated with the supergraph', async () => {
    const before = await get();
    const supergraph = await readFile(gateway.supergraphFile, 'utf8');
    await writeFile(
      gateway.supergraphFile,
      supergraph.replace('  headline: String!', '  headline: String!\n  newcomer: String'),
    );

    let after = await get();
    while (after.headers.get('etag') === before.headers.get('etag')) {
      await sleep(20);
      after = await get();
    }

    expect(await before.text()).not.toContain('newcomer');
    expect(await after.text()).toContain('newcomer');
  });

  it('is 404 if introspection is disabled', async () => {
    const hidden = await startTestGateway({ INTROSPECTION: 'false' });
    try {
      expect((await fetch(`${hidden.origin}/schema.graphql`)).status).toBe(404);
    } finally {
      await hidden.close();
    }
  });
});
