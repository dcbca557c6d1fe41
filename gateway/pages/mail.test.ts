import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sendJson } from '#kit/process/http/json.ts';
import { type Listening, listen } from '#kit/process/http/server.ts';
import { mailPages } from './mail.ts';

const mails = [
  {
    id: 'a1',
    subject: 'One',
    html: '<!doctype html><html><head><title>x</title></head><body><script>1</script></body></html>',
  },
  { id: 'b2', subject: 'Two', html: '<p>No head</p>' },
];
/** The requests that the mailbox received. */
const received: string[] = [];
let folder: string;
let mailbox: Listening;
let server: Listening;
let unavailable: Listening;

/** The part of the mailbox that the gateway uses. The simulators test the whole. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-page-'));
  await writeFile(join(folder, 'mail.html'), '<!doctype html>');
  mailbox = await listen(
    ({ method, url, headers }, response) => {
      received.push(`${method} ${url} ${headers.authorization}`);
      const found = mails.find(({ id }) => url === `/messages/${id}`);
      if (url === '/messages') return sendJson(response, 200, { messages: mails });
      sendJson(response, found ? 200 : 404, found ?? { status: 'not found' });
    },
    0,
    '127.0.0.1',
  );
  server = await listen(mailPages(folder, { url: mailbox.url, token: 'reader' }), 0, '127.0.0.1');
  unavailable = await listen(mailPages(folder, { url: 'http://127.0.0.1:1', token: 'reader' }), 0, '127.0.0.1');
});
afterAll(async () => {
  await Promise.all([server, unavailable, mailbox].map((one) => one?.close(0)));
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  received.length = 0;
});

const get = (path: string, init?: RequestInit, { url } = server) => fetch(`${url}${path}`, init);

describe('The local mailbox', () => {
  it('is shown on a page that loads only its own files, and may only frame itself', async () => {
    const response = await get('/mail');

    expect([response.status, await response.text()]).toEqual([200, '<!doctype html>']);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; frame-src 'self'",
    );
  });

  it('is listed, read and deleted with a token that the page does not have', async () => {
    const list = await (await get('/mail/messages')).json();
    const one = await (await get('/mail/messages/b2')).json();
    const statuses = [
      (await get('/mail/messages/b2', { method: 'DELETE' })).status,
      (await get('/mail/messages', { method: 'DELETE' })).status,
      (await get('/mail/messages/c3')).status,
    ];

    expect([list, one, statuses]).toEqual([{ messages: mails }, mails[1], [200, 200, 404]]);
    expect(received).toEqual(
      ['GET /messages', 'GET /messages/b2', 'DELETE /messages/b2', 'DELETE /messages', 'GET /messages/c3'].map(
        (line) => `${line} Bearer reader`,
      ),
    );
  });

  it.each([
    [
      'a1',
      '<!doctype html><html><head><base target="_blank"><title>x</title></head><body><script>1</script></body></html>',
    ],
    ['b2', '<base target="_blank"><p>No head</p>'],
  ])('shows HTML that runs no scripts, loads nothing and opens links in a new tab: %s', async (id, html) => {
    const response = await get(`/mail/messages/${id}/html`);

    expect(await response.text()).toBe(html);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; " +
        'sandbox allow-popups allow-popups-to-escape-sandbox',
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['POST', '/mail/messages', 405],
    ['OPTIONS', '/mail/messages/b2', 405],
    ['DELETE', '/mail/messages/b2/html', 405],
    ['GET', '/mail/messages/..%2f..%2fhealth', 404],
    ['GET', '/mail/messages/b2/text', 404],
    ['GET', '/mail/messagesx', 404],
    ['GET', '/mail/', 404],
  ])('responds to %s %s with %s, without a request to the mailbox', async (method, path, status) => {
    expect((await get(path, { method })).status).toBe(status);
    expect(received).toEqual([]);
  });

  it.each(['x-forwarded-for', 'forwarded'])(
    'is only available on this machine: not through a proxy with %s',
    async (name) => {
      for (const path of ['/mail', '/mail/messages', '/mail/messages/b2/html']) {
        expect((await get(path, { headers: { [name]: '192.0.2.1' } })).status).toBe(403);
      }
      expect(received).toEqual([]);
    },
  );

  it('is 503 while the mailbox is unavailable', async () => {
    expect((await get('/mail/messages', {}, unavailable)).status).toBe(503);
  });

  it('is rejected for a client with an address other than loopback', async () => {
    const handle = mailPages(folder, { url: mailbox.url, token: 'reader' });
    const outside = await listen(
      (incoming, response) => {
        Object.defineProperty(incoming.socket, 'remoteAddress', { value: '192.0.2.1' });
        return handle(incoming, response);
      },
      0,
      '127.0.0.1',
    );
    const status = await new Promise((resolve) =>
      request(`${outside.url}/mail/messages`, ({ statusCode }) => resolve(statusCode)).end(),
    );
    await outside.close(0);

    expect([status, received]).toEqual([403, []]);
  });
});
