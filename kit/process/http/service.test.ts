import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Log } from '../log.ts';
import { readJson, sendJson } from './json.ts';
import type { Listening } from './server.ts';
import { type ServiceOptions, startService } from './service.ts';

let service: Listening;
afterEach(() => service.close(0));

async function start(options: Partial<ServiceOptions> = {}): Promise<{ logged: unknown[] }> {
  const logged: unknown[] = [];
  const log = { info: () => {}, error: (entry: unknown) => logged.push(entry) } as unknown as Log;
  service = await startService({ port: 0, host: '127.0.0.1', log, ...options });
  return { logged };
}

async function send(path: string, init?: RequestInit): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(service.url + path, init);
  const body = await response.text();
  return { status: response.status, body: body && JSON.parse(body), headers: response.headers };
}

describe('The health of a service', () => {
  it('is live and ready by default', async () => {
    await start();

    expect(await send('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
    expect(await send('/health/ready?by=probe')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  it('is live but not ready while its check rejects, and reports the reason', async () => {
    await start({ ready: () => Promise.reject(new Error('Medusa cannot be reached.')) });

    expect((await send('/health/live')).status).toBe(200);
    expect(await send('/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'unready', reason: 'Medusa cannot be reached.' },
    });
  });
});

describe('A route', () => {
  it('handles its method and path; GET includes HEAD', async () => {
    await start({ routes: { 'GET /orders': (request, response) => sendJson(response, 200, request.method) } });

    expect((await send('/orders?page=2')).body).toBe('GET');
    expect(await send('/orders', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('refuses other methods with 405 and the methods that are allowed', async () => {
    const handler = () => {};
    await start({ routes: { 'GET /orders': handler, 'POST /orders': handler } });

    const { status, body, headers } = await send('/orders', { method: 'DELETE' });

    expect([status, body]).toEqual([405, { status: 'method not allowed' }]);
    expect(headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it.each(['/', '/orders/', '/constructor'])('does not exist at %s: 404', async (path) => {
    await start({ routes: { '/orders': () => {} } });

    expect(await send(path)).toMatchObject({ status: 404, body: { status: 'not found' } });
  });

  it('handles only its own requests; `unmatched` handles all others, with any method', async () => {
    await start({
      routes: { 'GET /orders': () => {} },
      unmatched: (_, response) => sendJson(response, 404, 'own'),
    });

    expect((await send('/orders', { method: 'POST' })).body).toBe('own');
    expect((await send('/other')).body).toBe('own');
  });
});

describe('A JSON body', () => {
  const post = (body: string | Uint8Array<ArrayBuffer>) => send('/', { method: 'POST', body });
  const routes: ServiceOptions['routes'] = {
    'POST /': async (request, response) => sendJson(response, 200, await readJson(request, 10)),
  };

  it('is read up to the limit', async () => {
    await start({ routes });

    expect(await post('"12345678"')).toMatchObject({ status: 200, body: '12345678' });
  });

  it('is refused with 413 above the limit, and the connection closes', async () => {
    await start({ routes });

    const { status, body, headers } = await post('"123456789"');

    expect([status, headers.get('connection')]).toEqual([413, 'close']);
    expect(body).toEqual({ status: 'payload too large', reason: 'The request body must not exceed 10 bytes.' });
  });

  it('is refused with 413 above the limit when its length is not announced', async () => {
    const { logged } = await start({ routes });
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nb\r\n"123456789"\r\n');

    expect(await text(socket)).toMatch(/^HTTP\/1.1 413 /);
    expect(logged).toEqual([]);
  });

  it.each([['{'], [''], [new Uint8Array([0x22, 0xff, 0x22])]])(
    'is refused with 400 when it is not JSON: %p',
    async (body) => {
      await start({ routes });

      expect(await post(body)).toMatchObject({
        status: 400,
        body: { status: 'bad request', reason: 'The request body is not JSON in UTF-8.' },
      });
    },
  );
});

describe('An unexpected error', () => {
  it('is logged and becomes a 500 without details', async () => {
    const error = new Error('password=hunter2');
    const { logged } = await start({ routes: { '/': () => Promise.reject(error) } });

    expect(await send('/')).toMatchObject({ status: 500, body: '' });
    expect(logged).toEqual([{ event: 'request_failed', err: error }]);
  });

  it('is not logged when the client has disconnected', async () => {
    const ended = Promise.withResolvers<void>();
    const { logged } = await start({
      routes: {
        'POST /': async (request) => {
          setImmediate(() => socket.destroy());
          await readJson(request, 100).finally(() => setImmediate(ended.resolve));
        },
      },
    });
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 50\r\n\r\n{');
    await ended.promise;

    expect(logged).toEqual([]);
  });
});

describe('A shutdown', () => {
  it('completes the running request, then closes its connection without further delay', async () => {
    const running = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    await start({
      routes: {
        '/': async (_, response) => {
          running.resolve();
          await finish.promise;
          sendJson(response, 200, 'done');
        },
      },
    });
    const response = send('/');
    await running.promise;
    const closed = service.close(0);
    // The grace ends before the response does.
    setTimeout(finish.resolve, 20);

    expect((await response).body).toBe('done');
    await closed;
    // Connections that are still open are closed only after ten seconds.
  }, 5_000);

  it('responds to requests whose connections it has not accepted yet', async () => {
    await start({ routes: { '/': (_, response) => sendJson(response, 200, 'late') } });
    const [shared, clients] = [new Int32Array(new SharedArrayBuffer(4)), 20];
    const worker = new Worker(
      `const { connect } = require('node:net');
       const { parentPort, workerData: { port, shared, clients } } = require('node:worker_threads');
       const answers = Array.from({ length: clients }, () => new Promise((resolve) => {
         let answer = '';
         const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\\r\\nhost: a\\r\\n\\r\\n', () => {
           if (Atomics.add(shared, 0, 1) + 1 === clients) Atomics.notify(shared, 0);
         }));
         socket.on('data', (data) => { answer += data; });
         socket.on('error', ({ code }) => resolve(code));
         socket.on('end', () => resolve(answer.split('\\r\\n')[0]));
       }));
       Promise.all(answers).then((all) => parentPort.postMessage(all));`,
      { eval: true, workerData: { port: Number(new URL(service.url).port), shared, clients } },
    );
    const answers = once(worker, 'message');
    // The event loop accepts nothing while this waits, as when it is busy.
    for (let sent = 0; sent < clients; sent = Atomics.load(shared, 0)) Atomics.wait(shared, 0, sent, 10_000);
    const closed = service.close(0);

    expect(await answers).toEqual([Array.from({ length: clients }, () => 'HTTP/1.1 200 OK')]);
    await closed;
  });
});
