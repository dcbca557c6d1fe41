import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, type FetchError } from '@medusajs/js-sdk';
import { createMedusaClient } from './medusa.ts';

let server: Server;
let url: string;
let connections: number;
let received: object[];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer(async (request: IncomingMessage, response) => {
    const { method, url: path, headers } = request;
    const body = Buffer.concat(await request.toArray()).toString();
    const { 'x-publishable-api-key': key, 'x-axiom-service': service, authorization, 'cache-control': cache } = headers;
    const query = [...new URL(String(path), url).searchParams];
    const [type, accept] = [headers['content-type'], headers.accept];
    received.push({ method, path: path?.split('?')[0], query, key, service, authorization, cache, type, accept, body });
    answer(response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`;
});

beforeEach(() => {
  connections = 0;
  received = [];
  answer = (response) => response.end('{"answer":1}');
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const original = () =>
  new Client({
    baseUrl: url,
    publishableKey: 'pk_1',
    auth: { type: 'jwt', jwtTokenStorageMethod: 'nostore' },
    globalHeaders: { 'x-axiom-service': 'service' },
  });
const keptAlive = () => createMedusaClient({ url, publishableKey: 'pk_1', serviceToken: 'service' });

const refusalOf = (client: Client): Promise<FetchError> =>
  client.fetch('/store/x').then(
    () => Promise.reject(new Error('The call was not refused.')),
    (error: FetchError) => error,
  );

describe('The client of Medusa', () => {
  it.each<[what: string, path: string, args: Parameters<Client['fetch']>[1]]>([
    ['a query', '/store/products', { query: { limit: 2, fields: 'id,*é', region_id: undefined, order: null } }],
    ['lists and conditions', '/store/products', { query: { id: ['a&b', 'c'], created_at: { $gt: '2026' }, none: [] } }],
    ['nested lists', '/store/products', { query: { variants: { id: ['a', 'b'] }, flag: true } }],
    ['headers', '/store/carts/1', { headers: { authorization: 'Bearer t', 'cache-control': 'no-store' } }],
    ['a body', '/store/carts', { method: 'POST', query: { fields: 'id' }, body: { text: 'é', list: [1] } }],
    ['a deletion', '/store/carts/1/items/2', { method: 'DELETE' }],
    ['another type of answer', '/health', { headers: { accept: 'text/plain' } }],
  ])('sends %s like the original', async (_, path, args) => {
    const wanted = await original().fetch(path, args);
    const got = await keptAlive().fetch(path, args);

    expect(received[1]).toEqual(received[0]);
    expect(got).toEqual(wanted instanceof Response ? await wanted.text() : wanted);
  });

  it.each<[what: string, (response: ServerResponse) => void]>([
    ['with a message', (response) => response.writeHead(422).end('{"message":"no"}')],
    ['without JSON', (response) => response.writeHead(502).end('<html>')],
    ['that redirects', (response) => response.writeHead(304).end()],
  ])('rejects a refusal %s like the original', async (_, refuse) => {
    answer = refuse;
    const wanted = await refusalOf(original());
    const got = await refusalOf(keptAlive());

    expect([got.constructor.name, got.message, got.status, got.statusText]).toEqual([
      wanted.constructor.name,
      wanted.message,
      wanted.status,
      wanted.statusText,
    ]);
    expect(got.status).toBeGreaterThan(299);
  });

  it('rejects an answer that is not JSON', async () => {
    answer = (response) => response.end('OK');

    await expect(keptAlive().fetch('/store/x')).rejects.toThrow(SyntaxError);
  });

  it('keeps its connections', async () => {
    const client = keptAlive();
    for (let call = 0; call < 10; call += 1) await client.fetch('/store/x');

    // The second is opened when a call begins while the first call is being completed.
    expect(connections).toBeLessThanOrEqual(2);
  });
});
