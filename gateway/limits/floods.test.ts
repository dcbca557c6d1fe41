import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';

let gateway: TestGateway;
let url: URL;
beforeAll(async () => {
  gateway = await startTestGateway({
    TRUSTED_PROXIES: '1',
    LIMIT_OPEN_REQUESTS: '4',
    LIMIT_REFUSALS_BURST: '2',
    LIMIT_REFUSALS_PER_SECOND: '1',
  });
  url = new URL(gateway.url);
});
afterAll(() => gateway.close());

/** A request, and whether it is the last of its connection. */
function post(query: string, address: string, connection: 'keep-alive' | 'close'): string {
  const body = JSON.stringify({ query });
  return [
    ...['POST /graphql HTTP/1.1', `host: ${url.host}`, 'content-type: application/json'],
    ...[`connection: ${connection}`, `x-forwarded-for: ${address}`, `content-length: ${body.length}`, '', body],
  ].join('\r\n');
}

async function open(): Promise<Socket> {
  const socket = connect(Number(url.port), url.hostname);
  await once(socket, 'connect');
  return socket;
}

/** The status of each response on a connection until the server closed it. */
const statuses = async (socket: Socket) =>
  [...(await text(socket)).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

describe('A network with many concurrent requests', () => {
  it('gets requests beyond the limit rejected before they are read, over one connection or many', async () => {
    const waiting = Promise.withResolvers<void>();
    let received = 0;
    const arrived = Promise.withResolvers<void>();
    gateway.subgraphs.commerce.fault = async (response) => {
      received += 1;
      if (received === 1) arrived.resolve();
      await waiting.promise;
      response.destroy();
    };
    const many = await open();
    const product = '{ product(id: "p1") { title } }';
    many.write(post(product, '192.0.2.1', 'keep-alive').repeat(3) + post(product, '192.0.2.1', 'close'));
    await arrived.promise;

    const further = await open();
    further.write(post('{ __typename }', '192.0.2.1', 'close'));
    const other = await open();
    other.write(post('{ __typename }', '192.0.2.2', 'close'));

    expect(await statuses(further)).toEqual([429]);
    expect(await statuses(other)).toEqual([200]);
    waiting.resolve();
    expect(await statuses(many)).toEqual([200, 200, 200, 200]);
    gateway.subgraphs.commerce.fault = undefined;
    const again = await open();
    again.write(post('{ __typename }', '192.0.2.1', 'close'));
    expect(await statuses(again)).toEqual([200]);
  });
});

describe('A network with many rejections', () => {
  const ask = (query: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.9' },
      body: JSON.stringify({ query }),
    });

  it('gets its rejections delayed, and other responses at once', async () => {
    await ask('{');
    await ask('{');
    const order: number[] = [];
    const note = ({ status }: Response) => void order.push(status);

    const refused = ask('{').then(note);
    await ask('{ __typename }').then(note);
    await refused;

    expect(order).toEqual([200, 400]);
  });
});
