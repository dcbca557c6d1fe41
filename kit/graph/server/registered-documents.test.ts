import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLScalarType } from 'graphql';
import { freePorts } from '../../process/port.ts';
import { documentHeader } from '../registered-document.ts';
import { signedTestFetch, testKey } from '../request-token.fixture.ts';
import { scalars } from '../scalars.ts';
import { serve } from './serve.ts';
import type { RunningSubgraph } from './subgraph.ts';

/** What the subgraph has done. A literal is parsed when its document is validated, and when it is executed. */
const counts = { resolved: 0, parsedLiterals: 0 };
let subgraph: RunningSubgraph;

beforeAll(async () => {
  const [port] = await freePorts(1);
  const { Sha256 } = scalars;
  const resolvers = {
    ...scalars,
    Sha256: new GraphQLScalarType({
      ...Sha256.toConfig(),
      parseLiteral: (...node) => {
        counts.parsedLiterals += 1;
        return Sha256.parseLiteral(...node);
      },
    }),
    Query: {
      partnerKeyGrant: () => {
        counts.resolved += 1;
        return null;
      },
    },
  };
  subgraph = await serve(
    {
      name: 'identity',
      port: 4005,
      resolvers,
      open: () => ({ context: () => ({}), check: async () => {}, close: async () => {} }),
    },
    { IDENTITY_PORT: String(port), IDENTITY_REQUEST_TOKEN_KEY: testKey, LOG_LEVEL: 'silent' },
  );
});
afterAll(() => subgraph.close());

describe('A document of the gateway', () => {
  it('is registered with its text, and then executed by its hash', async () => {
    const query = newQuery();

    const answers = [await send({ query, sha: sha(query) }), await send({ sha: sha(query) })];

    expect(answers).toEqual([
      { status: 200, header: 'registered', body: { data: { partnerKeyGrant: null } } },
      { status: 200, header: null, body: { data: { partnerKeyGrant: null } } },
    ]);
  });

  it('is not executed by a hash that was not registered', async () => {
    const before = counts.resolved;

    expect(await send({ sha: sha(newQuery()) })).toEqual(unknown);
    expect(counts.resolved).toBe(before);
  });

  it('is validated once', async () => {
    const query = newQuery();
    const parsedBy = async (request: Request) => {
      const before = counts.parsedLiterals;
      await send(request);
      return counts.parsedLiterals - before;
    };

    const first = await parsedBy({ query, sha: sha(query) });
    const others = [await parsedBy({ sha: sha(query) }), await parsedBy({ sha: sha(query) })];

    expect(first).toBeGreaterThan(others[0] as number);
    expect(others[1]).toBe(others[0]);
  });

  it('is not registered under the hash of another text', async () => {
    const [query, other] = [newQuery(), newQuery()];
    const before = counts.resolved;

    const answer = await send({ query, sha: sha(other) });

    expect([answer.status, answer.header, answer.body.data]).toEqual([400, null, undefined]);
    expect([await send({ sha: sha(query) }), await send({ sha: sha(other) })]).toEqual([unknown, unknown]);
    expect(counts.resolved).toBe(before);
  });

  it('is not registered when it is invalid or too expensive', async () => {
    const expensive = `{ ${Array.from({ length: 6_000 }, (_, i) => `a${i}: viewer { kind }`).join(' ')} }`;
    const documents = ['{ nothing }', '{ nothing', expensive];

    const answers = [];
    for (const query of documents) answers.push(await send({ query, sha: sha(query) }, { isService: false }));

    expect(answers.map(({ status, header }) => [status, header])).toEqual(Array(3).fill([400, null]));
    for (const query of documents) expect(await send({ sha: sha(query) })).toEqual(unknown);
  });

  it('is not registered without a valid request token', async () => {
    const query = newQuery();
    const body = JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash: sha(query) } } });

    const response = await fetch(subgraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });

    expect([response.status, response.headers.get(documentHeader)]).toEqual([401, null]);
    expect(await send({ sha: sha(query) })).toEqual(unknown);
  });

  it('is forgotten when it was not used for long, and can be registered again', async () => {
    const query = newQuery();
    await send({ query, sha: sha(query) });
    for (let i = 0; i < 40; i += 1) {
      const long = `${newQuery()} #${'x'.repeat(10_000)}`;
      await send({ query: long, sha: sha(long) });
    }

    expect(await send({ sha: sha(query) })).toEqual(unknown);
    expect((await send({ query, sha: sha(query) })).header).toBe('registered');
    expect((await send({ sha: sha(query) })).body).toEqual({ data: { partnerKeyGrant: null } });
  });
});

interface Request {
  query?: string;
  sha: string;
}

let last = 0;

/** A document that was not sent before. */
function newQuery(): string {
  last += 1;
  return `query Q${last} { partnerKeyGrant(hash: "${'0'.repeat(64)}") { keyId } }`;
}

const sha = (query: string) => hash('sha256', query);

/** The response to the hash of an unknown document. */
const unknown = {
  status: 200,
  header: null,
  body: {
    errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
  },
};

async function send({ query, sha }: Request, forwarded: object = {}) {
  const response = await signedTestFetch('identity', forwarded)(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash: sha } } }),
  });
  const body = (await response.json()) as { data?: unknown; errors?: unknown };
  return { status: response.status, header: response.headers.get(documentHeader), body };
}
