import { join } from 'node:path';
import { z } from 'zod';
import { ceilingsIn, ceilingVariables } from '#kit/graph/cost/ceilings.ts';
import { relyingPartyOrigins } from '#kit/graph/relying-party.ts';
import { type SubgraphVariables, variablesOf } from '#kit/graph/subgraph-variables.ts';
import { count, type Environment, host, milliseconds, port, readConfig } from '#kit/process/config.ts';
import { isLoopback, localOrigins, readList } from '#kit/process/http/origins.ts';
import { redisUrl } from '#kit/stores/redis-url.ts';
import { edgeContextKeys } from './edge-context.ts';
import { planningIn, planningVariables } from './execution/planning/config.ts';
import { androidApps, appleAppIds } from './http/well-known.ts';
import { quotaVariables, readQuotaConfig, withinBuckets } from './limits/config.ts';

/** The gateway's configuration. It is read from the environment once, at startup. */
export type GatewayConfig = ReturnType<typeof readGatewayConfig>;

const root = join(import.meta.dirname, '..');

const shape = z.object({
  PORT: port(4000),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  /** The file in which the process records its running operations. */
  RUNNING_OPERATIONS_FILE: z.string().optional(),
  /** The composed supergraph. It is reloaded when it changes. */
  SUPERGRAPH_FILE: z.string().default(join(root, 'schema/supergraph.graphql')),
  /** The interval in which that file is checked for changes. */
  GATEWAY_POLL_MS: milliseconds(1_000),
  /** The URL under which browsers reach the gateway. Its own pages may use cookies; with https these are Secure. */
  PUBLIC_URL: z.url().optional(),
  /** Hosts that are served in addition to that of PUBLIC_URL: `name`, `name:port`, or `*` for every host. */
  GATEWAY_HOSTS: z.string().default('').transform(readList),
  /** The `max-age` of HSTS in seconds, if PUBLIC_URL is https. */
  GATEWAY_HSTS_SECONDS: z.coerce.number().int().min(0).default(31_536_000),
  /** The number of proxies in front of the gateway that append to `X-Forwarded-For`. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  /** `open`: serves any supergraph without authentication, request tokens and limits by cost; Redis is not used. */
  GATEWAY_MODE: z.enum(['closed', 'open']).default('closed'),
  /** Sessions and rate limits. */
  REDIS_URL: redisUrl.optional(),
  TOKEN_ISSUER: z.string().default('http://localhost:4000'),
  TOKEN_AUDIENCE: z.string().default('axiom-graph'),
  /** The accepted modes of partner keys. */
  PARTNER_KEY_MODES: z
    .string()
    .default('live,test')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.enum(['live', 'test']))),
  /** Subgraphs that do not verify request tokens, and receive none: names, or `*` for all. */
  GATEWAY_UNSIGNED_SUBGRAPHS: z.string().default('').transform(readList),
  /** The timeout of a client request, over all its fetches. */
  GATEWAY_TIMEOUT_MS: milliseconds(8_000),
  /** The timeout of one fetch from a subgraph. */
  GATEWAY_FETCH_TIMEOUT_MS: milliseconds(4_000),
  GATEWAY_CONNECT_TIMEOUT_MS: milliseconds(500),
  /** The maximum number of connections to each subgraph. */
  GATEWAY_CONNECTIONS: count(64),
  /** The maximum size of a subgraph's response in bytes. */
  GATEWAY_RESPONSE_LIMIT: count(16_777_216),
  /** The maximum size of a response to a client in bytes. */
  GATEWAY_ANSWER_LIMIT: count(8_388_608),
  /** The maximum number of client connections, and of those from one IPv4 address or one IPv6 /64. */
  GATEWAY_MAX_SOCKETS: count(4_096),
  GATEWAY_MAX_SOCKETS_PER_NETWORK: count(1_024),
  /** The timeouts of the head of a request, of the whole request, and between two requests of a connection. */
  GATEWAY_HEAD_TIMEOUT_MS: milliseconds(10_000),
  GATEWAY_REQUEST_TIMEOUT_MS: milliseconds(30_000),
  GATEWAY_IDLE_TIMEOUT_MS: milliseconds(65_000),
  /**
   * The timeout of a response that the client does not read, and the minimum rate at which it must read, in bytes a
   * second.
   */
  GATEWAY_WRITE_TIMEOUT_MS: milliseconds(30_000),
  GATEWAY_WRITE_RATE: count(16_384),
  /** How long the gateway accepts connections after SIGTERM, while `/health/ready` reports that it is draining. */
  GATEWAY_DRAIN_MS: z.coerce.number().int().min(0).default(0),
  /** The memory of the cache in megabytes; 0 switches it off. */
  CACHE_MEMORY_MB: z.coerce.number().int().min(0).default(64),
  LIMIT_BODY_BYTES: count(262_144),
  LIMIT_TOKENS: count(2_000),
  LIMIT_DEPTH: count(15),
  LIMIT_ALIASES: count(30),
  LIMIT_DIRECTIVES: count(50),
  LIMIT_FIELDS: count(2_000),
  /** The concurrent operations of one client: their number, their total cost in points, and the number that wait. */
  LIMIT_RUNNING: count(10),
  LIMIT_RUNNING_POINTS: count(3_000),
  LIMIT_WAITING: count(100),
  LIMIT_OPEN_REQUESTS: count(256),
  LIMIT_REFUSALS_BURST: count(60),
  LIMIT_REFUSALS_PER_SECOND: count(20),
  ...ceilingVariables,
  ...quotaVariables,
  ...planningVariables,
  /** The origins of web pages that may call the graph from a browser, in addition to the gateway's own. */
  CORS_ORIGINS: z.string().default('https://studio.apollographql.com').transform(readList),
  /** The keys of the header `x-axiom-context`, which the edge signs. Without keys, the header is ignored. */
  EDGE_CONTEXT_KEYS: edgeContextKeys,
  /** The apps and pages that use AXIOM's passkeys, for the files under `/.well-known/`. */
  ANDROID_APPS: androidApps,
  APPLE_APP_IDS: appleAppIds,
  RP_ORIGINS: relyingPartyOrigins,
  /** The token in `x-axiom-service` that authenticates AXIOM's own services. */
  GATEWAY_SERVICE_TOKEN: z.string().optional(),
  /** The token of clients that read `/metrics`; without it, there are no metrics. */
  METRICS_TOKEN: z.string().optional(),
  /** The local mailbox that the launcher starts. Not for production. */
  MAILBOX_URL: z.url().optional(),
  MAILBOX_TOKEN: z.string().default(''),
  INTROSPECTION: z.stringbool().default(true),
  /** The folder of the built explorer. */
  EXPLORER_DIR: z.string().default(join(root, '.axiom/explorer')),
  /** The folder of the built example storefront. */
  STOREFRONT_DIR: z.string().default(join(root, '.axiom/storefront')),
  /** The origins from which the storefront's page loads pictures and 3D files. */
  STOREFRONT_FILE_ORIGINS: z.string().default('').transform(readList),
});

