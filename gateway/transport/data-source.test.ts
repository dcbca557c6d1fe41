import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { requestTokenHeader } from '#kit/graph/request-token.ts';
import { forwardedTo, startTestGateway, type TestGateway } from '../gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ GATEWAY_RESPONSE_LIMIT: '10000' });
});
afterAll(() => gateway.close());
afterEach(() => gateway.reset());

const rename = 'mutation { rename(id: "p1", title: "New") { title } }';

describe('A subgraph', () => {
  it('receives the forwarded context, and nothing that the client could forge', async () => {
    await gateway.execute('query Q { product(id: "p1") { title } }', {
      headers: {
        'x-request-id': 'r-7',
        'x-axiom-country': 'jp',
        'x-axiom-viewer': 'curator',
        'x-axiom-budget-ms': '999999',
        cookie: 'session=1',
      },
    });

    const {
      host,
      'content-length': _,
      [requestTokenHeader]: _seal,
      ...headers
    } = gateway.subgraphs.commerce.calls[0]?.headers ?? {};
    expect(headers).toEqual({
      connection: 'keep-alive',
      'content-type': 'application/json',
      accept: 'application/json',
    });
    expect(forwardedTo(gateway.subgraphs.commerce)).toEqual({
      requestId: 'r-7',
      viewer: { kind: 'ANONYMOUS' },
      market: { country: 'JP', language: 'EN' },
      client: { address: '127.0.0.1', userAgent: 'node' },
      budget: 3_600,
    });
  });

  it('reports the market that it used', async () => {
    gateway.subgraphs.commerce.responseContext = { country: 'FR', currency: 'EUR', secret: 'x' };

    const { body } = await gateway.execute('{ product(id: "p1") { title } }', { headers: { 'x-axiom-country': 'ZZ' } });

    expect(body.extensions?.context).toEqual({ country: 'FR', currency: 'EUR', language: 'EN' });
  });

  it('is called over one kept-alive connection', async () => {
    const ports = new Set<unknown>();
    gateway.subgraphs.commerce.fault = (response) => {
      ports.add(response.socket?.remotePort);
      response.end('{"data":{"product":null}}');
    };

    for (let i = 0; i < 5; i += 1) await gateway.execute('{ product(id: "p1") { title } }');

    expect(ports.size).toBe(1);
  });
});

