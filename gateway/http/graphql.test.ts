import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Reply, startTestGateway, type TestGateway } from '../gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
afterEach(() => gateway.reset());

const graphqlJson = 'application/graphql-response+json; charset=utf-8';
const plainJson = 'application/json; charset=utf-8';
const json = { 'content-type': 'application/json' };
const title = '{ product(id: "p1") { title } }';

/** A summary of the response. */
async function send(init: RequestInit & { search?: Record<string, string>; path?: string } = {}) {
  const search = init.search ? `?${new URLSearchParams(init.search)}` : '';
  const response = await fetch(`${gateway.origin}${init.path ?? '/graphql'}${search}`, init);
  const raw = await response.text();
  const body = (raw ? JSON.parse(raw) : {}) as Reply['body'];
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    headers: response.headers,
    data: body.data,
    errors: body.errors,
    codes: body.errors?.map(({ extensions }) => extensions.code),
  };
}

const post = (body: unknown, headers: Record<string, string> = {}) =>
  send({ method: 'POST', body: JSON.stringify(body), headers: { ...json, ...headers } });

describe('A GET', () => {
  it('without cookie and authorization is executed', async () => {
    const { status, data } = await send({ search: { query: title }, headers: { accept: 'application/json' } });

    expect({ status, data }).toEqual({ status: 200, data: { product: { title: 'Title of p1' } } });
  });

  it('with a bearer token is not rejected as forged, since no browser adds one by itself', async () => {
    const response = await send({ search: { query: title }, headers: { authorization: 'Bearer unknown' } });

    expect(response).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
  });

  it.each([
    ['a cookie', { cookie: 'a=b' }],
    ['a cookie and a token', { cookie: 'a=b', authorization: 'Bearer unknown' }],
    ['authorization', { authorization: 'Basic YTpi' }],
    ['a cookie and a type that forms have', { cookie: 'a=b', 'content-type': 'text/plain; charset=utf-8' }],
  ])('with %s is rejected, since another site may have forged it', async (_, headers) => {
    const response = await send({ search: { query: title }, headers });

    expect(response).toMatchObject({ status: 400, type: graphqlJson, codes: ['BAD_REQUEST'] });
    expect(response.errors?.[0]?.message).toContain('apollo-require-preflight');
    expect(gateway.subgraphs.commerce.calls).toEqual([]);
  });

  it.each([{ 'apollo-require-preflight': 'true' }, { 'x-apollo-operation-name': 'Page' }, json])(
    'with a cookie is executed if it requires a preflight: %j',
    async (header) => {
      const { status } = await send({ search: { query: title }, headers: { cookie: 'a=b', ...header } });

      expect(status).toBe(200);
    },
  );

  it('treats empty parameters as absent', async () => {
    const { status, data } = await send({ search: { query: title, operationName: '', variables: '', extensions: '' } });

    expect([status, data]).toEqual([200, { product: { title: 'Title of p1' } }]);
  });

  it('cannot run a mutation', async () => {
    const { status, headers, codes } = await send({
      search: { query: 'mutation { rename(id: "p1", title: "x") { id } }' },
    });

    expect([status, headers.get('allow'), codes]).toEqual([405, 'POST', ['BAD_REQUEST']]);
    expect(gateway.subgraphs.commerce.calls).toEqual([]);
  });

  it('by HEAD returns only headers', async () => {
    const { status, type, data } = await send({ method: 'HEAD', search: { query: title } });

    expect([status, type, data]).toEqual([200, plainJson, undefined]);
  });
});

describe('A POST', () => {
  it('may have a trailing slash in its path', async () => {
    const init = { method: 'POST', body: JSON.stringify({ query: title }), headers: json };

    expect((await send({ ...init, path: '/graphql/' })).data).toEqual({ product: { title: 'Title of p1' } });
  });

  it('must not be compressed', async () => {
    const body = gzipSync(JSON.stringify({ query: title }));

    const response = await send({ method: 'POST', body, headers: { ...json, 'content-encoding': 'gzip' } });

    expect(response).toMatchObject({ status: 415, type: graphqlJson, codes: ['BAD_REQUEST'] });
    expect(response.headers.get('accept-encoding')).toBe('identity');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/graphql',
    'application/json; charset=utf-16',
    'application/json; profile=x; charset=utf-16',
    'text/plain; application/json',
    'x',
  ])('must not be of type %s', async (type) => {
    const response = await send({
      method: 'POST',
      body: '{"query":"{__typename}"}',
      headers: { 'content-type': type },
    });

    expect(response).toMatchObject({ status: 415, type: graphqlJson, codes: ['BAD_REQUEST'] });
  });

  it.each([
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    'application/json;',
    'application/json; profile=x; charset=utf8',
  ])('may be of type %s', async (type) => {
    const { status } = await send({
      method: 'POST',
      body: '{"query":"{__typename}"}',
      headers: { 'content-type': type },
    });

    expect(status).toBe(200);
  });

  it('must be in UTF-8', async () => {
    const body = Buffer.from('{"query":"{__typename}","operationName":"\xff"}', 'latin1');

    expect(await send({ method: 'POST', body, headers: json })).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
  });
});

