import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { contextIn } from '#kit/graph/request-token.fixture.ts';
import { type ForwardedContext, requestTokenHeader } from '#kit/graph/request-token.ts';
import type { Environment } from '#kit/process/config.ts';
import { freePorts } from '#kit/process/port.ts';
import { composeOnce } from '#tests/support/compose-once.ts';
import { gatewayEnv } from '#tests/support/gateway-env.ts';
import { type RunningGateway, startGateway } from './index.ts';

/** A small subgraph for tests, whose responses a test can replace. */
export interface FakeSubgraph {
  url: string;
  /** The operations that it received, in order. */
  calls: { headers: IncomingHttpHeaders; body: string; query: string; variables: Record<string, unknown> }[];
  /** While set, responds instead of the subgraph. `body` is the request's body, empty for a GET. */
  fault: ((response: ServerResponse, body: string) => void) | undefined;
  /** The `extensions.context` of its responses. */
  responseContext: Record<string, unknown>;
  /** The `extensions.fallbacks` and `extensions.isPartial` of its responses. */
  fallbacks: unknown;
  isPartial: unknown;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A running gateway over four fake subgraphs. */
export interface TestGateway {
  running: RunningGateway;
  /** The URL of the GraphQL endpoint. */
  url: string;
  origin: string;
  subgraphs: Record<'commerce' | 'provenance' | 'search' | 'identity', FakeSubgraph>;
  supergraphFile: string;
  /** Posts an operation and returns the response. */
  execute(query: string, options?: { variables?: object; headers?: Record<string, string> }): Promise<Reply>;
  /** Removes all faults, waits until every circuit breaker is closed, and clears the recorded calls. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface Reply {
  status: number;
  headers: Headers;
  body: {
    data?: Record<string, unknown> | null;
    errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
    extensions?: Record<string, unknown>;
  };
}

/** The context that the gateway forwarded to a subgraph with its last request. */
export function forwardedTo({ calls }: FakeSubgraph): ForwardedContext {
  return contextIn(String(calls.at(-1)?.headers[requestTokenHeader]));
}

/** Starts the four subgraphs and a gateway over them. `env` adds to the gateway's variables, or replaces them. */
export async function startTestGateway(env: Environment = {}): Promise<TestGateway> {
  const ports = await freePorts(5);
  const names = ['commerce', 'provenance', 'search', 'identity'] as const;
  const started = await Promise.all(
    names.map((name, index) =>
      startFakeSubgraph({ sdl: link + sdl[name], resolvers: resolvers[name] }, ports[index] as number),
    ),
  );
  const subgraphs = Object.fromEntries(names.map((name, i) => [name, started[i]])) as TestGateway['subgraphs'];
  const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  const supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(
    supergraphFile,
    await composeTestSupergraph(Object.fromEntries(names.map((name) => [name, subgraphs[name].url]))),
  );
  const running = await startGateway({
    PORT: String(ports[4]),
    LOG_LEVEL: 'silent',
    SUPERGRAPH_FILE: supergraphFile,
    EXPLORER_DIR: join(folder, 'explorer'),
    // Starting a thread is slower than most of the tests.
    PLANNING_THREADS: '0',
    ...gatewayEnv,
    ...env,
  });

  const gateway: TestGateway = {
    running,
    url: running.url,
    origin: new URL(running.url).origin,
    subgraphs,
    supergraphFile,
    execute: async (query, { variables = {}, headers = {} } = {}) => {
      const response = await fetch(running.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, headers: response.headers, body: (await response.json()) as Reply['body'] };
    },
    reset: async () => {
      for (const subgraph of started) Object.assign(subgraph, { fault: undefined, responseContext: {} });
      while ((await gateway.execute('{ search { edges { node { title place } } } }')).body.errors) await sleep(20);
      for (const subgraph of started) subgraph.calls.length = 0;
    },
    close: async () => {
      await running.close();
      await Promise.all(started.map((subgraph) => subgraph.stop()));
      await rm(folder, { recursive: true });
    },
  };
  return gateway;
}

/** Composes the four subgraphs at these URLs; `more` is added to the SDL of commerce. */
export function composeTestSupergraph(urls: Readonly<Record<string, string>>, more = ''): Promise<string> {
  const subgraphs = Object.entries(sdl).map(([name, own]) => [name, link + own + (name === 'commerce' ? more : '')]);
  return composeOnce(Object.fromEntries(subgraphs), urls);
}

/** Serves a subgraph at a port of 127.0.0.1. It does not verify request tokens. */
export async function startFakeSubgraph(own: { sdl: string; resolvers: object }, port: number): Promise<FakeSubgraph> {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(own.sdl), resolvers: own.resolvers as GraphQLResolverMap<unknown> },
  ]);
  const server = createServer({ noDelay: true }, async (request, response) => {
    const body = await text(request);
    if (body) fake.calls.push({ headers: request.headers, body, ...JSON.parse(body) });
    if (fake.fault) return fake.fault(response, body);
    if (!body) return response.end('{"status":"ready"}');
    const { query, variables } = JSON.parse(body);
    const result = await graphql({ schema, source: query, variableValues: variables });
    response.setHeader('content-type', 'application/json');
    const { responseContext: context, fallbacks, isPartial } = fake;
    response.end(JSON.stringify({ ...result, extensions: { context, fallbacks, isPartial } }));
  });
  const fake: FakeSubgraph = {
    url: `http://127.0.0.1:${port}/graphql`,
    calls: [],
    fault: undefined,
    responseContext: {},
    ...{ fallbacks: undefined, isPartial: undefined },
    start: () => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await fake.start();
  return fake;
}

