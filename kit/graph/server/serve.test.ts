import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { freePorts } from '../../process/port.ts';
import { backendError } from '../errors.ts';
import { forwardedContextOf, signedTestFetch, testKey } from '../request-token.fixture.ts';
import { createRequestSigner, encodeContext, requestTokenHeader } from '../request-token.ts';
import { scalars } from '../scalars.ts';
import { anonymous, type Viewer } from '../viewer.ts';
import { serve } from './serve.ts';
import type { ContextOf, RunningSubgraph } from './subgraph.ts';

/** The SDL of the identity subgraph over backends that the test controls. */
const backends = { ready: true };
let subgraph: RunningSubgraph;
let base: string;

beforeAll(async () => {
  const [port] = await freePorts(1);
  subgraph = await serve(
    {
      name: 'identity',
      port: 4005,
      resolvers: {
        ...scalars,
        Mutation: {
          recoveryCodesGenerate: (_: unknown, __: unknown, { request }: ContextOf<object>) => {
            for (const tag of ['product:prod_1', 'products', 'product:prod_1']) request.invalidates.add(tag);
            return { codes: ['x'] };
          },
        },
        Query: {
          viewer: (_: unknown, __: unknown, { request }: ContextOf<object>) => {
            if (request.id === 'down') throw backendError('PostgreSQL', new Error('ECONNREFUSED 10.0.0.1'));
            if (request.id === 'fault') throw new Error('password=hunter2');
            request.answered.country = request.market.country;
            return { kind: request.viewer.kind, id: 'viewer_1', scopes: [] };
          },
        },
      },
      open: () => ({
        context: () => ({}),
        check: async () => {
          if (!backends.ready) throw new Error('PostgreSQL cannot be reached.');
        },
        close: async () => {},
      }),
    },
    {
      IDENTITY_PORT: String(port),
      IDENTITY_REQUEST_TOKEN_KEY: testKey,
      LOG_LEVEL: 'silent',
      SUBGRAPH_BODY_LIMIT: '1000',
      COST_CEILING_ANONYMOUS: '30',
      COST_CEILING_CUSTOMER: '40',
    },
  );
  base = subgraph.url.replace('/graphql', '');
});

afterAll(() => subgraph.close());

