import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { Environment } from '#kit/process/config.ts';
import { freePorts } from '#kit/process/port.ts';
import { startTestRedis } from '#tests/support/backends/redis.ts';
import { gatewayEnv } from '#tests/support/gateway-env.ts';
import { type FakeSubgraph, startFakeSubgraph } from '../gateway.fixture.ts';
import { startGateway } from '../index.ts';

/** A gateway over two subgraphs with cache hints: commerce has products, and provenance their places. */
export interface CachingGateway {
  url: string;
  origin: string;
  commerce: FakeSubgraph;
  provenance: FakeSubgraph;
  /** The number of requests that the subgraphs have received. */
  calls(): number;
  close(): Promise<void>;
}

const link = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.axiom.example/cache/v1.0", import: ["@cacheControl", "@cacheTag"])
    @composeDirective(name: "@cacheControl")
    @composeDirective(name: "@cacheTag")
  directive @cacheControl(
    maxAge: Int, taggedMaxAge: Int, scope: cache__Scope, inheritMaxAge: Boolean, staleIfError: Int
  )
    on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  directive @cacheTag(format: String!) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE
  enum cache__Scope { PUBLIC PRIVATE }
  scalar CountryCode
  scalar CurrencyCode
  enum LanguageCode { EN FR JA IT }
  directive @inContext(country: CountryCode, currency: CurrencyCode, language: LanguageCode) on QUERY | MUTATION
`;

const commerceSdl = `${link}
  type Query {
    product(id: ID!): Product @cacheControl(maxAge: 300)
    products(first: Int = 3): [Product!]! @cacheControl(maxAge: 120, staleIfError: 600) @cacheTag(format: "products")
    found(text: String!): String @cacheControl(maxAge: 60) @cacheTag(format: "found:{$args.text}")
    viewerName: String @cacheControl(maxAge: 60, scope: PRIVATE) @cacheTag(format: "viewer")
    live: Int
    broken: String @cacheControl(maxAge: 60) @cacheTag(format: "broken")
  }
  type Mutation { rename(id: ID!, title: String!): Product }
  type Product @key(fields: "id") @cacheControl(maxAge: 300, staleIfError: 600) @cacheTag(format: "product:{$key.id}") {
    id: ID! title: String! size: Int stock: Int @cacheControl(maxAge: 60, taggedMaxAge: 3600)
  }`;

const provenanceSdl = `${link}
  type Product @key(fields: "id") @cacheControl(maxAge: 300, staleIfError: 600) @cacheTag(format: "product:{$key.id}") {
    id: ID! place: String
  }`;

/** The title and the number of texts in it, so that a response has more than a kilobyte. */
const product = (id: string) => ({ id, title: `Title of ${id}: “${'long and plain '.repeat(80)}”`, size: 3, stock: 7 });

const metricsToken = 'a'.repeat(64);

/** The metrics of a gateway at this origin, as a text. */
export async function metricsOf(origin: string): Promise<string> {
  const response = await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  return response.text();
}

/** Starts a gateway. `env` adds to its variables. */
export async function startCachingGateway(env: Environment = {}): Promise<CachingGateway> {
  const [port, commercePort, provenancePort] = (await freePorts(3)) as [number, number, number];
  const commerce = await startFakeSubgraph(
    {
      sdl: commerceSdl,
      resolvers: {
        Query: {
          product: (_: unknown, { id }: { id: string }) => product(id),
          products: (_: unknown, { first }: { first: number }) =>
            Array.from({ length: first }, (_, index) => product(`p${index}`)),
          found: (_: unknown, { text }: { text: string }) => text,
          viewerName: () => 'Ada',
          live: () => 1,
          broken: () => {
            throw new Error('broken');
          },
        },
        Mutation: { rename: (_: unknown, { id }: { id: string }) => product(id) },
        Product: { __resolveReference: ({ id }: { id: string }) => product(id) },
      },
    },
    commercePort,
  );
  const place = ({ id }: { id: string }) => `Place of ${id}`;
  const provenance = await startFakeSubgraph(
    { sdl: provenanceSdl, resolvers: { Product: { __resolveReference: (key: object) => key, place } } },
    provenancePort,
  );
  const { supergraphSdl, errors } = composeServices([
    { name: 'commerce', url: commerce.url, typeDefs: parse(commerceSdl) },
    { name: 'provenance', url: provenance.url, typeDefs: parse(provenanceSdl) },
  ]);
  if (!supergraphSdl) throw new Error(String(errors));
  const folder = await mkdtemp(join(tmpdir(), 'answers-'));
  const supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, supergraphSdl);
  const redis = await startTestRedis();
  const running = await startGateway({
    ...{ PORT: String(port), LOG_LEVEL: 'silent', SUPERGRAPH_FILE: supergraphFile, PLANNING_THREADS: '0' },
    ...gatewayEnv,
    ...{ REDIS_URL: redis.url, METRICS_TOKEN: metricsToken },
    ...env,
  });
  const { origin } = new URL(running.url);
  // Until then, the cache may be emptied.
  if (!env.REDIS_URL) while (!(await metricsOf(origin)).includes('axiom_cache_degraded 0')) await sleep(20);
  return {
    url: running.url,
    origin,
    commerce,
    provenance,
    calls: () => commerce.calls.length + provenance.calls.length,
    close: async () => {
      await running.close();
      await Promise.all([commerce.stop(), provenance.stop(), redis.remove()]);
      await rm(folder, { recursive: true });
    },
  };
}
