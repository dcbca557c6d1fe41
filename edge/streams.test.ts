import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contextIn, startTestEdge, type TestEdge } from './edge.fixture.ts';
import { type Origin, startOrigin } from './origin.fixture.ts';

let origin: Origin;
let edge: TestEdge;
beforeAll(async () => {
  origin = await startOrigin();
  edge = await startTestEdge(origin.url);
});
beforeEach(() => {
  origin.requests.length = 0;
  origin.answer = undefined;
  origin.page = { body: '{"data":{}}', headers: { 'cache-control': 'no-store' } };
});
afterAll(async () => {
  await edge.close();
  await origin.stop();
});

/** The chunks of a stream, one at a time. */
const chunksOf = (stream: AsyncIterable<Uint8Array>) => {
  const chunks = stream[Symbol.asyncIterator]();
  return async () => Buffer.from((await chunks.next()).value ?? '').toString();
};

describe('A request that is not cached', () => {
  it('reaches the gateway as it is, with the context of the visitor', async () => {
    const response = await edge.send('/graphql?a=1', {
      method: 'POST',
      cf: { country: 'JP' },
      headers: { 'content-type': 'application/json', cookie: 'axiom_session=s; axiom_market=FR; other=1' },
      body: '{"query":"{product}"}',
    });

    expect([response.status, await response.text()]).toEqual([200, '{"data":{}}']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const [received] = origin.requests;
    expect([received?.method, received?.url, received?.body.toString()]).toEqual([
      'POST',
      '/graphql?a=1',
      '{"query":"{product}"}',
    ]);
    expect(received?.headers.cookie).toBe('axiom_session=s; other=1');
    expect(received?.headers['content-length']).toBe('21');
    expect(contextIn(received?.headers['x-axiom-context'])).toMatchObject({ country: 'FR', currency: 'EUR' });
  });

  it('is answered in chunks as they arrive', async () => {
    let write = (_chunk: string, _isLast?: boolean) => {};
    origin.answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      write = (chunk, isLast) => void (isLast ? response.end(chunk) : response.write(chunk));
      write('event: next\n\n');
    };
    const response = await edge.send('/graphql?stream', {
      method: 'POST',
      headers: { accept: 'text/event-stream' },
      body: '{}',
    });
    const next = chunksOf(response.body as unknown as AsyncIterable<Uint8Array>);

    // The gateway has not sent the second chunk when the first one arrives here.
    expect(await next()).toBe('event: next\n\n');
    write('event: complete\n\n', true);
    expect(await next()).toBe('event: complete\n\n');
  });

  it('is a GET of a stream, too, which is never cut off by the timeout of an answer', async () => {
    origin.answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('event: complete\n\n');
    };
    const headers = { accept: 'text/event-stream' };
    const texts = [
      await (await edge.send('/graphql?events', { headers })).text(),
      await (await edge.send('/graphql?events', { headers })).text(),
    ];

    expect(texts).toEqual(['event: complete\n\n', 'event: complete\n\n']);
    expect(origin.requests).toHaveLength(2);
  });

  it('is sent in chunks as they arrive', async () => {
    const arrived: string[] = [];
    let arrive = () => {};
    const firstChunk = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    origin.answer = (request, response) => {
      request.on('data', (chunk: Buffer) => {
        arrived.push(chunk.toString());
        arrive();
      });
      request.on('end', () => response.end('{}'));
    };
    const { upload, response } = slowUpload('/graphql?upload');
    upload.write('one');
    await firstChunk;
    expect(arrived).toEqual(['one']);
    upload.end('two');

    expect((await response).statusCode).toBe(200);
    expect(arrived).toEqual(['one', 'two']);
  });

  it('keeps the boundary of multipart', async () => {
    const form = new FormData();
    form.set('file', new Blob(['GLB']), 'model.glb');
    await edge.send('/upload', { method: 'POST', body: form });

    const [received] = origin.requests;
    const [, boundary = '?'] = /boundary=(.+)$/.exec(received?.headers['content-type'] ?? '') ?? [];
    expect(received?.body.toString()).toContain(`--${boundary}`);
    expect(received?.body.toString()).toContain('GLB');
  });

  it.each(['HEAD', 'OPTIONS', 'PUT', 'DELETE'])('may be a %s', async (method) => {
    origin.answer = (_, response) => response.writeHead(204, { allow: 'GET', vary: 'origin' }).end();
    const response = await edge.send('/graphql?method', { method });

    expect(origin.requests.map((received) => received.method)).toEqual([method]);
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'GET']);
  });

  it('may be redirected by the gateway, which the client follows', async () => {
    origin.answer = (_, response) => response.writeHead(303, { location: '/' }).end();
    const response = await edge.send('/graphql?page');

    expect([response.status, response.headers.get('location'), origin.requests.length]).toEqual([303, '/', 1]);
  });

  it('cannot name another host by its path', async () => {
    await edge.send('//other.example/graphql?x');

    expect(origin.requests.map(({ url }) => url)).toEqual(['//other.example/graphql?x']);
  });
});

