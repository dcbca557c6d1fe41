import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendJson } from '#kit/process/http/json.ts';
import { type Listening, listen } from '#kit/process/http/server.ts';
import { unsubscribeRoute } from './unsubscribe.ts';

/** The tokens that identity received. */
let received: string[] = [];
let server: Listening;

beforeAll(async () => {
  const route = unsubscribeRoute(
    (_, response) => sendJson(response, 200, { status: 'page' }),
    async (_, variables) => {
      const token = variables?.token as string;
      if (token === 'down') throw new Error('identity is unavailable');
      received.push(token);
      return { mailUnsubscribe: { list: token === 'valid.token' ? 'STOCK' : null } };
    },
  );
  server = await listen(route, 0, '127.0.0.1');
});
afterAll(() => server.close());

/** What a mail program sends to the address in `List-Unsubscribe`. */
async function send(query: string, method = 'POST'): Promise<[number, unknown]> {
  const response = await fetch(`${server.url}/account/unsubscribe${query}`, {
    method,
    ...(method === 'POST' && { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }),
    redirect: 'error',
  });
  return [response.status, ((await response.json()) as { status: string }).status];
}

describe('The address in List-Unsubscribe', () => {
  it('turns mail off by a POST, without a redirect and as often as it is sent', async () => {
    received = [];

    expect(await send('?token=valid.token')).toEqual([200, 'unsubscribed']);
    expect(await send('?token=valid.token')).toEqual([200, 'unsubscribed']);
    expect(received).toEqual(['valid.token', 'valid.token']);
  });

  it('changes nothing by a GET, as mail scanners send it', async () => {
    received = [];

    expect(await send('?token=valid.token', 'GET')).toEqual([200, 'page']);
    expect(received).toEqual([]);
  });

  it('reports a token that is not ours, and can be sent again while identity is unavailable', async () => {
    expect(await send('?token=x')).toEqual([404, 'not found']);
    expect(await send('')).toEqual([404, 'not found']);
    expect(await send('?token=down')).toEqual([503, 'identity is unavailable']);
  });
});
