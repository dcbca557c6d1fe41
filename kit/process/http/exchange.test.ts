import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Agent } from 'undici';
import { exchange } from './exchange.ts';

let server: Server;
let origin: string;
let agent: Agent;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let connections: number;

beforeEach(async () => {
  connections = 0;
  server = createServer((request, response) => answer(request, response));
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  agent = new Agent({ connections: 1 });
});

afterEach(async () => {
  await agent.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const get = (signal?: AbortSignal) => exchange(agent, { origin, path: '/a?b=c', method: 'GET', headers: {}, signal });

describe('An exchange', () => {
  it('sends method, path, headers and body, and returns the whole response with any status', async () => {
    answer = async (request, response) => {
      const text = Buffer.concat(await request.toArray()).toString();
      const { 'x-key': key, 'content-length': length } = request.headers;
      response.writeHead(404, { 'x-answer': 'yes' });
      response.write(`${request.method} ${request.url} `);
      response.end(`${key} ${length} ${text}`);
    };
    const request = { origin, path: '/a?b=c', method: 'POST', headers: { 'x-key': 'k' }, body: 'é' } as const;
    const { status, statusText, headers, body } = await exchange(agent, request);

    expect([status, statusText, headers['x-answer'], body.toString()]).toEqual([
      404,
      'Not Found',
      'yes',
      'POST /a?b=c k 2 é',
    ]);
  });

  it('keeps the connection for the next one', async () => {
    answer = (_, response) => response.end('ok');
    for (const _ of [1, 2, 3]) await get();

    expect(connections).toBe(1);
  });

  it('decompresses the body', async () => {
    answer = (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('text'));

    expect((await get()).body.toString()).toBe('text');
  });

  it('has an empty body where the response has none', async () => {
    answer = (_, response) => response.writeHead(204).end();

    expect((await get()).body.toString()).toBe('');
  });

  it('does not follow a redirect', async () => {
    answer = (_, response) => response.writeHead(302, { location: '/b' }).end();

    expect(await get()).toMatchObject({ status: 302, headers: { location: '/b' } });
  });

  it('rejects with the reason of a signal that has aborted, without a request', async () => {
    await expect(get(AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
    expect(connections).toBe(0);
  });

  it('ends at the server when the signal aborts, also in the middle of a response', async () => {
    const stop = new AbortController();
    const closed = new Promise<void>((resolve) => {
      answer = (_, response) => {
        response.once('close', resolve);
        response.write('half');
        stop.abort(new Error('left'));
      };
    });

    await expect(get(stop.signal)).rejects.toThrow('left');
    await closed;
  });

  it('that waits for a connection is not sent after its signal has aborted', async () => {
    const paths: string[] = [];
    let release = () => {};
    answer = (request, response) => {
      paths.push(String(request.url));
      release = () => response.end();
    };
    const first = get();
    const stop = new AbortController();
    const waiting = exchange(agent, { origin, path: '/late', method: 'GET', headers: {}, signal: stop.signal });
    await new Promise((resolve) => server.once('request', resolve));
    stop.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    release();
    await first;
    answer = (request, response) => {
      paths.push(String(request.url));
      response.end();
    };
    await get();

    expect(paths).toEqual(['/a?b=c', '/a?b=c']);
  });

  it('rejects with a code when the connection breaks', async () => {
    answer = (_, response) => response.socket?.destroy();
    await expect(get()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });

    answer = (_, response) => {
      response.write('half', () => response.socket?.destroy());
    };
    await expect(get()).rejects.toMatchObject({ code: expect.stringMatching(/UND_ERR_SOCKET|ECONNRESET/) });
  });
});