describe('A body above the limit', () => {
  const tooLarge = {
    errors: [{ message: 'The request body must not exceed 100000 bytes.', extensions: { code: 'PAYLOAD_TOO_LARGE' } }],
  };

  it('is refused by its declared size, and the gateway is not asked', async () => {
    const response = await edge.send('/graphql', { method: 'POST', body: 'x'.repeat(100_001) });

    expect([response.status, await response.json()]).toEqual([413, tooLarge]);
    expect(origin.requests).toEqual([]);
  });

  it('of undeclared size is cut off while it streams through', async () => {
    let received = 0;
    let cutOff = () => {};
    const isCutOff = new Promise<void>((resolve) => {
      cutOff = resolve;
    });
    origin.answer = (request) => {
      request.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      request.on('aborted', cutOff);
    };
    const { upload, response } = slowUpload('/graphql?large');
    for (let sent = 0; sent < 10; sent += 1) upload.write('x'.repeat(20_000));
    const { statusCode, body } = await response;
    upload.destroy();
    await isCutOff;

    expect([statusCode, JSON.parse(body)]).toEqual([413, tooLarge]);
    expect(received).toBeLessThanOrEqual(100_000);
  });

  it('of exactly the limit passes', async () => {
    const response = await edge.send('/graphql', { method: 'POST', body: 'x'.repeat(100_000) });

    expect(response.status).toBe(200);
    expect(origin.requests[0]?.body).toHaveLength(100_000);
  });
});

describe('A bot', () => {
  const refused = { errors: [{ message: expect.any(String), extensions: { code: 'FORBIDDEN' } }] };
  const send = (botManagement: object, path = '/graphql', headers = {}) =>
    edge.send(path, { method: 'POST', body: '{}', cf: { botManagement }, headers });

  it('that Cloudflare is sure of is refused', async () => {
    const response = await send({ score: 1, verifiedBot: false });

    expect([response.status, await response.json()]).toEqual([403, refused]);
    expect(origin.requests).toEqual([]);
  });

  it.each([
    ['is verified', { score: 1, verifiedBot: true }, '/graphql', {}],
    ['has credentials', { score: 1 }, '/graphql', { authorization: 'Bearer axp_1' }],
    ['may be a person', { score: 2 }, '/graphql', {}],
    ['checks the health', { score: 1 }, '/health/live', {}],
  ])('passes when it %s', async (_, bot, path, headers) => {
    expect((await send(bot, path, headers)).status).toBe(200);
    expect(origin.requests).toHaveLength(1);
  });
});

/** A POST whose body a test writes in parts, and the response to it. */
function slowUpload(path: string) {
  const upload = httpRequest(edge.url + path, { method: 'POST' });
  // The edge closes the connection of a body that it does not read to its end.
  upload.on('error', () => {});
  const response = new Promise<{ statusCode?: number; body: string }>((resolve) => {
    upload.on('response', async (message: IncomingMessage) => {
      const { statusCode } = message;
      resolve({ ...(statusCode !== undefined && { statusCode }), body: await text(message).catch(() => '') });
    });
  });
  return { upload, response };
}