describe('Any other method', () => {
  it.each(['PUT', 'DELETE', 'PATCH'])('is rejected: %s', async (method) => {
    const response = await send({ method, body: '{}', headers: json });

    expect(response).toMatchObject({ status: 405, type: graphqlJson, codes: ['BAD_REQUEST'] });
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
  });

  it('to OPTIONS lists the allowed methods', async () => {
    const { status, headers } = await send({ method: 'OPTIONS' });

    expect([status, headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
  });
});

describe('The parameters of a request', () => {
  it.each<[string, unknown]>([
    ['that are not an object', 'text'],
    ['that are null', null],
    ['with several operations', [{ query: title }]],
    ['without a query', { operationName: 'A' }],
    ['with a query that is null', { query: null }],
    ['with a query that is empty', { query: '' }],
    ['with a query that is not a string', { query: { kind: 'Document' } }],
    ['with an operation name that is not a string', { query: title, operationName: 1 }],
    ['with variables in a list', { query: title, variables: [] }],
    ['with variables as text', { query: title, variables: '{}' }],
    ['with extensions in a list', { query: title, extensions: [] }],
    ['with extensions as text', { query: title, extensions: 'x' }],
    ['with a persisted query that is not an object', { query: title, extensions: { persistedQuery: 'x' } }],
  ])('are rejected if they are %s', async (_, body) => {
    const response = await post(body);

    expect(response).toMatchObject({ status: 400, type: graphqlJson, codes: ['BAD_REQUEST'] });
    expect(response.data).toBeUndefined();
    expect(gateway.subgraphs.commerce.calls).toEqual([]);
  });

  it.each([{ operationName: null }, { operationName: '' }, { variables: null }, { extensions: null }, { unknown: 1 }])(
    'may be absent: %j',
    async (more) => {
      expect(await post({ query: title, ...more })).toMatchObject({
        status: 200,
        data: { product: { title: 'Title of p1' } },
      });
    },
  );

  it.each([
    [
      'twice',
      new URLSearchParams([
        ['query', title],
        ['query', title],
      ]),
    ],
    ['as text that is not JSON', new URLSearchParams({ query: title, variables: '{' })],
    ['as JSON of another kind', new URLSearchParams({ query: title, variables: '[1]' })],
  ])('in a query string are rejected if one is given %s', async (_, search) => {
    expect(await send({ path: `/graphql?${search}` })).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
  });
});

describe('A persisted query', () => {
  const sha256Hash = createHash('sha256').update(title).digest('hex');
  const other = createHash('sha256').update('{ products { id } }').digest('hex');
  const persisted = (more: object) => ({ extensions: { persistedQuery: { version: 1, sha256Hash, ...more } } });

  it.each<[string, object, string]>([
    ['of another text', { sha256Hash: other }, 'PERSISTED_QUERY_HASH_MISMATCH'],
    ['of a version that does not exist', { version: 2 }, 'BAD_REQUEST'],
    ['of no version', { version: undefined }, 'BAD_REQUEST'],
    ['of a version in quotes', { version: '1' }, 'BAD_REQUEST'],
    ['in upper case', { sha256Hash: sha256Hash.toUpperCase() }, 'BAD_REQUEST'],
    ['that is too short', { sha256Hash: sha256Hash.slice(1) }, 'BAD_REQUEST'],
    ['that is not a string', { sha256Hash: 1 }, 'BAD_REQUEST'],
    ['that is missing', { sha256Hash: null }, 'BAD_REQUEST'],
  ])('with a hash %s is rejected as a client error', async (_, more, code) => {
    const response = await post({ query: title, ...persisted(more) });

    expect(response).toMatchObject({ status: 400, type: graphqlJson, codes: [code] });
    expect(JSON.stringify(response.errors)).not.toContain('on our side');
  });

  it('that is unknown is an error with status 200 for clients that accept JSON, as client libraries expect', async () => {
    const unknown = { extensions: { persistedQuery: { version: 1, sha256Hash: other } } };
    const both = 'application/graphql-response+json, application/json';

    const responses = await Promise.all(
      ['application/json', both, 'application/graphql-response+json'].map((accept) => post(unknown, { accept })),
    );

    expect(responses.map(({ status, type, codes }) => [status, type, codes])).toEqual([
      [200, plainJson, ['PERSISTED_QUERY_NOT_FOUND']],
      [200, plainJson, ['PERSISTED_QUERY_NOT_FOUND']],
      [400, graphqlJson, ['PERSISTED_QUERY_NOT_FOUND']],
    ]);
  });

  it('is found by its hash, with an empty query, variables and operation name', async () => {
    await post({ query: title, ...persisted({}) });

    const response = await post({ query: '', variables: null, operationName: '', ...persisted({}) });

    expect(response.data).toEqual({ product: { title: 'Title of p1' } });
  });
});
