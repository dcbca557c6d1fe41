import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '#tests/support/until.ts';
import { type Reply, startTestGateway, type TestGateway } from '../gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ GATEWAY_POLL_MS: '20' });
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

async function send(
  method: 'GET' | 'HEAD' | 'POST',
  parameters: Record<string, unknown>,
  headers: Record<string, string> = {},
) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const isPost = method === 'POST';
  const response = await fetch(isPost ? gateway.url : `${gateway.url}?${search}`, {
    method,
    headers: { ...(isPost && { 'content-type': 'application/json' }), 'x-request-id': 'r-1', ...headers },
    ...(isPost && { body: JSON.stringify(parameters) }),
  });
  const text = await response.text();
  const { date: _, ...rest } = Object.fromEntries(response.headers);
  const { errors, data } = (text ? JSON.parse(text) : {}) as Reply['body'];
  return { status: response.status, headers: rest, errors, data };
}

/** Cost and length differ between a new document and a known one. */
const withoutLength = ({ headers, ...rest }: Awaited<ReturnType<typeof send>>) => ({
  ...rest,
  headers: { ...headers, 'content-length': '' },
});

describe('An operation of a known document', () => {
  it.each<[string, Record<string, unknown>, Record<string, string>]>([
    ['without errors', { query: '{ product(id: "p1") { title } }' }, {}],
    ['with variables', { query: 'query ($id: ID!) { product(id: $id) { id } }', variables: { id: 'p2' } }, {}],
    ['with an error in a field', { query: '{ __typename secret }' }, {}],
    [
      'with an error, for clients of the new type',
      { query: '{ a: secret }' },
      { accept: 'application/graphql-response+json' },
    ],
    ['with a variable that is missing', { query: 'query ($id: ID!) { product(id: $id) { title } }' }, {}],
    ['with a name', { query: 'query A { __typename } query B { products { id } }', operationName: 'B' }, {}],
    ['of a name that does not exist', { query: 'query A { __typename }', operationName: 'C' }, {}],
    ['that must be named', { query: 'query A { __typename } query D { products { id } }' }, {}],
    ['that is invalid', { query: '{ unknown }' }, {}],
    ['with introspection', { query: '{ __type(name: "Product") { name } }' }, {}],
  ])('has the response of a new one: %s', async (_, parameters, headers) => {
    const first = await send('POST', parameters, headers);
    const second = await send('POST', parameters, headers);
    const third = await send('GET', parameters, headers);

    expect(withoutLength(second)).toEqual(withoutLength(first));
    expect(withoutLength(third)).toEqual(withoutLength(first));
  });

  it('is executed once, also where it has errors', async () => {
    const query = 'mutation { rename(id: "p1", title: "x") { id collection { title } } }';
    gateway.subgraphs.commerce.fault = (response, body) =>
      response.end(
        JSON.stringify({ data: { rename: null }, errors: [{ message: 'No.', path: ['rename'] }], of: body.length }),
      );
    await send('POST', { query });
    gateway.subgraphs.commerce.calls.length = 0;

    const { errors } = await send('POST', { query });

    expect(errors).toHaveLength(1);
    expect(gateway.subgraphs.commerce.calls).toHaveLength(1);
  });

  it('cannot be a mutation by GET, even where another operation of the document was', async () => {
    const query = 'query Read { __typename } mutation Write { rename(id: "p1", title: "x") { id } }';
    for (let time = 0; time < 2; time += 1) {
      expect((await send('GET', { query, operationName: 'Read' })).status).toBe(200);
    }
    expect((await send('POST', { query, operationName: 'Write' })).status).toBe(200);
    gateway.subgraphs.commerce.calls.length = 0;

    const { status, headers } = await send('GET', { query, operationName: 'Write' });

    expect([status, headers.allow]).toEqual([405, 'POST']);
    expect(gateway.subgraphs.commerce.calls).toEqual([]);
  });

  it('is found by its hash as well, and stored when it is sent with its hash', async () => {
    const query = '{ products { id title } }';
    const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
    expect((await send('POST', { extensions })).errors).toHaveLength(1);
    await send('POST', { query });
    const whole = await send('POST', { query, extensions });

    expect(await send('POST', { extensions })).toEqual(whole);
    expect(whole.data).toHaveProperty('products.0.title');
  });

  it('is known when it was sent by HEAD as well', async () => {
    // A new document of this length costs a hundred points.
    const query = '{ __typename }'.padEnd(6_400);
    const lengths = [];
    for (const method of ['HEAD', 'HEAD', 'GET'] as const) {
      lengths.push(Number((await send(method, { query })).headers['content-length']));
    }

    const [first, second, third] = lengths as [number, number, number];
    expect(second).toBeLessThan(first);
    expect(third).toBe(second);
  });

  it('is validated again after a change of the supergraph', async () => {
    const query = '{ product(id: "p1") { place } }';
    for (let time = 0; time < 2; time += 1) expect((await send('POST', { query })).status).toBe(200);
    const sdl = await readFile(gateway.supergraphFile, 'utf8');
    await writeFile(gateway.supergraphFile, sdl.replace(/ +place: String.*\n/, ''));

    await until(async () => (await send('POST', { query })).status !== 200);

    expect((await send('POST', { query })).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
