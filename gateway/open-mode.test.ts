import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLError, parse } from 'graphql';
import { requestTokenHeader } from '#kit/graph/request-token.ts';
import type { Environment } from '#kit/process/config.ts';
import { freePorts } from '#kit/process/port.ts';
import { until } from '#tests/support/until.ts';
import { type FakeSubgraph, type Reply, startFakeSubgraph } from './gateway.fixture.ts';
import { type RunningGateway, startGateway } from './index.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const sdl = {
  'north-wind.v2': `${link} type Query { ships: [Ship!]!  sunk: Ship }  type Mutation { launch(name: String!): Ship!  signIn: Boolean }
    type Ship @key(fields: "id") { id: ID!  name: String! }`,
  identity: `${link} type Ship @key(fields: "id") { id: ID!  crew(rank: String): [String!] }
    type Query { node(id: ID!): Ship  localization: String }`,
};
const ships = [
  { id: '1', name: 'Halcyon' },
  { id: '2', name: 'Meridian' },
];
const resolvers = {
  'north-wind.v2': {
    Query: {
      ships: () => ships,
      sunk: () => {
        throw new GraphQLError('It sank in 1912.', { extensions: { code: 'SUNK', depth: 3800 } });
      },
    },
    Mutation: { launch: (_: unknown, { name }: { name: string }) => ({ id: '3', name }), signIn: () => true },
    Ship: { __resolveReference: ({ id }: { id: string }) => ships.find((ship) => ship.id === id) },
  },
  identity: {
    Query: { node: (_: unknown, { id }: { id: string }) => ({ id }), localization: () => 'sea' },
    Ship: { crew: ({ id }: { id: string }, { rank }: { rank?: string }) => [`${rank ?? 'mate'} of ${id}`] },
  },
};

let folder: string;
let supergraphFile: string;
let subgraphs: Record<keyof typeof sdl, FakeSubgraph>;
let gateway: RunningGateway;
beforeAll(async () => {
  const [first = 0, second = 0] = await freePorts(2);
  const start = (name: keyof typeof sdl, port: number) =>
    startFakeSubgraph({ sdl: sdl[name], resolvers: resolvers[name] }, port);
  subgraphs = { 'north-wind.v2': await start('north-wind.v2', first), identity: await start('identity', second) };
  folder = await mkdtemp(join(tmpdir(), 'open-mode-'));
  supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, composed());
  gateway = await startOpen();
}, 120_000);
afterEach(() => {
  for (const subgraph of Object.values(subgraphs)) subgraph.calls.length = 0;
});
afterAll(async () => {
  await gateway.close();
  await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.stop()));
  await rm(folder, { recursive: true });
});

function composed(urls: Partial<Record<keyof typeof sdl, string>> = {}): string {
  const names = Object.keys(sdl) as (keyof typeof sdl)[];
  const { supergraphSdl, errors } = composeServices(
    names.map((name) => ({ name, url: urls[name] ?? subgraphs[name].url, typeDefs: parse(sdl[name]) })),
  );
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
}

async function startOpen(env: Environment = {}): Promise<RunningGateway> {
  const [port] = await freePorts(1);
  return startGateway({
    GATEWAY_MODE: 'open',
    SUPERGRAPH_FILE: supergraphFile,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    GATEWAY_POLL_MS: '20',
    // Starting a thread is slower than most of the tests.
    PLANNING_THREADS: '0',
    ...env,
  });
}

async function ask(query: string, { url } = gateway, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Reply['body'] };
}