describe('A fetch whose connection fails', () => {
  it('is retried once if it is a query', async () => {
    failOnce((response) => response.destroy());

    const { body } = await gateway.execute('{ product(id: "p1") { title } }');

    expect(body.data).toEqual({ product: { title: 'Title of p1' } });
    expect(gateway.subgraphs.commerce.calls).toHaveLength(2);
  });

  it('is never retried if it is a mutation', async () => {
    failOnce((response) => response.destroy());

    const { body } = await gateway.execute(rename);

    expect(body.errors).toMatchObject([{ path: ['rename'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(gateway.subgraphs.commerce.calls).toHaveLength(1);
  });

  it('is not retried after the response has begun', async () => {
    failOnce((response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{');
      setTimeout(() => response.destroy(), 5);
    });

    const { body } = await gateway.execute('{ product(id: "p1") { title } }');

    expect(body.errors).toMatchObject([{ path: ['product'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(gateway.subgraphs.commerce.calls).toHaveLength(1);
  });
});

describe('A response', () => {
  it('beyond the limit is not read', async () => {
    gateway.subgraphs.commerce.fault = (response) =>
      response.end(`{"data":{"product":{"title":"${'x'.repeat(20_000)}"}}}`);

    for (let i = 0; i < 6; i += 1) {
      const { body } = await gateway.execute('{ product(id: "p1") { title } }');

      expect(body.errors).toMatchObject([
        {
          message: 'The commerce subgraph returned a response above the size limit.',
          path: ['product'],
          extensions: { code: 'RESPONSE_TOO_LARGE', subgraph: 'commerce' },
        },
      ]);
    }

    expect(gateway.subgraphs.commerce.calls).toHaveLength(6);
  });
});

describe('A subgraph that rejects a fetch as too expensive', () => {
  it('has its error passed on, without the paths of the gateway’s own operation', async () => {
    const extensions = { code: 'OPERATION_TOO_EXPENSIVE', cost: 9, ceiling: 5 };
    const error = { message: 'The operation may cost 5 points at most; it costs 9.', extensions };
    gateway.subgraphs.provenance.fault = (response) =>
      response
        .writeHead(400)
        .end(
          JSON.stringify({ errors: [{ ...error, extensions: { ...extensions, costliest: [{ path: '_entities' }] } }] }),
        );

    const { status, body } = await gateway.execute('{ product(id: "p1") { title place } }');

    expect(status).toBe(200);
    expect(body.data).toEqual({ product: { title: 'Title of p1', place: null } });
    expect(body.errors).toEqual([{ ...error, path: ['product', 'place'] }]);
  });
});

describe('A client that disconnects', () => {
  it('has its fetches cancelled', async () => {
    const { reached, leave } = await askAndWait('{ product(id: "p1") { title } }');

    const closed = once(reached, 'close');
    leave();
    await closed;

    expect(reached.writableFinished).toBe(false);
  });

  it('does not cancel its mutation', async () => {
    const { reached, leave } = await askAndWait(rename);

    leave();
    await sleep(50);
    expect(reached.closed).toBe(false);
    reached.end('{"data":{"rename":null}}');
    await once(reached, 'close');

    expect(reached.writableFinished).toBe(true);
  });

  /** Sends an operation to a subgraph that does not respond, and resolves to its pending response. */
  async function askAndWait(query: string) {
    const { promise, resolve } = Promise.withResolvers<ServerResponse>();
    gateway.subgraphs.commerce.fault = resolve;
    const client = new AbortController();
    fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: client.signal,
    }).catch(() => {});
    return { reached: await promise, leave: () => client.abort() };
  }
});

describe('A subgraph that is unreachable', () => {
  it('is not called after three failures, loses its fields at once, and recovers automatically', async () => {
    const { provenance } = gateway.subgraphs;
    await provenance.stop();
    for (let i = 0; i < 3; i += 1) await gateway.execute('{ product(id: "p1") { place } }');
    const heard: string[] = [];
    const listening = createServer((socket) => {
      socket.once('data', (request) => heard.push(String(request)) && socket.destroy());
    });
    await new Promise<void>((resolve) => listening.listen(Number(new URL(provenance.url).port), '127.0.0.1', resolve));
    while (heard.length === 0) await sleep(20);

    const { body } = await gateway.execute('{ product(id: "p1") { title place } }');

    expect(body.data).toEqual({ product: { title: 'Title of p1', place: null } });
    expect(body.errors).toMatchObject([{ path: ['product', 'place'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(heard.filter((request) => request.includes('_entities'))).toEqual([]);
    await new Promise((resolve) => listening.close(resolve));
    await provenance.start();
    await gateway.reset();
    expect((await gateway.execute('{ product(id: "p1") { place } }')).body.data).toEqual({
      product: { place: 'Place of p1' },
    });
  });
});

describe('A client whose operations take too long', () => {
  it('does not block a subgraph for other operations, its own and those of others', async () => {
    const hurried = await startTestGateway({ GATEWAY_FETCH_TIMEOUT_MS: '300' });
    const { commerce } = hurried.subgraphs;
    const harmless = '{ product(id: "p1") { title } }';
    commerce.fault = (response, body) => {
      if (body.includes('"slow"')) return;
      const isProbe = !body.includes('product');
      response.end(JSON.stringify({ data: isProbe ? { __typename: 'Query' } : { product: { title: 'Title of p1' } } }));
    };
    const answers: unknown[] = [];

    for (let i = 0; i < 12; i += 1) {
      const { body } = await hurried.execute('{ product(id: "slow") { title } }');
      expect(body.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_TIMEOUT' } }]);
      answers.push((await hurried.execute(harmless)).body.data);
    }
    await hurried.close();

    expect(answers).toEqual(Array(12).fill({ product: { title: 'Title of p1' } }));
  });
});

describe('A request at its deadline', () => {
  it('loses its pending fetches, and the subgraph’s circuit breaker stays closed', async () => {
    const hasty = await startTestGateway({ GATEWAY_TIMEOUT_MS: '300' });
    const { commerce } = hasty.subgraphs;
    const query = '{ product(id: "p1") { title } }';
    // The first request may need most of its time to be planned.
    await hasty.execute(query);
    commerce.calls.length = 0;
    commerce.fault = () => {};

    const replies = [];
    for (let i = 0; i < 6; i += 1) replies.push(await hasty.execute(query));
    await hasty.close();

    expect(replies.map(({ body }) => body.errors?.[0]?.extensions.code)).toEqual(Array(6).fill('SUBGRAPH_TIMEOUT'));
    expect(commerce.calls).toHaveLength(6);
  });
});

/** Makes commerce fail for the first call only. */
function failOnce(fault: (response: ServerResponse) => void): void {
  gateway.subgraphs.commerce.fault = (response) => {
    gateway.subgraphs.commerce.fault = undefined;
    fault(response);
  };
}