/** Begins the SDL of every subgraph. */
const link = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])
  scalar CountryCode
  scalar CurrencyCode
  directive @inContext(country: CountryCode, currency: CurrencyCode) on QUERY | MUTATION
`;

const sdl = {
  commerce: `
    type Query { product(id: ID!): Product products: [Product!]! secret: String }
    type Mutation { rename(id: ID!, title: String!): Product }
    type Product @key(fields: "id") { id: ID! title: String! collection: Collection }
    type Collection { title: String! lead: Product }`,
  provenance: `
    type Product @key(fields: "id") { id: ID! place: String materials: [Material!] }
    type Material { name: String! sharePercent(digits: Int = 0): Float }`,
  search: `
    type Query { search: Search hits: [Hit!] }
    type Search { edges: [Edge!]! }
    type Edge { node: Product! }
    union Hit = Product | Article
    type Article { headline: String! }
    type Product @key(fields: "id", resolvable: false) { id: ID! }`,
  identity: `
    type Query {
      partnerKeyGrant(hash: Sha256!): PartnerKeyGrant @inaccessible
      partnerOrigins: [String!] @inaccessible
    }
    type Mutation { signIn: Boolean }
    type PartnerKeyGrant @inaccessible {
      keyId: ID! partnerId: ID! mode: String! scopes: [String!]! allowedOrigins: [String!]!
    }
    scalar Sha256`,
};

const products = ['p1', 'p2', 'p3'].map((id) => ({ id, title: `Title of ${id}` }));
const find = ({ id }: { id: string }) => products.find((product) => product.id === id) ?? null;

const resolvers: Record<keyof typeof sdl, object> = {
  identity: { Query: { partnerOrigins: () => [] }, Mutation: { signIn: () => true } },
  commerce: {
    Query: {
      product: (_: unknown, args: { id: string }) => find(args),
      products: () => products,
      secret: () => {
        throw new Error('password=hunter2');
      },
    },
    Mutation: { rename: (_: unknown, { id, title }: { id: string; title: string }) => ({ id, title }) },
    Product: { __resolveReference: find, collection: () => ({ title: 'Ember', lead: products[2] }) },
  },
  provenance: {
    Product: {
      __resolveReference: find,
      place: ({ id }: { id: string }) => `Place of ${id}`,
      materials: () => [{ name: 'Leather', sharePercent: 100 }],
    },
  },
  search: {
    Query: {
      search: () => ({ edges: products.map((node) => ({ node })) }),
      hits: () => [
        { __typename: 'Article', headline: 'Fire' },
        { __typename: 'Product', id: 'p2' },
      ],
    },
  },
};
