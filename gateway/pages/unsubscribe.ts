import { sendJson } from '#kit/process/http/json.ts';
import type { Handler } from '#kit/process/http/server.ts';
import type { QueryIdentity } from '../auth/partner-keys.ts';

/**
 * Turns off mail by the POST that mail programs send to the address in `List-Unsubscribe` (RFC 8058): 200 when it is done, also
 * again; 404 for a token that is not ours; 503 while identity is unavailable. Other methods get the page, which turns mail off
 * only after a click, because mail scanners open every link.
 */
export function unsubscribeRoute(page: Handler, queryIdentity: QueryIdentity): Handler {
  return async (request, response) => {
    if (request.method !== 'POST') return page(request, response);
    const token = new URL(request.url ?? '', 'http://gateway').searchParams.get('token') ?? '';
    const done = await queryIdentity(mutation, { token }).catch(() => undefined);
    if (!done) return sendJson(response, 503, { status: 'identity is unavailable' });
    const { list } = done.mailUnsubscribe as { list: string | null };
    sendJson(response, list === null ? 404 : 200, { status: list === null ? 'not found' : 'unsubscribed' });
  };
}

const mutation = 'mutation ($token: String!) { mailUnsubscribe(token: $token) { list } }';
