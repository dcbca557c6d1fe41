import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, createRequest, fetchExchange, gql } from '@urql/core';
import type { IntrospectionQuery } from 'graphql';
import * as urql from 'urql';
import { createUrqlClient } from '../../docs/guides/clients/urql.ts';
import { repeatableExamples, startExampleRunner } from '../support/examples.ts';
import { graphUrl, introspect } from './readers.ts';
import { watchConsole, watchTraffic } from './traffic.ts';

jest.setTimeout(120_000);

let introspection: IntrospectionQuery;
beforeAll(async () => {
  ({ introspection } = await introspect());
});

const product = gql`query Product($handle: String!) { product(handle: $handle) { id title } }`;

describe('urql', () => {
  it('sends queries by GET by default', async () => {
    const { sent, stop } = watchTraffic();
    const client = new urql.Client({ url: graphUrl(), exchanges: [urql.fetchExchange] });
    const { data, error } = await client.query(product, { handle: 'ember-tote' }).toPromise();
    stop();

    expect(error).toBeUndefined();
    expect(data.product).toMatchObject({ id: 'prod_ember-tote', title: 'Ember Tote' });
    expect(sent.map(({ method }) => method)).toEqual(['GET']);
  });

  it('gets by GET what CDNs may store, and 304 for what it has', async () => {
    const { sent, stop } = watchTraffic();
    const client = new urql.Client({ url: `${graphUrl()}?country=FR&currency=EUR`, exchanges: [urql.fetchExchange] });
    const { error } = await client.query(product, { handle: 'ember-tote' }).toPromise();
    stop();
    const [request] = sent;
    const etag = request?.received?.get('etag') ?? '';
    const accept = request?.headers.get('accept') ?? '';
    const again = await fetch(request?.url as URL, { headers: { accept, 'if-none-match': etag } });

    expect(error).toBeUndefined();
    expect(request?.received?.get('cache-control')).toMatch(/^public, max-age=\d+, /);
    expect([etag, again.status, await again.text()]).toEqual([expect.stringMatching(/^"[\w-]+"$/), 304, '']);
  });

  it('sends queries by POST when they are too long for a URL', async () => {
    const { sent, stop } = watchTraffic();
    const client = new Client({ url: graphUrl(), exchanges: [fetchExchange], preferGetMethod: 'within-url-limit' });
    const comment = `# ${'long '.repeat(600)}`;
    const { error } = await client.query(`query Long { localization { currencyCode } } ${comment}\n`, {}).toPromise();
    const batch = Array.from(
      { length: 20 },
      (_, index) => `p${index}: product(handle: "${'ember-tote'.repeat(10)}") { id }`,
    );
    const long = await client.query(`{ ${batch.join(' ')} }`, {}).toPromise();
    stop();

    expect([error, long.error]).toEqual([undefined, undefined]);
    expect(sent.map(({ method }) => method)).toContain('POST');
  });
});

describe('graphcache', () => {
  it('responses a repeated query from its cache', async () => {
    const client = createUrqlClient(graphUrl(), introspection);
    const { sent, stop } = watchTraffic();
    await client.query(product, { handle: 'ember-tote' }).toPromise();
    const again = await client.query(product, { handle: 'ember-tote' }).toPromise();
    stop();

    expect(again.data.product.title).toBe('Ember Tote');
    expect(sent).toHaveLength(1);
  });

  it('has a key for every object of every example operation', async () => {
    const { said, stop } = watchConsole();
    const client = createUrqlClient(graphUrl(), introspection);
    const errors: unknown[] = [];
    const runner = startExampleRunner(async (text, variables = {}, headers = {}) => {
      const context = { fetchOptions: { headers }, requestPolicy: 'network-only' as const };
      const request = createRequest(text, variables);
      const operation = /^mutation/m.test(text)
        ? client.executeMutation(request, context)
        : client.executeQuery(request, context);
      const { promise, resolve } = Promise.withResolvers<never>();
      operation.subscribe((result) => {
        if (!result.stale) resolve({ data: result.data, errors: result.error?.graphQLErrors } as never);
      });
      return promise;
    });
    for (const example of await repeatableExamples()) errors.push(...((await runner.run(example)).errors ?? []));
    stop();

    expect(errors).toEqual([]);
    expect(said).toEqual([]);
  });
});
