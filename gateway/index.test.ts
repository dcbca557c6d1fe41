import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { type Reply, startTestGateway, type TestGateway } from './gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ LIMIT_DEPTH: '4', LIMIT_TOKENS: '300', LIMIT_BODY_BYTES: '5000' });
});
afterAll(() => gateway.close());
afterEach(() => gateway.reset());

const json = { 'content-type': 'application/json' };
/** The cost of a small operation is in every response: see limits/limits.test.ts. */
const cost = expect.any(Object);
const none = { context: { country: null, currency: null, language: 'EN' }, cost };

describe('The gateway', () => {
  it('joins the data of subgraphs', async () => {
    const { status, headers, body } = await gateway.execute('{ search { edges { node { title place } } } }');

    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      data: {
        search: {
          edges: ['p1', 'p2', 'p3'].map((id) => ({ node: { title: `Title of ${id}`, place: `Place of ${id}` } })),
        },
      },
      extensions: none,
    });
  });

  it('follows the GraphQL over HTTP specification', async () => {
    const results = await auditServer({ url: gateway.url });

    expect(results.filter(({ status }) => status === 'error')).toEqual([]);
    // Three audits test a draft: they require 200 for request errors in application/json, which the first release
    // of the specification sends with their own status, as application/graphql-response+json.
    expect(results.filter(({ status }) => status !== 'ok').map(({ id }) => id)).toEqual(['572B', 'FDE2', '7B9B']);
    expect(results).toHaveLength(61);
  });

  it('returns the requested market where no subgraph used another', async () => {
    const headers = { 'x-axiom-country': 'jp', 'x-axiom-currency': 'JPY' };

    const { body } = await gateway.execute('{ __typename }', { headers });

    expect(body).toEqual({
      data: { __typename: 'Query' },
      extensions: { context: { country: 'JP', currency: 'JPY', language: 'EN' }, cost },
    });
  });

  it('rejects a malformed market', async () => {
    const { status, body } = await gateway.execute('{ __typename }', { headers: { 'x-axiom-country': 'Japan' } });

    expect(status).toBe(400);
    expect(body.errors).toEqual([
      {
        message: 'The header x-axiom-country must be two letters such as FR.',
        extensions: { code: 'BAD_USER_INPUT', argument: 'x-axiom-country' },
      },
    ]);
  });

  it('executes queries by GET, and by hash after they were sent once', async () => {
    const query = '{ product(id: "p1") { title } }';
    const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
    const get = async (parameters: Record<string, string>) =>
      (await (
        await fetch(`${gateway.url}?${new URLSearchParams(parameters)}`, { headers: json })
      ).json()) as Reply['body'];

    const unknown = await get({ extensions: JSON.stringify(extensions) });
    const sent = await get({ query, extensions: JSON.stringify(extensions) });
    const known = await get({ extensions: JSON.stringify(extensions) });

    expect(unknown.errors?.[0]?.extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(sent).toEqual({ data: { product: { title: 'Title of p1' } }, extensions: none });
    expect(known).toEqual(sent);
  });
});

