import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Reply, startTestGateway, type TestGateway } from '../gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ GATEWAY_FETCH_TIMEOUT_MS: '1000' });
});
afterAll(() => gateway.close());
afterEach(() => gateway.reset());

const faults: [string, string, (response: ServerResponse) => void][] = [
  ['hangs', 'SUBGRAPH_TIMEOUT', () => {}],
  ['responds with 500', 'SUBGRAPH_UNAVAILABLE', (response) => response.writeHead(500).end('Internal Server Error')],
  ['responds with invalid JSON', 'SUBGRAPH_UNAVAILABLE', (response) => response.end('{"data":')],
  [
    'responds with JSON that is not a GraphQL response',
    'SUBGRAPH_UNAVAILABLE',
    (response) => response.end('{"data":null}'),
  ],
  ['omits an entity', 'SUBGRAPH_UNAVAILABLE', (response) => response.end('{"data":{"_entities":[]}}')],
  ['closes the connection', 'SUBGRAPH_UNAVAILABLE', (response) => response.destroy()],
  ['closes the connection in the middle of the response', 'SUBGRAPH_UNAVAILABLE', breakOff],
  ['stalls in the middle of the response', 'SUBGRAPH_TIMEOUT', (response) => response.write('{"data":')],
];

const messages: Record<string, string> = {
  SUBGRAPH_TIMEOUT: 'The provenance subgraph took too long to answer.',
  SUBGRAPH_UNAVAILABLE: 'The provenance subgraph cannot be reached.',
};

describe('A page', () => {
  it.each(faults)('is still returned, with an error at each lost field, when a subgraph %s', async (_, code, fault) => {
    gateway.subgraphs.provenance.fault = fault;

    const { status, body } = await gateway.execute('{ product(id: "p1") { title place materials { name } } }');

    expect(status).toBe(200);
    expect(body).toEqual({
      data: { product: { title: 'Title of p1', place: null, materials: null } },
      errors: ['place', 'materials'].map((field) => ({
        message: messages[code],
        path: ['product', field],
        extensions: { code, subgraph: 'provenance' },
      })),
      extensions: { context: { country: null, currency: null, language: 'EN' }, cost: expect.any(Object) },
    });
    expect(gateway.subgraphs.provenance.calls.length).toBeGreaterThan(0);
  });

  it('is still returned when a subgraph is down, and is complete again when it recovers', async () => {
    const query = '{ product(id: "p1") { title place } }';
    await gateway.subgraphs.provenance.stop();

    const without = await gateway.execute(query);
    await gateway.subgraphs.provenance.start();
    await gateway.reset();
    const within = await gateway.execute(query);

    expect(without.body.data).toEqual({ product: { title: 'Title of p1', place: null } });
    expect(losses(without)).toEqual(['SUBGRAPH_UNAVAILABLE product.place']);
    expect(within.body.data).toEqual({ product: { title: 'Title of p1', place: 'Place of p1' } });
    expect(within.body.errors).toBeUndefined();
  });

  it('has null root fields with one error each when their subgraph is down', async () => {
    gateway.subgraphs.commerce.fault = (response) => response.destroy();

    const reply = await gateway.execute('{ first: product(id: "p1") { title } product(id: "p2") { title place } }');

    expect(reply.body.data).toEqual({ first: null, product: null });
    expect(losses(reply)).toEqual(['SUBGRAPH_UNAVAILABLE first', 'SUBGRAPH_UNAVAILABLE product']);
  });
});

