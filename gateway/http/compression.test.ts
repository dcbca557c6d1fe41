import { request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';
import { acceptedEncodings } from './compression.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

/** An operation with a large response. */
const large = `{ ${Array.from({ length: 25 }, (_, index) => `a${index}: products { id title place }`).join(' ')} }`;
const small = '{ __typename }';

const decoders: Record<string, (body: Buffer) => Buffer> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  none: (body) => body,
};

/** Sends a request with exactly these headers, and does not decode the response, which `fetch` cannot do. */
async function send(query: string, accepted?: string, method = 'POST') {
  const isPost = method === 'POST';
  const url = isPost ? gateway.url : `${gateway.url}?${new URLSearchParams({ query })}`;
  const headers = {
    ...(isPost && { 'content-type': 'application/json' }),
    ...(accepted !== undefined && { 'accept-encoding': accepted }),
  };
  const sent = httpRequest(url, { method, headers });
  sent.end(isPost ? JSON.stringify({ query }) : undefined);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject);
  });
  const body = await buffer(response);
  const encoding = response.headers['content-encoding'] ?? 'none';
  return {
    status: response.statusCode,
    headers: response.headers,
    encoding,
    length: body.length,
    text: body.length > 0 ? decoders[encoding]?.(body).toString() : '',
  };
}

describe('An encoding', () => {
  it.each<[string | undefined, string[]]>([
    [undefined, ['identity']],
    ['', ['identity']],
    ['gzip, deflate, br', ['br', 'gzip', 'identity']],
    ['gzip', ['gzip', 'identity']],
    ['GZIP;q=1.0, br;q=0.5', ['gzip', 'br', 'identity']],
    ['x-gzip', ['gzip', 'identity']],
    ['*', ['br', 'gzip', 'identity']],
    ['*;q=0.5, gzip', ['gzip', 'br', 'identity']],
    ['br;q=0, *', ['gzip', 'identity']],
    ['gzip;q=0', ['identity']],
    ['gzip;q=0.5, identity', ['identity', 'gzip']],
    ['gzip, identity;q=0', ['gzip']],
    ['gzip, *;q=0', ['gzip']],
    ['zstd', ['identity']],
    ['zstd, identity;q=0', []],
    ['*;q=0', []],
    ['gzip;q=2, br;q=0.1234', ['br', 'gzip', 'identity']],
  ])('is chosen by preference: %j is %j', (header, encodings) => {
    expect(acceptedEncodings(header)).toEqual(encodings);
  });
});

describe('A response', () => {
  it.each(['br', 'gzip'])('that is large is compressed as requested: %s', async (encoding) => {
    const plain = await send(large);
    const compressed = await send(large, encoding);

    expect([plain.encoding, compressed.encoding]).toEqual(['none', encoding]);
    expect(compressed.text).toBe(plain.text);
    expect(Number(compressed.headers['content-length'])).toBe(compressed.length);
    expect(compressed.length * 4).toBeLessThan(plain.length);
    for (const { headers } of [plain, compressed]) expect(headers.vary).toBe('origin, accept-encoding');
  });

  it('that is small is not compressed, unless identity is forbidden', async () => {
    const [plain, compressed] = await Promise.all([send(small, 'gzip, br'), send(small, 'gzip, identity;q=0')]);

    expect([plain.encoding, compressed.encoding]).toEqual(['none', 'gzip']);
    expect(compressed.text).toBe(plain.text);
  });

  it('to HEAD has the headers of the whole response', async () => {
    const [whole, head] = await Promise.all([send(large, 'gzip', 'GET'), send(large, 'gzip', 'HEAD')]);

    expect(head.length).toBe(0);
    expect(head.headers['content-length']).toBe(whole.headers['content-length']);
    expect(head.headers['content-encoding']).toBe('gzip');
  });

  it('with no acceptable encoding is rejected before execution', async () => {
    const { status, text } = await send('mutation { rename(id: "p1", title: "x") { id } }', '*;q=0');

    expect(status).toBe(406);
    expect(text).toContain('BAD_REQUEST');
    expect(gateway.subgraphs.commerce.calls.filter(({ query }) => query.includes('rename'))).toEqual([]);
  });

  it('with errors is compressed as well', async () => {
    const failure = await send(`{ ${Array.from({ length: 30 }, (_, index) => `unknown${index}`).join(' ')} }`, 'gzip');

    expect([failure.status, failure.encoding]).toEqual([400, 'gzip']);
  });

  it('whose client disconnects does not affect others', async () => {
    const gone = Array.from({ length: 20 }, () => {
      const request = httpRequest(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-encoding': 'br' },
      });
      request.on('error', () => {});
      request.end(JSON.stringify({ query: large }), () => request.destroy());
      return new Promise((resolve) => request.once('close', resolve));
    });
    await Promise.all(gone);

    expect((await send(large, 'br')).status).toBe(200);
  });
});
