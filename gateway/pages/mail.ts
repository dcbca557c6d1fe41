import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '#kit/process/http/json.ts';
import { isLoopback } from '#kit/process/http/origins.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { builtPage } from './serve.ts';

/** The mailbox of this machine, as the launcher names it. */
interface MailboxSettings {
  url: string;
  token: string;
}

/** An HTML mail runs nothing and loads nothing, wherever it is opened; its links open in a new tab. */
const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/**
 * Serves the mailbox of this machine: the page at `/mail`, the mails at `/mail/messages[/<id>[/html]]`, which can be read and
 * deleted. Mails open accounts, so that it answers this machine alone, and nothing that came through a proxy.
 */
export function mailPages(folder: string, { url, token }: MailboxSettings): Handler {
  const page = builtPage(folder, 'mail.html', ["frame-src 'self'"]);
  const ask = (method: string, path: string) =>
    fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(5_000),
    });

  return async (request, response) => {
    if (!isOfThisMachine(request)) return sendJson(response, 403, { status: 'for this machine alone' });
    const { pathname } = new URL(request.url ?? '/', 'http://gateway');
    if (pathname === '/mail') return page(request, response);
    const named = /^\/mail\/messages(?:\/([0-9a-f]{1,64})(?:\/(html))?)?$/.exec(pathname);
    if (!named) return sendJson(response, 404, { status: 'not found' });
    const [, id, part] = named;
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    // Pages of other origins cannot send DELETE: browsers ask first, and are answered 405.
    if (method !== 'GET' && (method !== 'DELETE' || part)) {
      response.setHeader('allow', part ? 'GET, HEAD' : 'GET, HEAD, DELETE');
      return sendJson(response, 405, { status: 'method not allowed' });
    }
    const answer = await ask(method, id ? `/messages/${id}` : '/messages').catch(() => undefined);
    if (!answer) return sendJson(response, 503, { status: 'the mailbox is away' });
    if (part !== 'html' || !answer.ok) return sendJson(response, answer.status, await answer.json());
    sendMail(response, ((await answer.json()) as { html: string }).html);
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

function isOfThisMachine({ socket, headers }: IncomingMessage): boolean {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return isLoopback(address) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}
