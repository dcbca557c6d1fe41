import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { testKey } from '#kit/graph/request-token.fixture.ts';
import { anonymous } from '#kit/graph/viewer.ts';
import { createLog } from '#kit/process/log.ts';
import { HttpDataSource } from '../transport/data-source.ts';
import { openCache } from './cache.ts';
import { openChanges, readInvalidates } from './changes.ts';

const log = createLog('gateway', 'silent');

describe('The tags that a subgraph reports as changed', () => {
  it.each([
    ['are a list of texts', ['product:p1', '', 7, null, 'products'], ['product:p1', 'products']],
    ['are ignored in another form', 'product:p1', undefined],
    ['are everything of the subgraph where one is too long', ['product:p1', 'x'.repeat(257)], ['*']],
    ['are everything of the subgraph where there are too many', Array.from({ length: 1_001 }, String), ['*']],
  ])('%s', (_, reported, tags) => {
    expect(readInvalidates(reported)).toEqual(tags);
  });

  let server: Server;
  beforeAll(async () => {
    server = createServer((_request, response) =>
      response.end(JSON.stringify({ data: { rename: null }, extensions: { invalidates: ['product:p1'] } })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());

  it.each([
    ['by a mutation with a request token', true, testKey, ['product:p1']],
    ['not by a query', false, testKey, undefined],
    ['not by a subgraph without request tokens', true, undefined, undefined],
  ])('are believed %s', async (_, isMutation, requestTokenKey, expected) => {
    const source = new HttpDataSource({
      ...{ name: 'commerce', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, log, timeout: 5_000 },
      ...{ connectTimeout: 1_000, connections: 1, responseLimit: 10_000 },
      ...(requestTokenKey !== undefined && { requestTokenKey }),
    });
    const context = {
      ...{
        requestId: 'r',
        viewer: anonymous,
        market: { language: 'EN' },
        usedMarket: {},
        client: {},
        isService: false,
        isUncached: false,
      },
      ...{ deadline: performance.now() + 5_000, signal: new AbortController().signal, isDisconnected: false },
    } as unknown as Parameters<HttpDataSource['fetch']>[1];
    const fetch = { subgraph: 'commerce', query: '{ a }', operationName: undefined, isMutation };

    const { invalidates } = await source.fetch(
      { fetch, variables: '{}' },
      context,
      buildSchema('type Query { a: Int }'),
    );
    await source.close();

    expect(invalidates).toEqual(expected);
  });
});

describe('What a mutation changed', () => {
  it('is dropped from the cache in its subgraph alone', async () => {
    const cache = openCache({ maxBytes: 100_000, log });
    for (const subgraph of ['commerce', 'journal']) {
      cache.set(subgraph, { value: '1', tags: [`${subgraph}/product:p1`], maxAge: 60 }, cache.position());
    }
    const changes = openChanges(cache, 'r', log);
    changes.add('commerce', ['product:p1']);
    changes.add('journal', undefined);
    await changes.publish();

    expect([cache.get('commerce'), cache.get('journal')?.value]).toEqual([undefined, '1']);
    await cache.close();
  });
});
