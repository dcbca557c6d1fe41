import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { anonymous, type SignedIn, type Viewer } from '#kit/graph/viewer.ts';
import { createLog } from '#kit/process/log.ts';
import { freePorts } from '#kit/process/port.ts';
import { gatewayEnv } from '#tests/support/gateway-env.ts';
import { CacheUse } from '../cache/cache-use.ts';
import { readGatewayConfig } from '../config.ts';
import type { GatewayContext } from '../context.ts';
import { type FakeSubgraph, type Reply, startFakeSubgraph } from '../gateway.fixture.ts';
import { openGateway } from '../gateway.ts';
import { openUnlimitedCostAccount } from '../limits/cost-account.ts';
import type { SupergraphState } from '../supergraph.ts';

/** A gateway without authentication, over two fake subgraphs that use every access directive. */
export interface PolicyTestGateway {
  /** Executes an operation as `options.viewer`, anonymous by default. */
  execute(query: string | undefined, options?: ExecuteOptions): Promise<Executed>;
  /** The queries sent to the subgraphs since the previous call, without the operation names that the plan adds. */
  takeSubgraphQueries(): string[];
  subgraphs: { commerce: FakeSubgraph; provenance: FakeSubgraph };
  supergraph(): SupergraphState;
  supergraphFile: string;
  close(): Promise<void>;
}

export type Executed = Pick<Reply, 'status'> & Pick<Reply['body'], 'data' | 'errors'>;

export interface ExecuteOptions {
  viewer?: Viewer | undefined;
  variables?: object | undefined;
  operationName?: string | undefined;
  extensions?: object;
}

/** A viewer with these scopes who has just authenticated. */
export function viewerWith(...scopes: string[]): SignedIn {
  return { kind: 'CUSTOMER', id: 'c1', scopes, session: 's1', authTime: Math.floor(Date.now() / 1000) };
}