describe('A subgraph', () => {
  it('returns data, and the facts about its response in extensions', async () => {
    const response = await ask('{ viewer { kind id scopes } }', { 'x-axiom-country': 'JP' });

    expect(await response.json()).toEqual({
      data: { viewer: { kind: 'ANONYMOUS', id: 'viewer_1', scopes: [] } },
      extensions: { context: { country: 'JP' } },
    });
  });

  it('reports an unavailable backend at the path of the field', async () => {
    const response = await ask('{ viewer { kind } }', { 'x-request-id': 'down' });

    expect(await response.json()).toEqual({
      data: { viewer: null },
      errors: [
        {
          message: 'PostgreSQL cannot be reached.',
          locations: [{ line: 1, column: 3 }],
          path: ['viewer'],
          extensions: { code: 'BACKEND_UNAVAILABLE', system: 'PostgreSQL' },
        },
      ],
    });
  });

  it('masks unexpected errors', async () => {
    const text = await (await ask('{ viewer { kind } }', { 'x-request-id': 'fault' })).text();

    expect(text).toContain('INTERNAL_SERVER_ERROR');
    expect(text).not.toMatch(/hunter2|stack/);
  });

  it('executes nothing above the ceiling of the forwarded viewer', async () => {
    const query = '{ a: viewer { kind } b: viewer { kind } c: viewer { kind } d: viewer { kind } e: viewer { kind } }';
    const send = (forwarded: object) =>
      signedTestFetch('identity', forwarded)(subgraph.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });

    const refused = await send({ isService: false });
    const customer: Viewer = { kind: 'ELITE', id: 'cus_1', scopes: [], session: 's' };

    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'OPERATION_TOO_EXPENSIVE', cost: 31, ceiling: 30 } }],
    });
    expect((await send({ isService: false, viewer: customer })).status).toBe(200);
    expect((await send({})).status).toBe(200);
  });

  it.each([
    ['a body that is not JSON', '{', 400, 'BAD_REQUEST'],
    ['a body above the limit', JSON.stringify({ query: `#${'x'.repeat(2_000)}` }), 413, 'PAYLOAD_TOO_LARGE'],
  ])('refuses %s', async (_name, body, status, code) => {
    const response = await signedTestFetch('identity')(subgraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });

    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it('refuses requests without a valid request token of the gateway, always with the same message', async () => {
    const body = JSON.stringify({ query: '{ viewer { kind } }' });
    const forwarded = encodeContext({ requestId: 'r', viewer: anonymous, market: {}, client: {} });
    const sign = createRequestSigner(testKey, 'identity');
    const send = async (token?: string, text = body) => {
      const headers = { 'content-type': 'application/json', ...(token && { [requestTokenHeader]: token }) };
      const response = await fetch(subgraph.url, { method: 'POST', headers, body: text });
      return [response.status, ((await response.json()) as { errors?: unknown }).errors];
    };
    const signed = sign({ method: 'POST', path: '/graphql', body }, forwarded);

    const answers = [
      await send(signed),
      await send(signed),
      await send(),
      await send(sign({ method: 'POST', path: '/graphql', body }, forwarded), `${body} `),
      await send(
        createRequestSigner('b2'.repeat(32), 'identity')({ method: 'POST', path: '/graphql', body }, forwarded),
      ),
    ];

    const refused = [
      401,
      [{ message: 'Only the gateway may send requests.', extensions: { code: 'UNAUTHENTICATED' } }],
    ];
    expect(answers).toEqual([[200, undefined], refused, refused, refused, refused]);
  });

  it('enforces the access directives of its schema itself', async () => {
    const codes = async (viewer: Viewer) => {
      const send = signedTestFetch('identity', { viewer });
      const body = JSON.stringify({ query: 'mutation { recoveryCodesGenerate { codes } }' });
      const response = await send(subgraph.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const { data, errors, extensions } = (await response.json()) as {
        data: unknown;
        errors?: { extensions: { code: string } }[];
        extensions?: object;
      };
      return [data, errors?.map(({ extensions }) => extensions.code), extensions];
    };
    const someone: Viewer = { kind: 'ELITE', id: 'c', scopes: [], session: 's', authTime: Date.now() / 1_000 };
    const customer: Viewer = { ...someone, scopes: ['account'] };

    const refused = (code: string) => [{ recoveryCodesGenerate: null }, [code], undefined];
    expect(await codes(anonymous)).toEqual(refused('UNAUTHENTICATED'));
    expect(await codes(someone)).toEqual(refused('FORBIDDEN'));
    expect(await codes({ ...customer, authTime: 0 })).toEqual(refused('STEP_UP_REQUIRED'));
    // The tags that the resolver invalidates, each once.
    const extensions = { invalidates: ['product:prod_1', 'products'] };
    expect(await codes(customer)).toEqual([{ recoveryCodesGenerate: { codes: ['x'] } }, undefined, extensions]);
  });

  it('is always live, and ready while its backends are available', async () => {
    expect((await fetch(`${base}/health/ready`)).status).toBe(200);

    backends.ready = false;
    const unready = await fetch(`${base}/health/ready`);
    backends.ready = true;

    expect(unready.status).toBe(503);
    expect(await unready.json()).toEqual({ status: 'unready', reason: 'PostgreSQL cannot be reached.' });
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    expect((await fetch(`${base}/elsewhere`)).status).toBe(404);
  });

  it('complies with the GraphQL over HTTP specification', async () => {
    const results = await auditServer({ url: subgraph.url, fetchFn: signedTestFetch('identity') });

    expect(results.filter(({ status }) => status === 'error')).toEqual([]);
    expect(results.length).toBeGreaterThan(50);
  });
});

function ask(query: string, headers: Record<string, string> = {}) {
  return signedTestFetch('identity', forwardedContextOf(headers))(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
}