describe('A gateway in open mode', () => {
  it('serves a supergraph of any subgraphs, and adds nothing to its responses', async () => {
    const { status, body } = await ask('{ ships { name crew(rank: "captain") } node(id: "x") { id } localization }');

    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        ships: [
          { name: 'Halcyon', crew: ['captain of 1'] },
          { name: 'Meridian', crew: ['captain of 2'] },
        ],
        node: { id: 'x' },
        localization: 'sea',
      },
    });
  });

  it('sends subgraphs no request tokens and none of the client’s headers', async () => {
    await ask('mutation { launch(name: "Aurora") { name } }', gateway, {
      'x-axiom-country': 'JP',
      authorization: 'Basic x',
    });

    const [call] = subgraphs['north-wind.v2'].calls;
    expect(call?.headers).not.toHaveProperty(requestTokenHeader);
    expect(call?.headers).not.toHaveProperty('authorization');
  });

  it('treats every client as anonymous, regardless of its credentials', async () => {
    const { body } = await ask('{ ships { id } }', gateway, { authorization: 'Bearer axiom_partner_x', cookie: 'a=b' });

    expect(body).toEqual({ data: { ships: [{ id: '1' }, { id: '2' }] } });
  });

  it('returns the errors of subgraphs unchanged', async () => {
    const { body } = await ask('{ sunk { id } }');

    expect(body).toEqual({
      data: { sunk: null },
      errors: [{ message: 'It sank in 1912.', path: ['sunk'], extensions: { code: 'SUNK', depth: 3800 } }],
    });
  });

  it('reports invalid operations and operations beyond its limits', async () => {
    const invalid = await ask('{ ship }');
    const long = await ask(`{ ${'__typename '.repeat(2_000)} }`);

    expect([invalid.status, invalid.body.errors?.[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect([long.status, long.body.errors?.[0]?.extensions.code]).toEqual([400, 'OPERATION_TOO_COMPLEX']);
  });

  it('does not limit the cost or the number of operations of a client', async () => {
    const replies = await Promise.all(Array.from({ length: 200 }, () => ask('{ ships { id } }')));

    expect(replies.filter(({ status, body }) => status !== 200 || body.errors)).toEqual([]);
  });

  it('has no pages of customers', async () => {
    const { origin } = new URL(gateway.url);
    const paths = ['/passkey', '/account/verify', '/account/reset', '/account/unsubscribe', '/.well-known/jwks.json'];
    const statuses = await Promise.all(paths.map(async (path) => (await fetch(origin + path)).status));

    expect(statuses).toEqual([404, 404, 404, 404, 404]);
    expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${origin}/schema.graphql`)).text()).toContain('type Ship');
  });

  it('ignores session cookies of a subgraph that is called identity', async () => {
    subgraphs.identity.fault = (response) => {
      response.setHeader('content-type', 'application/json');
      const cookies = [{ kind: 'CUSTOMER', token: 't', maxAge: 60 }];
      response.end(JSON.stringify({ data: { localization: 'sea' }, extensions: { cookies } }));
    };
    const { headers, body } = await ask('{ localization }');
    subgraphs.identity.fault = undefined;

    expect(body).toEqual({ data: { localization: 'sea' } });
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('sends requests to the addresses in the environment', async () => {
    const moved = await startOpen({ NORTH_WIND_V2_URL: subgraphs.identity.url });
    await ask('{ ships { id } }', moved);
    await moved.close();

    expect(subgraphs.identity.calls).toHaveLength(1);
    expect(subgraphs['north-wind.v2'].calls).toEqual([]);
  });

  it('does not start with a subgraph without an address, and names its variable', async () => {
    const file = join(folder, 'without-address.graphql');
    await writeFile(file, composed({ 'north-wind.v2': '' }));

    await expect(startOpen({ SUPERGRAPH_FILE: file })).rejects.toThrow(
      'The subgraph "north-wind.v2" has no http or https URL. Set NORTH_WIND_V2_URL.',
    );
  });

  it('does not start in production, unless that is accepted', async () => {
    await expect(startOpen({ NODE_ENV: 'production' })).rejects.toThrow(/GATEWAY_MODE=open is refused in production/);

    const accepted = await startOpen({ NODE_ENV: 'production', PREFLIGHT_ACCEPTS: 'GATEWAY_MODE' });
    expect((await ask('{ ships { id } }', accepted)).status).toBe(200);
    await accepted.close();
  });

  it('rejects an unknown mode, and needs REDIS_URL in closed mode', async () => {
    await expect(startOpen({ GATEWAY_MODE: 'ajar' })).rejects.toThrow(/GATEWAY_MODE: .*REDIS_URL: /s);
    await expect(startOpen({ GATEWAY_MODE: 'closed' })).rejects.toThrow(/REDIS_URL: /);
  });

  it('rejects a changed supergraph with a subgraph without an address, and keeps the previous one', async () => {
    const before = await readFile(supergraphFile, 'utf8');
    const replace = async (text: string) => {
      await writeFile(`${supergraphFile}.new`, text);
      await rename(`${supergraphFile}.new`, supergraphFile);
    };
    const lastError = async () => {
      const { supergraph } = (await (await fetch(new URL('/health/ready', gateway.url))).json()) as {
        supergraph: { lastError: { message: string } | null };
      };
      return supergraph.lastError?.message;
    };
    await replace(composed({ 'north-wind.v2': '', identity: 'http://127.0.0.1:1' }));
    await until(async () => (await lastError()) !== undefined);
    const message = await lastError();
    const { body } = await ask('{ ships { crew } }');
    await replace(before);
    await until(async () => (await lastError()) === undefined);

    expect(message).toContain('NORTH_WIND_V2_URL');
    expect(body).toEqual({ data: { ships: [{ crew: ['mate of 1'] }, { crew: ['mate of 2'] }] } });
  });
});
