import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { testKey } from '#kit/graph/request-token.fixture.ts';
import { createRequestVerifier, requestTokenHeader } from '#kit/graph/request-token.ts';
import { freePorts } from '#kit/process/port.ts';
import { gatewayEnv } from '#tests/support/gateway-env.ts';
import { composeTestSupergraph, startTestGateway, type TestGateway } from './gateway.fixture.ts';
import type { Readiness } from './http/health.ts';
import { startGateway } from './index.ts';

let gateway: TestGateway;
let original: string;
/** With another field of commerce. */
let changed: string;
beforeAll(async () => {
  gateway = await startTestGateway({ GATEWAY_POLL_MS: '20', PLANNING_THREADS: '1' });
  original = await readFile(gateway.supergraphFile, 'utf8');
  const urls = Object.entries(gateway.subgraphs).map(([name, { url }]) => [name, url]);
  changed = await composeTestSupergraph(Object.fromEntries(urls), 'extend type Query { newcomer: String }');
}, 60_000);
afterEach(async () => {
  await writeFile(gateway.supergraphFile, original);
  await until(({ hash, lastError }) => hash === hashOf(original) && lastError === null);
});
afterAll(() => gateway.close());

describe('A supergraph that changes', () => {
  it('is reloaded without a restart', async () => {
    const before = await gateway.execute('{ newcomer }');
    await writeFile(gateway.supergraphFile, changed);
    const { loadedAt } = await until(({ hash }) => hash === hashOf(changed));
    const after = await gateway.execute('{ newcomer __typename }');

    expect(before.body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(after.body.data).toEqual({ newcomer: null, __typename: 'Query' });
    expect(Date.parse(String(loadedAt))).toBeLessThanOrEqual(Date.now());
  });

  it('is reloaded when its file is replaced', async () => {
    await replace(changed);

    await until(({ hash }) => hash === hashOf(changed));

    expect((await gateway.execute('{ newcomer }')).status).toBe(200);
  });

  it.each([
    ['not GraphQL', 'type Query {', /Syntax Error/],
    ['not a supergraph', 'type Query { product: String }', /must be a core schema/],
    ['a supergraph of types that do not exist', '', /Unknown type/],
  ])('is rejected, and the previous one kept, if it is %s', async (_, text, reason) => {
    const broken = text || original.replace(/collection: Collection\b/, 'collection: Nowhere');

    await replace(broken);
    const { hash, lastError } = await until((state) => state.lastError !== null);

    expect(hash).toBe(hashOf(original));
    expect(lastError?.message).toMatch(reason);
    expect((await gateway.execute('{ product(id: "p1") { title } }')).body.data).toEqual({
      product: { title: 'Title of p1' },
    });
  });

  it('changes nothing when it is rejected for a subgraph without a valid URL, and recovers when it is corrected', async () => {
    const product = { product: { title: 'Title of p1' } };
    const moved = original.replace(gateway.subgraphs.commerce.url, 'http://127.0.0.1:1/graphql');
    const faults: [string, string, RegExp][] = [
      [
        'one of unknown name',
        moved.replaceAll(/name: "search"/g, 'name: "re-views"'),
        /"re-views" has no key .* RE_VIEWS_REQUEST_TOKEN_KEY/,
      ],
      [
        'one without address',
        moved.replace(gateway.subgraphs.search.url, ''),
        /"search" has no http or https URL. Set SEARCH_URL/,
      ],
      [
        'one without an http or https URL',
        moved.replace(gateway.subgraphs.search.url, 'ftp://search'),
        /Set SEARCH_URL/,
      ],
    ];
    for (const [, text, reason] of faults) {
      await replace(text);
      const { hash, lastError } = await until((state) => reason.test(state.lastError?.message ?? ''));

      expect(hash).toBe(hashOf(original));
      expect(lastError?.message).toMatch(reason);
      expect((await gateway.execute('{ product(id: "p1") { title } }')).body.data).toEqual(product);
    }
    await replace(original);
    await until(({ lastError }) => lastError === null);

    expect(
      (await gateway.execute('{ product(id: "p1") { title place } search { edges { node { id } } } }')).body.errors,
    ).toBeUndefined();
  });

  it('moves subgraphs to other URLs', async () => {
    const moved = original.replace(gateway.subgraphs.commerce.url, gateway.subgraphs.search.url);

    await replace(moved);
    await until(({ hash }) => hash === hashOf(moved));
    gateway.subgraphs.search.calls.length = 0;
    await gateway.execute('{ product(id: "p1") { title } }');

    expect(gateway.subgraphs.search.calls.map(({ query, variables }) => [query, variables])).toEqual([
      [expect.stringContaining('product(id:$a0)'), { a0: 'p1' }],
    ]);
  });
});

describe('A gateway', () => {
  it('does not start on a broken supergraph', async () => {
    await writeFile(`${gateway.supergraphFile}.broken`, 'type Query {');

    const start = startGateway({
      ...gatewayEnv,
      PORT: '4000',
      LOG_LEVEL: 'silent',
      SUPERGRAPH_FILE: `${gateway.supergraphFile}.broken`,
    });

    await expect(start).rejects.toThrow('Syntax Error');
  });

  it('reports all missing settings of a supergraph before it starts', async () => {
    const file = `${gateway.supergraphFile}.foreign`;
    await writeFile(
      file,
      original.replaceAll('name: "commerce"', 'name: "shop"').replaceAll('name: "search"', 'name: "find-it"'),
    );

    const start = startGateway({
      ...gatewayEnv,
      PORT: '4000',
      LOG_LEVEL: 'silent',
      SUPERGRAPH_FILE: file,
      PROVENANCE_URL: 'x',
    });

    await expect(start).rejects.toThrow(/FIND_IT_REQUEST_TOKEN_KEY.*PROVENANCE_URL.*SHOP_REQUEST_TOKEN_KEY/s);
  });

  it('serves a supergraph of other subgraphs, with their keys in the environment or without any', async () => {
    const file = `${gateway.supergraphFile}.foreign`;
    await writeFile(
      file,
      original.replaceAll('name: "commerce"', 'name: "shop"').replaceAll('name: "search"', 'name: "find-it"'),
    );
    const [port = 0] = await freePorts(1);
    const { REDIS_URL } = gatewayEnv;
    const foreign = await startGateway({
      REDIS_URL,
      PORT: String(port),
      LOG_LEVEL: 'silent',
      SUPERGRAPH_FILE: file,
      SHOP_REQUEST_TOKEN_KEY: testKey,
      SHOP_URL: gateway.subgraphs.commerce.url,
      GATEWAY_UNSIGNED_SUBGRAPHS: 'find-it, provenance, identity',
    });
    const { commerce, search } = gateway.subgraphs;
    for (const { calls } of [commerce, search]) calls.length = 0;
    const verify = createRequestVerifier(testKey, 'shop');
    try {
      const response = await fetch(foreign.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ search { edges { node { title } } } }' }),
      });

      expect(await response.json()).toMatchObject({
        data: { search: { edges: [{ node: { title: 'Title of p1' } }, {}, {}] } },
      });
      const { headers, body = '' } = commerce.calls[0] ?? {};
      expect(verify(String(headers?.[requestTokenHeader]), { method: 'POST', path: '/graphql', body }).viewer).toEqual({
        kind: 'ANONYMOUS',
      });
      expect(search.calls[0]?.headers).not.toHaveProperty(requestTokenHeader);
    } finally {
      await foreign.close();
    }
  });

  it('sends requests to the URLs of subgraphs in the environment', async () => {
    const other = await startTestGateway({ COMMERCE_URL: gateway.subgraphs.commerce.url });
    gateway.subgraphs.commerce.calls.length = 0;

    await other.execute('{ product(id: "p1") { title } }');
    await other.close();

    expect(gateway.subgraphs.commerce.calls).toHaveLength(1);
  });
});

/** Waits until the gateway reports a supergraph that satisfies the predicate. */
async function until(predicate: (state: Readiness['supergraph']) => boolean): Promise<Readiness['supergraph']> {
  for (;;) {
    const { supergraph } = (await (await fetch(`${gateway.origin}/health/ready`)).json()) as Readiness;
    if (predicate(supergraph)) return supergraph;
    await sleep(20);
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Replaces the file atomically. */
async function replace(text: string): Promise<void> {
  await writeFile(`${gateway.supergraphFile}.new`, text);
  await rename(`${gateway.supergraphFile}.new`, gateway.supergraphFile);
}
