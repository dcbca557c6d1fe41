import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signedTestFetch, testKey } from '#kit/graph/request-token.fixture.ts';
import { serve } from '#kit/graph/server/serve.ts';
import type { RunningSubgraph, Subgraph } from '#kit/graph/server/subgraph.ts';
import { variablesOf } from '#kit/graph/subgraph-variables.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { freePorts } from '#kit/process/port.ts';
import { commerce } from '#subgraphs/commerce/index.ts';
import { identity } from '#subgraphs/identity/index.ts';
import { journal } from '#subgraphs/journal/index.ts';
import { provenance } from '#subgraphs/provenance/index.ts';
import { search } from '#subgraphs/search/index.ts';
import { type SlowBackend, slowHttp, slowPostgres } from '../support/faults/slow-backend.ts';

/** A subgraph over a backend that does not respond, and a query for which it calls that backend. */
interface Case {
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: each subgraph has its own context type
  subgraph: Subgraph<any>;
  backend: () => Promise<SlowBackend>;
  env: (url: string) => Record<string, string>;
  query: string;
  /** The number of calls with which the query begins. */
  calls: number;
  system: string;
}

const regions = [{ id: 'reg_eu', name: 'Europe', currency_code: 'eur', countries: [{ iso_2: 'fr' }] }];
const secret = 'b2'.repeat(32);

const cases: Case[] = [
  {
    name: 'commerce',
    subgraph: commerce,
    backend: () => slowHttp((path) => (path.startsWith('/store/markets') ? { regions } : undefined)),
    env: (url) => ({
      MEDUSA_URL: url,
      MEDUSA_PUBLISHABLE_KEY: 'pk',
      MEDIA_URL: 'https://media.axiom.example',
      IMAGES_PUBLIC_URL: 'https://images.axiom.example',
      IMAGES_SIGNING_KEYS: secret,
      REDIS_URL: 'redis://127.0.0.1:1',
      ORDER_TOKEN_SECRET: secret,
      INVOICES_BUCKET: 'b',
    }),
    query: '{ products(first: 3) { nodes { title collection { title } } } collections(first: 3) { nodes { title } } }',
    calls: 2,
    system: 'Medusa',
  },
  {
    name: 'journal',
    subgraph: journal,
    backend: () => slowHttp(),
    env: (url) => ({
      ...{ SANITY_PROJECT_ID: 'axiom', SANITY_API_HOST: url, SANITY_WRITE_TOKEN: 'w', PREVIEW_SIGNING_KEYS: secret },
    }),
    query: '{ articles(first: 3) { nodes { title artisans { name } } } artisans(first: 3) { nodes { name } } }',
    calls: 2,
    system: 'Sanity',
  },
  {
    name: 'search',
    subgraph: search,
    backend: () => slowHttp(),
    env: (url) => ({ MEILI_URL: url, MEILI_SEARCH_KEY: 'k', REDIS_URL: 'redis://127.0.0.1:1' }),
    query:
      '{ _entities(representations: [{ __typename: "Product", id: "p" }]) { ... on Product { related { id related { id } } } } }',
    calls: 1,
    system: 'Meilisearch',
  },
  {
    name: 'provenance',
    subgraph: provenance,
    backend: slowPostgres,
    env: (url) => ({ PROVENANCE_DATABASE_URL: url, S3_BUCKET: 'b', S3_ENDPOINT: 'http://127.0.0.1:1' }),
    query: '{ materials(first: 3) { nodes { name supplier { name } } } }',
    calls: 1,
    system: 'PostgreSQL',
  },
  {
    name: 'identity',
    subgraph: identity,
    backend: slowPostgres,
    env: (url) => ({
      IDENTITY_DATABASE_URL: url,
      REDIS_URL: 'redis://127.0.0.1:1',
      MEDUSA_URL: 'http://127.0.0.1:1',
      MEDUSA_PUBLISHABLE_KEY: 'pk',
      IDENTITY_KEY_SECRET: secret,
      WEBHOOK_SECRET_KEY: secret,
      COMMERCE_REQUEST_TOKEN_KEY: testKey,
    }),
    query: '{ partner(id: "partner_1") { name keys(first: 1) { nodes { id } } } }',
    calls: 1,
    system: 'PostgreSQL',
  },
];

const curator: Viewer = {
  kind: 'CURATOR',
  id: 'user_1',
  session: 's',
  scopes: ['partners:write', 'catalogue:write', 'journal:write', 'provenance:write'],
  authTime: Date.now() / 1_000,
};

describe.each(cases)('The $name subgraph', ({ name, subgraph, backend: start, env, query, calls, system }) => {
  let backend: SlowBackend;
  let running: RunningSubgraph;

  beforeAll(async () => {
    backend = await start();
    const [port] = await freePorts(1);
    running = await serve(subgraph, {
      ...env(backend.url),
      [variablesOf(name).port]: String(port),
      [variablesOf(name).requestTokenKey]: testKey,
      LOG_LEVEL: 'silent',
    });
  });

  afterAll(async () => {
    await running?.close();
    await backend?.close();
  });

  const ask = (asked: string, { budget, signal }: { budget?: number; signal?: AbortSignal } = {}) =>
    signedTestFetch(name, { viewer: curator, ...(budget !== undefined && { budget }) })(running.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: asked }),
      ...(signal && { signal }),
    });

  it(`aborts its calls to ${system} and starts no others when the gateway disconnects`, async () => {
    const gateway = new AbortController();
    const before = backend.begun();
    const asked = ask(query, { signal: gateway.signal }).catch(() => 'gone');
    await backend.reached(before + calls);

    gateway.abort();

    expect(await asked).toBe('gone');
    await backend.atMost(0);
    expect(backend.begun()).toBe(before + calls);
  });

  it(`aborts its calls to ${system} and responds when its time is over`, async () => {
    const before = backend.begun();

    const response = await ask(query, { budget: 150 });

    const { data, errors } = (await response.json()) as { data: unknown; errors: { extensions: object }[] };
    await backend.atMost(0);
    expect(backend.begun()).toBe(before + calls);
    expect(data).toBeDefined();
    expect(errors.length).toBeGreaterThan(0);
    for (const { extensions } of errors) expect(extensions).toEqual({ code: 'BACKEND_TIMEOUT', system });
  });
});

describe('A mutation', () => {
  it('is not aborted when the gateway disconnects', async () => {
    const { backend: start, env, query, calls } = cases[0] as Case;
    const backend = await start();
    const [port] = await freePorts(1);
    const running = await serve(commerce, {
      ...env(backend.url),
      COMMERCE_PORT: String(port),
      COMMERCE_REQUEST_TOKEN_KEY: testKey,
      LOG_LEVEL: 'silent',
    });
    const askAndLeave = async (asked: string, begun: number) => {
      const gateway = new AbortController();
      const { signal } = gateway;
      const answer = signedTestFetch('commerce')(running.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: asked }),
        signal,
      }).catch(() => 'gone');
      await backend.reached(begun);
      gateway.abort();
      expect(await answer).toBe('gone');
    };

    await askAndLeave('mutation { cartCreate(input: {}) { cart { id } } }', 1);
    await askAndLeave(query, 1 + calls);
    await backend.atMost(1);
    await fetch(running.url.replace('/graphql', '/health/live'));

    expect(backend.open()).toBe(1);
    backend.answer({});
    await backend.atMost(0);
    await running.close();
    await backend.close();
  });
});
