import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'undici';
import { type EndOfExchange, Exchange } from './exchange.ts';
import { watchExchanges } from './running-exchanges.ts';

let server: Server;
let pool: Pool;
let respond: (response: ServerResponse) => void;
let received: string[];

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    received.push(request.url ?? '');
    respond(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { connections: 1 });
});

afterEach(async () => {
  await pool.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const forever: EndOfExchange = { expiresAt: Number.POSITIVE_INFINITY };
const begin = (path: string, end = forever) => new Exchange(pool, { path, method: 'POST', body: '{}' }, end);

describe('An exchange', () => {
  it('resolves to the body, also where a character is split between chunks', async () => {
    const bytes = Buffer.from('{"title":"Écrin 🜂"}');
    respond = (response) => {
      response.write(bytes.subarray(0, 11));
      setImmediate(() => response.end(bytes.subarray(11)));
    };

    expect(await begin('/').body).toBe('{"title":"Écrin 🜂"}');
  });

  it('has the headers of the final response, and an empty body where there is none', async () => {
    respond = (response) => {
      response.writeEarlyHints({ link: '</x>; rel=preload' });
      response.setHeader('x-final', 'yes').end();
    };
    const exchange = begin('/');

    expect(await exchange.body).toBe('');
    expect(exchange.headers).toMatchObject({ 'x-final': 'yes' });
  });

  it('that waits for a connection ends at once, and is not sent', async () => {
    const { promise, resolve } = Promise.withResolvers<ServerResponse>();
    respond = resolve;
    const first = begin('/first');
    const pending = await promise;
    const second = begin('/second');

    second.abort(new Error('The client has left.'));

    await expect(second.body).rejects.toThrow('The client has left.');
    pending.end('done');
    expect(await first.body).toBe('done');
    respond = (response) => response.end('next');
    expect(await begin('/third').body).toBe('next');
    expect(received).toEqual(['/first', '/third']);
  });
});

describe('A watched exchange', () => {
  it('ends when it is out of time, or when its client has disconnected', async () => {
    respond = () => {};
    const running = watchExchanges();
    const client = new AbortController();
    const [late, abandoned] = [
      begin('/late', { expiresAt: performance.now() + 1 }),
      begin('/abandoned', { ...forever, client: client.signal }),
    ];
    for (const exchange of [late, abandoned]) running.add(exchange);
    client.abort(new Error('disconnected'));

    const results = await Promise.allSettled([late.body, abandoned.body]);

    expect(results).toMatchObject([
      { status: 'rejected', reason: { name: 'TimeoutError' } },
      { status: 'rejected', reason: { message: 'disconnected' } },
    ]);
  });
});
