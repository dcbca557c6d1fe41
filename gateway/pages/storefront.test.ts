import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Listening, listen } from '#kit/process/http/server.ts';
import { isForStorefront, storefront } from './storefront.ts';

let folder: string;
let server: Listening;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'storefront-'));
  server = await listen(
    storefront(join(folder, 'built'), ['https://files.axiom.example', 'http://localhost:*']),
    0,
    '127.0.0.1',
  );
});
afterAll(async () => {
  await server.close(0);
  await rm(folder, { recursive: true });
});

/** A request with an unnormalized path: `fetch` would normalize it. */
async function get(path: string, method = 'GET') {
  const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    request(server.url, { path, method }, resolve).on('error', reject).end();
  });
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

describe('When the storefront is not built', () => {
  it('a browser gets a page that explains it', async () => {
    const { status, headers, body } = await get('/shop');

    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(body).toContain('The storefront is not built yet.');
  });
});

describe('The storefront', () => {
  beforeAll(async () => {
    await mkdir(join(folder, 'built/assets/decoders-1'), { recursive: true });
    await writeFile(join(folder, 'built/index.html'), '<!doctype html>');
    await writeFile(join(folder, 'built/assets/index-x1.js'), 'let plain;');
    await writeFile(join(folder, 'built/assets/decoders-1/draco.wasm'), 'binary');
    await writeFile(join(folder, 'secret.js'), 'secret');
  });

  it.each([
    '/shop',
    '/shop/',
    '/shop/fr-FR/product/ember-tote?Colour=Soot',
    '/shop/../secret.js',
    '/shop/inputs.sha256',
  ])('has its page at %s', async (path) => {
    const { status, headers, body } = await get(path);

    expect([status, body, headers['cache-control']]).toEqual([200, '<!doctype html>', 'no-cache']);
  });

  it('runs no inline script, and loads pictures and videos from the given origins', async () => {
    const policy = (await get('/shop')).headers['content-security-policy'] as string;

    expect(policy).not.toContain('unsafe-inline');
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ");
    expect(policy).toContain("img-src 'self' data: blob: https://files.axiom.example http://localhost:*; ");
    expect(policy).toContain("media-src 'self' https://files.axiom.example http://localhost:*; ");
    expect(policy).toContain("connect-src 'self' blob: https://files.axiom.example http://localhost:*; ");
  });

  it('makes browsers connect to the origins of files, on its page only', async () => {
    expect((await get('/shop/fr-FR/')).headers.link).toBe('<https://files.axiom.example>; rel=preconnect');
    expect((await get('/shop/assets/index-x1.js')).headers.link).toBeUndefined();
  });

  it('sends its files with a permanent cache lifetime', async () => {
    const script = await get('/shop/assets/index-x1.js');
    const decoder = await get('/shop/assets/decoders-1/draco.wasm');

    expect([script.body, script.headers['cache-control']]).toEqual([
      'let plain;',
      'public, max-age=31536000, immutable',
    ]);
    expect([decoder.body, decoder.headers['content-type']]).toEqual(['binary', 'application/wasm']);
  });

  it.each(['/shop/assets/absent.js', '/shop/assets/../../secret.js', '/shop/assets/..%2f..%2fsecret.js'])(
    'returns 404 for %s',
    async (path) => {
      const { status, body } = await get(path);

      expect([status, JSON.parse(body)]).toEqual([404, { status: 'not found' }]);
    },
  );

  it('accepts GET and HEAD only', async () => {
    expect((await get('/shop', 'POST')).status).toBe(405);
  });

  it.each([
    ['/shop', true],
    ['/shop?q=1', true],
    ['/shop/fr-FR/', true],
    ['/shopping', false],
    ['/', false],
  ])('is asked for by %s: %s', (url, isFor) => {
    expect(isForStorefront({ url } as never)).toBe(isFor);
  });
});