/** Reads and validates the gateway's variables. Throws one error that lists all problems. */
export function readGatewayConfig(env: Environment) {
  const isOpen = env.GATEWAY_MODE === 'open';
  const config = readConfig('gateway', isOpen ? shape : shape.required({ REDIS_URL: true }), env);
  const quota = readQuotaConfig(config);
  const publicUrl = config.PUBLIC_URL ?? `http://localhost:${config.PORT}`;
  return {
    port: config.PORT,
    publicUrl,
    /** The origins of the gateway's own pages: public, and local to this machine. */
    ownOrigins: [publicUrl, `http://localhost:${config.PORT}`, `http://127.0.0.1:${config.PORT}`].map(
      (url) => new URL(url).origin,
    ),
    hosts: config.GATEWAY_HOSTS,
    hsts: config.GATEWAY_HSTS_SECONDS,
    trustedProxies: config.TRUSTED_PROXIES,
    /** The limits of client connections. */
    serverLimits: {
      headTimeout: config.GATEWAY_HEAD_TIMEOUT_MS,
      requestTimeout: config.GATEWAY_REQUEST_TIMEOUT_MS,
      idleTimeout: config.GATEWAY_IDLE_TIMEOUT_MS,
      writeTimeout: config.GATEWAY_WRITE_TIMEOUT_MS,
      writeRate: config.GATEWAY_WRITE_RATE,
      sockets: config.GATEWAY_MAX_SOCKETS,
      // Behind a proxy, all connections come from the proxy's address.
      socketsPerNetwork:
        config.TRUSTED_PROXIES > 0 ? config.GATEWAY_MAX_SOCKETS : config.GATEWAY_MAX_SOCKETS_PER_NETWORK,
    },
    isOpen,
    redisUrl: config.REDIS_URL,
    tokens: { issuer: config.TOKEN_ISSUER, audience: config.TOKEN_AUDIENCE },
    partnerKeyModes: config.PARTNER_KEY_MODES,
    host: config.HOST,
    logLevel: config.LOG_LEVEL,
    runningOperationsFile: config.RUNNING_OPERATIONS_FILE,
    supergraphFile: config.SUPERGRAPH_FILE,
    pollInterval: config.GATEWAY_POLL_MS,
    /** The settings of a subgraph: see `SubgraphSettings`. */
    subgraph: (name: string) => settingsOf(name, env, isOpen ? ['*'] : config.GATEWAY_UNSIGNED_SUBGRAPHS),
    timeout: config.GATEWAY_TIMEOUT_MS,
    drain: config.GATEWAY_DRAIN_MS,
    /** How subgraphs are called. */
    fetch: {
      timeout: config.GATEWAY_FETCH_TIMEOUT_MS,
      connectTimeout: config.GATEWAY_CONNECT_TIMEOUT_MS,
      connections: config.GATEWAY_CONNECTIONS,
      responseLimit: config.GATEWAY_RESPONSE_LIMIT,
    },
    /** The memory of the cache in bytes. */
    cacheBytes: config.CACHE_MEMORY_MB * 1_048_576,
    bodyLimit: config.LIMIT_BODY_BYTES,
    /** The maximum size of a response to a client, as JSON in bytes. */
    responseLimit: config.GATEWAY_ANSWER_LIMIT,
    /** The limits of one operation. */
    limits: {
      tokens: config.LIMIT_TOKENS,
      depth: config.LIMIT_DEPTH,
      aliases: config.LIMIT_ALIASES,
      directives: config.LIMIT_DIRECTIVES,
      fields: config.LIMIT_FIELDS,
    },
    quota,
    /** The maximum cost of one operation, by kind of viewer: at most the size of its bucket. */
    ceilings: withinBuckets(ceilingsIn(config), quota),
    concurrency: { running: config.LIMIT_RUNNING, points: config.LIMIT_RUNNING_POINTS, waiting: config.LIMIT_WAITING },
    openRequests: config.LIMIT_OPEN_REQUESTS,
    rejections: { burst: config.LIMIT_REFUSALS_BURST, perSecond: config.LIMIT_REFUSALS_PER_SECOND },
    planning: planningIn(config),
    /** A gateway that listens on loopback allows all pages of this machine. */
    corsOrigins: isLoopback(config.HOST) ? [...config.CORS_ORIGINS, ...localOrigins] : config.CORS_ORIGINS,
    passkeyClients: {
      androidApps: config.ANDROID_APPS,
      appleAppIds: config.APPLE_APP_IDS,
      origins: config.RP_ORIGINS,
    },
    edgeContextKeys: config.EDGE_CONTEXT_KEYS,
    serviceToken: config.GATEWAY_SERVICE_TOKEN,
    metricsToken: config.METRICS_TOKEN,
    mailbox: config.MAILBOX_URL === undefined ? undefined : { url: config.MAILBOX_URL, token: config.MAILBOX_TOKEN },
    introspection: config.INTROSPECTION,
    explorerDir: config.EXPLORER_DIR,
    storefront: {
      folder: config.STOREFRONT_DIR,
      // The local backends are on other ports.
      fileOrigins: isLoopback(config.HOST)
        ? [...config.STOREFRONT_FILE_ORIGINS, 'http://localhost:*', 'http://127.0.0.1:*']
        : config.STOREFRONT_FILE_ORIGINS,
    },
  };
}

/** The settings of a subgraph in the environment. */
export interface SubgraphSettings {
  /** Its URL, which replaces that in the supergraph. */
  url?: string;
  /** The key of its request tokens. */
  key?: string;
  /** Whether it receives no request tokens. */
  isUnsigned: boolean;
  /** The names of its variables. */
  variables: SubgraphVariables;
}

function settingsOf(name: string, env: Environment, unsigned: readonly string[]): SubgraphSettings {
  const variables = variablesOf(name);
  const [url, key] = [env[variables.url], env[variables.requestTokenKey]];
  const isUnsigned = unsigned.includes('*') || unsigned.includes(name);
  return { ...(url && { url }), ...(key && { key }), isUnsigned, variables };
}