describe('A list', () => {
  it('has an error for each incomplete item', async () => {
    gateway.subgraphs.provenance.fault = (response) => response.destroy();

    const reply = await gateway.execute('{ products { id where: place collection { lead { place } } } }');

    expect(reply.body.data).toEqual({
      products: ['p1', 'p2', 'p3'].map((id) => ({ id, where: null, collection: { lead: { place: null } } })),
    });
    expect(losses(reply).sort()).toEqual(
      [0, 1, 2].flatMap((i) => [
        `SUBGRAPH_UNAVAILABLE products.${i}.collection.lead.place`,
        `SUBGRAPH_UNAVAILABLE products.${i}.where`,
      ]),
    );
  });

  it('that is null because of its non-null items has one error', async () => {
    gateway.subgraphs.commerce.fault = (response) => response.destroy();

    const reply = await gateway.execute('{ search { edges { node { title } } } }');

    expect(reply.body.data).toEqual({ search: null });
    expect(losses(reply)).toEqual(['SUBGRAPH_UNAVAILABLE search.edges.0.node.title']);
  });

  it('has no error for skipped fields', async () => {
    gateway.subgraphs.provenance.fault = (response) => response.destroy();

    const reply = await gateway.execute(
      'query ($no: Boolean!) { products { place materials @include(if: $no) { name } } }',
      {
        variables: { no: false },
      },
    );

    expect(losses(reply)).toEqual([0, 1, 2].map((i) => `SUBGRAPH_UNAVAILABLE products.${i}.place`));
  });
});

describe('A subgraph that returns errors', () => {
  const answer = (body: object) => (response: ServerResponse) => response.end(JSON.stringify(body));

  it('keeps errors with known codes, and their messages', async () => {
    const extensions = { code: 'BACKEND_UNAVAILABLE', system: 'PostgreSQL' };
    gateway.subgraphs.provenance.fault = answer({
      data: { _entities: [{ place: 'Paris', materials: null }] },
      errors: [{ message: 'PostgreSQL cannot be reached.', path: ['_entities', 0, 'materials'], extensions }],
    });

    const { body } = await gateway.execute('{ product(id: "p1") { place materials { name } } }');

    expect(body).toMatchObject({
      data: { product: { place: 'Paris', materials: null } },
      errors: [{ message: 'PostgreSQL cannot be reached.', path: ['product', 'materials'], extensions }],
    });
  });

  it('of an entity is reported at each missing field', async () => {
    gateway.subgraphs.provenance.fault = answer({
      data: { _entities: [null] },
      errors: [{ message: 'No.', path: ['_entities', 0], extensions: { code: 'FORBIDDEN' } }],
    });

    const reply = await gateway.execute('{ product(id: "p1") { place materials { name } } }');

    expect(losses(reply)).toEqual(['FORBIDDEN product.place', 'FORBIDDEN product.materials']);
  });

  it('of the whole request, with any HTTP status, is reported at each of its fields', async () => {
    gateway.subgraphs.provenance.fault = (response) => {
      response.writeHead(400);
      answer({ errors: [{ message: 'No such price.', extensions: { code: 'BAD_USER_INPUT' } }] })(response);
    };

    const reply = await gateway.execute('{ product(id: "p1") { place } }');

    expect(reply.status).toBe(200);
    expect(losses(reply)).toEqual(['BAD_USER_INPUT product.place']);
  });

  it.each([
    { message: 'Cannot query field "place".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    { message: 'The request body is not JSON.', extensions: { code: 'BAD_REQUEST' } },
    { message: 'Variable "$digits" got invalid value; Did you mean "place"?', extensions: { code: 'BAD_USER_INPUT' } },
  ])('that rejects the gateway’s request is masked: $message', async (error) => {
    gateway.subgraphs.provenance.fault = answer({ errors: [error] });

    const { status, body } = await gateway.execute('{ product(id: "p1") { place } }');

    expect([status, body.data]).toEqual([200, { product: { place: null } }]);
    expect(body.errors).toMatchObject([
      { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ]);
  });

  it('and null in a non-null position is reported, masked, at the field', async () => {
    gateway.subgraphs.provenance.fault = answer({ data: { _entities: [{ materials: [{ name: null }] }] } });

    const { body } = await gateway.execute('{ product(id: "p1") { materials { name } } }', {
      headers: { 'x-request-id': 'r-1' },
    });

    expect(body).toEqual({
      data: { product: { materials: null } },
      errors: [
        {
          message: 'Something went wrong on our side.',
          path: ['product', 'materials', 0, 'name'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-1' },
        },
      ],
      extensions: { context: { country: null, currency: null, language: 'EN' }, cost: expect.any(Object) },
    });
  });
});

function breakOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': 1_000 }).write('{"data":');
  setTimeout(() => response.destroy(), 10);
}

function losses({ body }: Reply): string[] {
  return (body.errors ?? []).map(({ path, extensions }) => `${extensions.code} ${path?.join('.')}`);
}
