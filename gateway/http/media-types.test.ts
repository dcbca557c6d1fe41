import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Reply, startTestGateway, type TestGateway } from '../gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const graphqlJson = 'application/graphql-response+json; charset=utf-8';
const plainJson = 'application/json; charset=utf-8';
const json = { 'content-type': 'application/json' };
const title = '{ product(id: "p1") { title } }';

describe('The media type', () => {
  const partial = '{ __typename secret }';

  it.each<[string, string | undefined, string]>([
    ['nothing', undefined, plainJson],
    ['anything', '*/*', plainJson],
    ['JSON', 'application/json', plainJson],
    ['its own type', 'application/graphql-response+json', graphqlJson],
    ['both, its own first', 'application/graphql-response+json, application/json', graphqlJson],
    ['both, its own better', 'application/json;q=0.9, application/graphql-response+json', graphqlJson],
    ['both, JSON better', 'application/graphql-response+json;q=0.5, application/json', plainJson],
    ['all but JSON', '*/*, application/json;q=0', graphqlJson],
    [
      'what urql sends',
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
      graphqlJson,
    ],
  ])('of a response is negotiated with a client that accepts %s', async (_, accept, type) => {
    const { status, headers } = await raw({ query: title }, accept);

    expect([status, headers['content-type']]).toEqual([200, type]);
  });

  it.each(['text/html', 'text/event-stream', 'application/json;q=0', '*/*;q=0'])(
    'that is not available is rejected before execution: %s',
    async (accept) => {
      gateway.subgraphs.commerce.calls.length = 0;

      const { status, headers, body } = await raw(
        { query: 'mutation { rename(id: "p1", title: "x") { id } }' },
        accept,
      );

      expect([status, headers['content-type']]).toEqual([406, graphqlJson]);
      expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_REQUEST']);
      expect(gateway.subgraphs.commerce.calls).toEqual([]);
    },
  );

  it.each([undefined, 'application/json', 'application/graphql-response+json', '*/*'])(
    'of a rejection is that of a GraphQL response, regardless of Accept: %s',
    async (accept) => {
      const failures = await Promise.all([
        raw({ query: '{' }, accept),
        raw({ query: '{ prize }' }, accept),
        raw({ query: 'query ($id: ID!) { product(id: $id) { id } }' }, accept),
        raw({ query: title }, accept, { authorization: 'Bearer forged' }),
        raw({ query: title }, accept, { 'x-axiom-country': 'Japan' }),
        raw({}, accept),
      ]);

      expect(failures.map(({ status }) => status)).toEqual([400, 400, 400, 401, 400, 400]);
      for (const { headers, body } of failures) {
        expect(headers['content-type']).toBe(graphqlJson);
        expect(body).not.toHaveProperty('data');
      }
    },
  );

  it.each<[string | undefined, number]>([
    ['application/graphql-response+json', 294],
    ['application/graphql-response+json, application/json;q=0', 294],
    ['application/graphql-response+json, text/event-stream', 294],
    ['application/graphql-response+json, application/json;q=0.9', 200],
    ['application/graphql-response+json, */*;q=0.1', 200],
    ['application/json', 200],
    [undefined, 200],
  ])('determines the status of a partial response: %s has %i', async (accept, status) => {
    const part = await raw({ query: partial }, accept);
    const whole = await raw({ query: title }, accept);

    expect([part.status, part.body.data]).toEqual([status, { __typename: 'Query', secret: null }]);
    expect(part.body.errors).toHaveLength(1);
    expect(whole.status).toBe(200);
  });

  /** Like `post`, but without an `Accept` header where none is given, which `fetch` cannot do. */
  async function raw(body: object, accept: string | undefined, more: Record<string, string> = {}) {
    const sent = httpRequest(gateway.url, {
      method: 'POST',
      headers: { ...json, ...(accept && { accept }), ...more },
    });
    sent.end(JSON.stringify(body));
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve).once('error', reject);
    });
    const { statusCode, headers } = response;
    return { status: statusCode, headers, body: JSON.parse(await text(response)) as Reply['body'] };
  }
});
