import { hash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { documentHeader } from '#kit/graph/registered-document.ts';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';

// Each test has its own gateway, because plans and what is known of their documents are kept.
let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway({ GATEWAY_UNSIGNED_SUBGRAPHS: 'search' });
});
afterEach(() => gateway.close());

const rename = 'mutation { rename(id: "p1", title: "New") { title } }';

describe('A document for a subgraph', () => {
  it('is sent as its hash once the subgraph has registered it', async () => {
    const commerce = instances(1);

    for (let i = 0; i < 3; i += 1) await ask();

    const text = 'query($a0:ID!){product(id:$a0){title}}';
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash('sha256', text) } };
    const variables = { a0: 'p1' };
    expect(commerce.bodies).toEqual([
      { query: text, extensions, variables },
      { extensions, variables },
      { extensions, variables },
    ]);
  });

  it('is sent once more with its text when the subgraph has forgotten it', async () => {
    const commerce = instances(1);
    await ask();
    await ask();
    commerce.restart();

    expect(await ask()).toEqual({ product: { title: 'T' } });
    await ask();
    await ask();

    expect(commerce.forms()).toEqual(['text', 'hash', 'hash', 'text', 'text', 'hash']);
  });

  it.each([2, 3, 5])('is soon registered in each of %s instances behind one address', async (count) => {
    const commerce = instances(count);

    const calls = [];
    for (let i = 0; i < 60; i += 1) {
      const before = commerce.bodies.length;
      expect(await ask()).toEqual({ product: { title: 'T' } });
      calls.push(commerce.bodies.length - before);
    }

    expect(commerce.executed).toHaveLength(60);
    expect(Math.max(...calls)).toBe(2);
    expect(commerce.forms().slice(-30)).toEqual(Array(30).fill('hash'));
  });

  it('is sent again for a mutation too, which is executed once', async () => {
    const commerce = instances(1);
    await gateway.execute(rename);
    await gateway.execute(rename);
    commerce.restart();

    const { body } = await gateway.execute(rename);

    expect(body.data).toEqual({ rename: { title: 'T' } });
    expect(commerce.forms()).toEqual(['text', 'hash', 'hash', 'text']);
    expect(commerce.executed).toHaveLength(3);
  });

  it('is sent at most twice', async () => {
    const commerce = instances(1);
    await ask();
    await ask();
    gateway.subgraphs.commerce.calls.length = 0;
    gateway.subgraphs.commerce.fault = (response) => response.end(notFound);

    const { body } = await gateway.execute('{ product(id: "p1") { title } }');

    expect(commerce.executed).toHaveLength(2);
    expect(gateway.subgraphs.commerce.calls).toHaveLength(2);
    expect(body.errors).toMatchObject([{ path: ['product'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  });

  it('is always sent as text to a subgraph that does not register documents', async () => {
    for (let i = 0; i < 3; i += 1) await ask();

    expect(gateway.subgraphs.commerce.calls.map(({ query }) => query)).toEqual(
      Array(3).fill('query($a0:ID!){product(id:$a0){title}}'),
    );
  });

  it('is sent without a hash to a subgraph of another installation', async () => {
    await gateway.execute('{ hits { __typename } }');

    expect(JSON.parse(gateway.subgraphs.search.calls[0]?.body ?? '')).toEqual({
      query: '{hits{__typename}}',
      variables: {},
    });
  });
});

const notFound = JSON.stringify({
  errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
});

interface Body {
  query?: string;
  extensions: { persistedQuery: { sha256Hash: string } };
}

/** Makes commerce a subgraph of several instances, which answer in turn and register documents each for itself. */
function instances(count: number) {
  const known = Array.from({ length: count }, () => new Set<string>());
  const bodies: Body[] = [];
  const executed: Body[] = [];
  gateway.subgraphs.commerce.fault = (response: ServerResponse, text) => {
    const body: Body = JSON.parse(text);
    const documents = known[bodies.length % count] as Set<string>;
    bodies.push(body);
    const { sha256Hash } = body.extensions.persistedQuery;
    if (body.query === undefined && !documents.has(sha256Hash)) return void response.end(notFound);
    if (body.query !== undefined) response.setHeader(documentHeader, 'registered');
    documents.add(sha256Hash);
    executed.push(body);
    response.end('{"data":{"product":{"title":"T"},"rename":{"title":"T"}}}');
  };
  return {
    bodies,
    executed,
    forms: () => bodies.map(({ query }) => (query === undefined ? 'hash' : 'text')),
    restart: () => {
      for (const documents of known) documents.clear();
    },
  };
}

async function ask() {
  return (await gateway.execute('{ product(id: "p1") { title } }')).body.data;
}