export async function startPolicyTestGateway(): Promise<PolicyTestGateway> {
  const [first = 0, second = 0] = await freePorts(2);
  const [commerce, provenance] = await Promise.all([
    startFakeSubgraph({ sdl: sdl.commerce, resolvers: resolvers.commerce }, first),
    startFakeSubgraph({ sdl: sdl.provenance, resolvers: resolvers.provenance }, second),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'guarded-'));
  const supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, composePolicyTestSupergraph({ commerce: commerce.url, provenance: provenance.url }));
  const config = readGatewayConfig({
    ...gatewayEnv,
    SUPERGRAPH_FILE: supergraphFile,
    GATEWAY_POLL_MS: '20',
    PLANNING_THREADS: '0',
  });
  const gateway = await openGateway(config, createLog('gateway', 'silent'));

  return {
    subgraphs: { commerce, provenance },
    supergraph: gateway.supergraph,
    supergraphFile,
    execute: async (query, { viewer = anonymous, ...options } = {}) => {
      const response = await gateway.server.executeOperation(
        { query, ...options },
        { contextValue: contextOf(viewer) },
      );
      if (response.body.kind !== 'single') throw new Error('Expected a single response, not an incremental one.');
      const { data, errors } = JSON.parse(JSON.stringify(response.body.singleResult)) as Reply['body'];
      return { status: response.http.status ?? 200, data, ...(errors && { errors }) };
    },
    takeSubgraphQueries: () =>
      [commerce, provenance].flatMap(({ calls }) =>
        calls.splice(0).map(({ query }) => query.replace(/(\w*)__(commerce|provenance)__\d+/, '$1')),
      ),
    close: async () => {
      await gateway.close();
      await Promise.all([commerce.stop(), provenance.stop()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** Composes the two subgraphs at these URLs. */
export function composePolicyTestSupergraph(urls: Partial<Record<keyof typeof sdl, string>> = {}): string {
  const services = Object.entries(sdl).map(([name, own]) => ({
    name,
    url: urls[name as keyof typeof sdl] ?? '',
    typeDefs: parse(own),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
}

function contextOf(viewer: Viewer): GatewayContext {
  return {
    requestId: 'r1',
    viewer,
    market: { language: 'EN' },
    namedMarket: {},
    client: {},
    usedMarket: {},
    isService: false,
    isUncached: false,
    cacheUse: new CacheUse(),
    isDryRun: false,
    minimumCost: 1,
    costAccount: openUnlimitedCostAccount(),
    deadline: performance.now() + 5_000,
    signal: new AbortController().signal,
    isDisconnected: false,
    setCookie: () => {},
  };
}

const link = `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.9"
      import: ["@key", "@external", "@requires", "@composeDirective", "@authenticated", "@requiresScopes"]
    )
    @link(url: "https://specs.axiom.example/stepUp/v1.0", import: ["@stepUp"])
    @composeDirective(name: "@stepUp")
  directive @stepUp(maxAge: Int!) on FIELD_DEFINITION
`;

const sdl = {
  commerce: `${link}
    type Query {
      product: Product
      products: [Product!]!
      grid: [[Product]]
      account: Account
      ledger: String! @requiresScopes(scopes: [["ledger"]])
      assets: [Asset]
      texture: Texture
      finds: [Find!]
    }
    type Mutation {
      rename(title: String!): Product
      recall(reason: String): Product @requiresScopes(scopes: [["recall"]])
      erase: Boolean @stepUp(maxAge: 60)
    }
    type Product @key(fields: "id") {
      id: ID!
      title(upper: Boolean = false): String!
      cost(digits: Int = 0): Int @requiresScopes(scopes: [["cost"]])
      code: String! @requiresScopes(scopes: [["cost"]])
      pin: Int @stepUp(maxAge: 300)
      notes: Notes
    }
    type Notes { public: String  internal: String @authenticated }
    type Account @authenticated { id: ID! name: String grade: Grade }
    enum Grade @requiresScopes(scopes: [["cost"]]) { A B }
    interface Asset { id: ID! bytes: Int source: Asset }
    type Model implements Asset { id: ID! bytes: Int source: Asset @requiresScopes(scopes: [["cost"]]) triangles: Int }
    type Texture implements Asset { id: ID! bytes: Int @authenticated source: Asset width: Int }
    type Sketch implements Asset @requiresScopes(scopes: [["cost"]]) { id: ID! bytes: Int source: Asset }
    union Find = Product | Account | Article
    type Article { headline: String! cost: Int }`,
  provenance: `${link}
    type Product @key(fields: "id") {
      id: ID!
      pin: Int @external
      place: String
      stamp: String @requires(fields: "pin")
    }`,
};

const products = [1, 2].map((n) => ({
  __typename: 'Product',
  id: `p${n}`,
  title: ({ upper }: { upper: boolean }) => (upper ? `TITLE ${n}` : `Title ${n}`),
  cost: n * 100,
  code: `C${n}`,
  pin: n,
  notes: n === 1 ? { public: 'Mild', internal: 'Hot' } : null,
}));
const account = { __typename: 'Account', id: 'a1', name: 'Ada', grade: 'A' };
const texture = { __typename: 'Texture', id: 't1', bytes: 10, width: 4, source: null };
const model = { __typename: 'Model', id: 'm1', bytes: 20, triangles: 3, source: texture };
const sketch = { __typename: 'Sketch', id: 's1', bytes: 30, source: model };

const resolvers = {
  commerce: {
    Query: {
      product: () => products[0],
      products: () => products,
      grid: () => [[products[0], null], null, [products[1]]],
      account: () => account,
      ledger: () => 'secret',
      assets: () => [model, texture, null, sketch],
      texture: () => texture,
      finds: () => [products[0], account, { __typename: 'Article', headline: 'Fire', cost: 5 }],
    },
    Mutation: { rename: () => products[0], recall: () => products[0], erase: () => true },
    Product: { __resolveReference: ({ id }: { id: string }) => products.find((product) => product.id === id) },
  },
  provenance: {
    Product: {
      place: ({ id }: { id: string }) => `Place of ${id}`,
      stamp: ({ pin }: { pin: number }) => `Stamp ${pin}`,
    },
  },
};