describe('An error', () => {
  it('of the gateway is masked, and has the request id for the log', async () => {
    const { headers, body } = await gateway.execute('{ secret }', { headers: { 'x-request-id': 'shop-42' } });

    expect(headers.get('x-request-id')).toBe('shop-42');
    expect(body).toEqual({
      data: { secret: null },
      errors: [
        {
          message: 'Something went wrong on our side.',
          path: ['secret'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'shop-42' },
        },
      ],
      extensions: none,
    });
  });

  it.each<[string, string, object, string]>([
    ['that is not GraphQL', '{', {}, 'GRAPHQL_PARSE_FAILED'],
    ['that does not match the schema', '{ prize }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['with a variable of the wrong type', 'query ($id: ID!) { product(id: $id) { id } }', { id: {} }, 'BAD_USER_INPUT'],
    ['of a kind that the schema does not have', 'subscription { product }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'that names none of its operations',
      'query A { __typename } query B { __typename }',
      {},
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'that is too deep',
      '{ product(id: 1) { collection { lead { collection { title } } } } }',
      {},
      'OPERATION_TOO_COMPLEX',
    ],
    ['that is too long', `{ ${'__typename '.repeat(300)} }`, {}, 'OPERATION_TOO_COMPLEX'],
  ])('reports an operation %s', async (_, query, variables, code) => {
    const { status, body } = await gateway.execute(query, { variables });

    expect(status).toBe(400);
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(body.data).toBeUndefined();
    expect(JSON.stringify(body)).not.toMatch(/stack|serviceName|127\.0\.0\.1/);
  });

  it('of a limit contains the limit and the value found', async () => {
    const deep = await gateway.execute('{ product(id: 1) { collection { lead { collection { title } } } } }');
    const long = await gateway.execute(`{ ${'__typename '.repeat(300)} }`);

    expect(deep.body.errors?.[0]).toMatchObject({
      message: 'The operation may have at most 4 levels of depth; it has 5.',
      extensions: { limit: 'depth', allowed: 4, found: 5 },
    });
    expect(long.body.errors?.[0]).toMatchObject({
      message: 'The operation may have at most 300 tokens.',
      extensions: { limit: 'tokens', allowed: 300 },
    });
  });
});

describe('The GraphQL endpoint', () => {
  it.each<[string, RequestInit, number, string]>([
    ['several operations at once', { body: '[{"query":"{__typename}"}]', headers: json }, 400, 'BAD_REQUEST'],
    ['a body beyond the limit', { body: `{"query":"#${'x'.repeat(6_000)}"}`, headers: json }, 413, 'PAYLOAD_TOO_LARGE'],
    ['a body that is not JSON', { body: '{', headers: json }, 400, 'BAD_REQUEST'],
    [
      'a form of a foreign page',
      { body: '{"query":"{__typename}"}', headers: { 'content-type': 'text/plain' } },
      415,
      'BAD_REQUEST',
    ],
  ])('rejects %s', async (_, init, status, code) => {
    const response = await fetch(gateway.url, { method: 'POST', ...init });

    expect(response.status).toBe(status);
    const { errors } = (await response.json()) as Reply['body'];
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(gateway.subgraphs.commerce.calls).toEqual([]);
  });

  it('rejects mutations by GET', async () => {
    const query = encodeURIComponent('mutation { rename(id: "p1", title: "x") { id } }');

    const response = await fetch(`${gateway.url}?query=${query}`, { headers: json });

    expect(response.status).toBe(405);
    expect(gateway.subgraphs.commerce.calls).toEqual([]);
  });

  it('generates a request id where the client sends none, or an unsafe one', async () => {
    const ids = [
      await gateway.execute('{ __typename }'),
      await gateway.execute('{ __typename }', { headers: { 'x-request-id': 'a b' } }),
      await gateway.execute('{ __typename }', { headers: { 'x-request-id': 'x'.repeat(129) } }),
    ].map(({ headers }) => headers.get('x-request-id'));

    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  });

  it('sends security headers with every response', async () => {
    for (const path of ['/graphql', '/health/live', '/', '/elsewhere']) {
      const { headers } = await fetch(gateway.origin + path);

      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
  });

  it('redirects browsers to the explorer', async () => {
    const response = await fetch(gateway.url, { headers: { accept: 'text/html' }, redirect: 'manual' });

    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  });

  it('does not disclose the schema if introspection is disabled', async () => {
    const discreet = await startTestGateway({ INTROSPECTION: 'false' });

    const asked = await discreet.execute('{ __schema { types { name } } }');
    const guessed = await discreet.execute('{ product(id: "p1") { titel } }');
    await discreet.close();

    expect(asked.body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(guessed.body.errors?.[0]?.message).not.toContain('title');
  });
});
