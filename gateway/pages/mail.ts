import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '#kit/process/http/json.ts';
import { isLoopback } from '#kit/process/http/origins.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { builtPage } from './serve.ts';

/** The local mailbox that the launcher starts. */
interface MailboxSettings {
  url: string;
  token: string;
}

/** An HTML mail runs no scripts and loads no resources. Its links open in a new tab. */
const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/**
 * Serves the local mailbox: the page at `/mail`, and the mails at `/mail/messages[/<id>[/html]]`, which can be read and
 * deleted. Mails contain links that grant access to accounts, so only requests from this machine that came through no
 * proxy are allowed.
 */
export function mailPages(folder: string, { url, token }: MailboxSettings): Handler {
  const page = builtPage(folder, 'mail.html', ["frame-src 'self'"]);
  const request = (method: string, path: string) =>
    fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(5_000),
    });

  return async (incoming, response) => {
    if (!isLocal(incoming)) return sendJson(response, 403, { status: 'only available on this machine' });
    const { pathname } = new URL(incoming.url ?? '/', 'http://gateway');
    if (pathname === '/mail') return page(incoming, response);
    const named = /^\/mail\/messages(?:\/([0-9a-f]{1,64})(?:\/(html))?)?$/.exec(pathname);
    if (!named) return sendJson(response, 404, { status: 'not found' });
    const [, id, part] = named;
    const method = incoming.method === 'HEAD' ? 'GET' : (incoming.method ?? 'GET');
    // Pages of other origins cannot send DELETE: browsers send a preflight first, which gets 405.
    if (method !== 'GET' && (method !== 'DELETE' || part)) {
      response.setHeader('allow', part ? 'GET, HEAD' : 'GET, HEAD, DELETE');
      return sendJson(response, 405, { status: 'method not allowed' });
    }
    const received = await request(method, id ? `/messages/${id}` : '/messages').catch(() => undefined);
    if (!received) return sendJson(response, 503, { status: 'the mailbox is unavailable' });
    if (part !== 'html' || !received.ok) return sendJson(response, received.status, await received.json());
    sendMail(response, ((await received.json()) as { html: string }).html);
  };
}

function sendMail(response: ServerResponse, html: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': mailPolicy,
  });
  const base = '<base target="_blank">';
  response.end(/<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => `${head}${base}`) : `${base}${html}`);
}

function isLocal({ socket, headers }: IncomingMessage): boolean {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return isLoopback(address) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}
