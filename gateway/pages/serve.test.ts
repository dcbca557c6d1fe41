import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Listening, listen } from '#kit/process/http/server.ts';
import { builtPage } from './serve.ts';

let folder: string;
let server: Listening;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passkey-'));
  server = await listen(builtPage(folder, 'passkey.html'), 0, '127.0.0.1');
});
afterAll(async () => {
  await server.close(0);
  await rm(folder, { recursive: true });
});

describe('The passkey page', () => {
  it('reports that it is not built', async () => {
    const response = await fetch(server.url);

    expect([response.status, await response.text()]).toEqual([
      503,
      'This page is not built yet. `npm start` builds it. Reload in a moment.\n',
    ]);
  });

  it('may load files of this server only, and nothing inline', async () => {
    await writeFile(join(folder, 'passkey.html'), '<!doctype html>');

    const response = await fetch(server.url);

    expect([response.status, await response.text()]).toEqual([200, '<!doctype html>']);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('is read-only', async () => {
    const response = await fetch(server.url, { method: 'POST' });

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
