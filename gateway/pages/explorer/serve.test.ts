import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Listening, listen } from '#kit/process/http/server.ts';
import type { ExampleGroup } from './operations.ts';
import { explorer } from './serve.ts';

let folder: string;
let server: Listening;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explorer-'));
  server = await listen(explorer(join(folder, 'built')), 0, '127.0.0.1');
});
afterAll(async () => {
  await server.close(0);
  await rm(folder, { recursive: true });
});

const page = { accept: 'text/html' };

/** A request with an unnormalized path: `fetch` would normalize it. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    request(server.url, { path, headers, method }, resolve).on('error', reject).end();
  });
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

describe('When the explorer is not built', () => {
  it('a browser gets a page that explains it', async () => {
    const { status, headers, body } = await get('/', page);

    expect(status).toBe(503);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('The explorer has not been built yet.');
  });
});

describe('The explorer', () => {
  beforeAll(async () => {
    await mkdir(join(folder, 'built/assets'), { recursive: true });
    await writeFile(join(folder, 'built/index.html'), '<!doctype html>');
    await writeFile(join(folder, 'built/assets/main-x1.js'), 'let plain;');
    await writeFile(join(folder, 'built/assets/main-x1.js.gz'), gzipSync('let plain;'));
    await writeFile(join(folder, 'secret.js'), 'secret');
  });

  it('is served to browsers, with a policy that allows connections to this server only', async () => {
    const { status, headers, body } = await get('/', page);

    expect([status, body]).toEqual([200, '<!doctype html>']);
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; " +
        "font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'",
    );
  });

  it('returns the paths of the endpoints to other programs', async () => {
    const { status, headers, body } = await get('/');

    expect([status, JSON.parse(body)]).toEqual([200, { graph: '/graphql', health: '/health/ready' }]);
    expect(headers.vary).toContain('accept');
  });

  it('sends its files compressed when accepted, with a permanent cache lifetime', async () => {
    const plain = await get('/explorer/assets/main-x1.js');
    const small = await get('/explorer/assets/main-x1.js', { 'accept-encoding': 'br, gzip' });
    const head = await get('/explorer/assets/main-x1.js', {}, 'HEAD');

    expect(plain.body).toBe('let plain;');
    expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(small.headers['content-encoding']).toBe('gzip');
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '10']);
  });

  it.each([
    '/explorer/assets/absent.js',
    '/explorer/../secret.js',
    '/explorer/..%2fsecret.js',
    '/explorer/assets/../../secret.js',
    '/explorer/assets/..\\..\\secret.js',
    '/explorer//etc/passwd',
    '/explorer/inputs.sha256',
    '/elsewhere',
  ])('returns 404 for %s', async (path) => {
    const { status, body } = await get(path, page);

    expect([status, JSON.parse(body)]).toEqual([404, { status: 'not found' }]);
  });

  it('accepts GET and HEAD only', async () => {
    const { status, headers } = await get('/', {}, 'POST');

    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('serves the operations of the schema folder in groups, the product page first', async () => {
    const groups: ExampleGroup[] = JSON.parse((await get('/explorer/operations.json')).body);
    const operations = groups.flatMap(({ collections }) => collections.flatMap((collection) => collection.operations));

    expect(groups.map(({ title }) => title)).toEqual(['Browse', 'Buy', 'Account', 'Curators', 'Partners']);
    expect(operations[0]).toMatchObject({
      name: 'ProductPage',
      variables: '{ "handle": "ember-tote" }',
      headers: '',
    });
    expect(operations.find(({ name }) => name === 'CustomerUpdate')?.headers).toBe(
      '{\n  "authorization": "Bearer {{customerSignIn.grant.token}}"\n}',
    );
    for (const { description, query } of operations) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      expect(query).toMatch(/^(query|mutation) /);
    }
  });
});
