import { createHash, randomUUID } from 'node:crypto';
import { type ApolloClient, CombinedGraphQLErrors, gql } from '@apollo/client';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createApolloClient, firstQuery } from '../../docs/guides/clients/apollo.ts';
import { repeatableExamples, startExampleRunner } from '../support/examples.ts';
import type { GraphResponse } from '../support/graph.ts';
import { graphUrl } from './readers.ts';
import { type Sent, watchConsole, watchTraffic } from './traffic.ts';

jest.setTimeout(120_000);

let client: ApolloClient;
afterEach(() => client.stop());

describe('Apollo Client', () => {
  it('executes its first query', async () => {
    client = createApolloClient(graphUrl(), 'JP');
    const { data } = await client.query<{ product: { id: string } }>({
      query: firstQuery,
      variables: { handle: 'ember-tote' },
    });

    expect(data?.product).toMatchObject({
      id: 'prod_ember-tote',
      priceRange: { min: { amount: '495000', currencyCode: 'JPY' } },
    });
  });

  it('sends the hash by GET, then the text once by POST, and only the hash from then on', async () => {
    const query = gql(`query Persisted_${randomUUID().replaceAll('-', '')} { localization { currencyCode } }`);
    const { sent, stop } = watchTraffic();
    client = createApolloClient(graphUrl());
    await client.query({ query });
    const other = createApolloClient(graphUrl());
    await other.query({ query });
    stop();
    other.stop();

    expect(sent.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
    const [first, second, third] = sent;
    const { query: text } = (second as Sent).body as { query: string };
    const hash = createHash('sha256').update(text).digest('hex');
    for (const request of [first, third]) {
      expect(request?.url.searchParams.has('query')).toBe(false);
      expect(JSON.parse(request?.url.searchParams.get('extensions') ?? '')).toMatchObject({
        persistedQuery: { version: 1, sha256Hash: hash },
      });
    }
  });

  it('gets by GET what CDNs may store for its market, with the tags to purge it', async () => {
    const query = gql(
      `query Stored_${randomUUID().replaceAll('-', '')} { product(handle: "ember-tote") { id title } }`,
    );
    await createApolloClient(graphUrl()).query({ query });
    const { sent, stop } = watchTraffic();
    client = createApolloClient(graphUrl());
    const { data } = await client.query<{ product: { id: string } }>({ query });
    stop();

    expect(data?.product.id).toBe('prod_ember-tote');
    expect(sent.map(({ method, url }) => [method, url.searchParams.get('country')])).toEqual([['GET', 'FR']]);
    expect(sent[0]?.received?.get('cache-control')).toMatch(/^public, max-age=\d+, /);
    expect(sent[0]?.received?.get('cache-tag')?.split(',')).toContain('product:prod_ember-tote');
  });

  it('returns, hides or throws the errors of a partial response as its error policy requires', async () => {
    client = createApolloClient(graphUrl());
    const query = gql`query Secret { product(handle: "ember-tote") { id provenance { carbonFootprint { breakdown { totalKg } } } } }`;
    const executeWith = (errorPolicy: 'none' | 'all' | 'ignore') =>
      client.query<{ product: { id: string } }>({ query, errorPolicy, fetchPolicy: 'network-only' });

    await expect(executeWith('none')).rejects.toBeInstanceOf(CombinedGraphQLErrors);
    const all = await executeWith('all');
    expect(all.data?.product.id).toBe('prod_ember-tote');
    expect((all.error as CombinedGraphQLErrors).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' }, path: ['product', 'provenance', 'carbonFootprint', 'breakdown'] },
    ]);
    const ignored = await executeWith('ignore');
    expect([ignored.data?.product.id, ignored.error]).toEqual(['prod_ember-tote', undefined]);
  });

  it('updates every view of a cart after a mutation', async () => {
    client = createApolloClient(graphUrl());
    const { data } = await client.mutate<{ cartCreate: { cart: { id: string } } }>({
      mutation: gql`mutation { cartCreate { cart { id totalQuantity } userErrors { code: message } } }`,
    });
    const id = data?.cartCreate.cart.id as string;
    const query = gql`query Cart($id: ID!) { cart(id: $id) { id totalQuantity } }`;
    await client.query({ query, variables: { id } });
    const added = await client.mutate({
      mutation: gql`mutation ($id: ID!) {
        cartLinesAdd(cartId: $id, lines: [{ variantId: "variant_understory-notebook-bark-a6", quantity: 2 }]) {
          cart { id totalQuantity } userErrors { message } } }`,
      variables: { id },
    });

    expect(added.data).toMatchObject({ cartLinesAdd: { userErrors: [] } });
    expect(client.readQuery({ query, variables: { id } })).toMatchObject({ cart: { id, totalQuantity: 2 } });
  });

  it('reads fragments on interfaces and unions from its cache', async () => {
    client = createApolloClient(graphUrl());
    const query = gql`
      query Fragments {
        product(handle: "ember-tote") { id digitalAssets { modelGlb { ...file } } }
        article(slug: "a-fire-put-to-bed") { id narrative { blocks { ... on TextBlock { key text } ... on ImageBlock { key } ... on ProductBlock { key } } } }
      }
      fragment file on Asset { bytes ... on Asset3D { triangles } }`;
    const { data } = await client.query<Fragments>({ query });

    expect(data?.product.digitalAssets.modelGlb).toMatchObject({
      bytes: expect.any(Number),
      triangles: expect.any(Number),
    });
    expect(data?.article.narrative.blocks.filter(({ key }) => key === undefined)).toEqual([]);
    expect(client.readQuery({ query })).toEqual(data);
  });

  it('keeps every field of every example operation in its cache, without a warning', async () => {
    const { said, stop } = watchConsole();
    client = createApolloClient(graphUrl());
    const read: { query: ReturnType<typeof gql>; variables: Record<string, unknown> }[] = [];
    const runner = startExampleRunner(async (text, variables = {}, headers = {}) => {
      const options = { variables, context: { headers }, errorPolicy: 'all' as const };
      const query = gql(text);
      const { data, error } = /^mutation/m.test(text)
        ? await client.mutate({ mutation: query, ...options })
        : await client.query({ query, ...options });
      const errors = (error as CombinedGraphQLErrors | undefined)?.errors;
      // The viewer differs between collections.
      if (!errors && !/^(mutation| {2}viewer)/m.test(text)) read.push({ query, variables });
      return { data, errors } as GraphResponse;
    });
    const errors: unknown[] = [];
    for (const example of await repeatableExamples()) errors.push(...((await runner.run(example)).errors ?? []));
    const lost = read.filter(({ query, variables }) => client.readQuery({ query, variables }) === null);
    stop();

    expect(errors).toEqual([]);
    expect(said).toEqual([]);
    expect(lost.map(({ query }) => query.loc?.source.body)).toEqual([]);
    expect(read.length).toBeGreaterThan(20);
  });
});

interface Fragments {
  product: { digitalAssets: { modelGlb: { bytes: number; triangles: number } } };
  article: { narrative: { blocks: { key?: string }[] } };
}
