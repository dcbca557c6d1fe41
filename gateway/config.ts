import { join } from 'node:path';
import { z } from 'zod';
import { ceilingsIn, ceilingVariables } from '#kit/graph/cost/ceilings.ts';
import { relyingPartyOrigins } from '#kit/graph/relying-party.ts';
import { type SubgraphVariables, variablesOf } from '#kit/graph/subgraph-variables.ts';
import { count, type Environment, host, milliseconds, port, readConfig } from '#kit/process/config.ts';
import { isLoopback, localOrigins, readList } from '#kit/process/http/origins.ts';
import { planningIn, planningVariables } from './execution/planning/config.ts';
import { androidApps, appleAppIds } from './http/well-known.ts';
import { quotaVariables, readQuotaConfig, withinBuckets } from './limits/config.ts';

/** What the gateway reads from its environment, once, at its start. */
export type GatewayConfig = ReturnType<typeof readGatewayConfig>;

const root = join(import.meta.dirname, '..');

const shape = z.object({
  PORT: port(4000),
  HOST: host,
  LOG_LEVEL: z.string().default('info'),
  /** Where the process notes what it executes. */
  RUNNING_OPERATIONS_FILE: z.string().optional(),
  /** The composed supergraph; read again whenever it changes. */
  SUPERGRAPH_FILE: z.string().default(join(root, 'schema/supergraph.graphql')),
  /** How often to look whether that file has changed. */
  GATEWAY_POLL_MS: milliseconds(1_000),
  /** How browsers see the gateway: its own pages may use cookies, and with https these are Secure. */
  PUBLIC_URL: z.url().optional(),
  /** Hosts that are served in addition to that of the public address: `name`, `name:port`, or `*` for every host. */
  GATEWAY_HOSTS: z.string().default('').transform(readList),
  /** For how many seconds browsers come back by https alone, where the public address is https. */
  GATEWAY_HSTS_SECONDS: z.coerce.number().int().min(0).default(31_536_000),
  /** How many proxies in front of the gateway add to `X-Forwarded-For`. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  /** Where sessions are. */
  REDIS_URL: z.url(),
  TOKEN_ISSUER: z.string().default('http://localhost:4000'),
  TOKEN_AUDIENCE: z.string().default('axiom-graph'),
  /** Kinds of partner key that are accepted. */
  PARTNER_KEY_MODES: z
    .string()
    .default('live,test')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.enum(['live', 'test']))),
  /** Subgraphs that receive no request tokens, because they check none: names, or `*` for all. */
  GATEWAY_UNSIGNED_SUBGRAPHS: z.string().default('').transform(readList),
  /** How long one client request may take, over all its fetches. */
  GATEWAY_TIMEOUT_MS: milliseconds(8_000),
  /** How long one fetch from a subgraph may take. */
  GATEWAY_FETCH_TIMEOUT_MS: milliseconds(4_000),
  GATEWAY_CONNECT_TIMEOUT_MS: milliseconds(500),
  /** Connections kept to each subgraph. */
  GATEWAY_CONNECTIONS: count(64),
  /** Bytes a subgraph's answer may have. */
  GATEWAY_RESPONSE_LIMIT: count(16_777_216),
  /** Bytes an answer to a client may have. */
  GATEWAY_ANSWER_LIMIT: count(8_388_608),
  /** Connections of clients that may be open, and those of one IPv4 address or one /64 of IPv6. */
  GATEWAY_MAX_SOCKETS: count(4_096),
  GATEWAY_MAX_SOCKETS_PER_NETWORK: count(1_024),
  /** How long a client may take for the head of a request, for the whole request, and between two requests. */
  GATEWAY_HEAD_TIMEOUT_MS: milliseconds(10_000),
  GATEWAY_REQUEST_TIMEOUT_MS: milliseconds(30_000),
  GATEWAY_IDLE_TIMEOUT_MS: milliseconds(65_000),
  /** How long an answer waits for a client that reads nothing, and how many bytes a second it must read after that. */
  GATEWAY_WRITE_TIMEOUT_MS: milliseconds(30_000),
  GATEWAY_WRITE_RATE: count(16_384),
  /** How long the gateway, told to stop, still takes new connections while it already reports itself unready. */
  GATEWAY_DRAIN_MS: z.coerce.number().int().min(0).default(0),
  LIMIT_BODY_BYTES: count(262_144),
  LIMIT_TOKENS: count(2_000),
  LIMIT_DEPTH: count(15),
  LIMIT_ALIASES: count(30),
  LIMIT_DIRECTIVES: count(50),
  LIMIT_FIELDS: count(2_000),
  /** How many operations of one payer run at once, and how many wait for them. */
  LIMIT_RUNNING: count(10),
  LIMIT_RUNNING_POINTS: count(3_000),
  LIMIT_WAITING: count(100),
  LIMIT_OPEN_REQUESTS: count(256),
  LIMIT_REFUSALS_BURST: count(60),
  LIMIT_REFUSALS_PER_SECOND: count(20),
  ...ceilingVariables,
  ...quotaVariables,
  ...planningVariables,
  /** Origins of web pages that may call the graph from a browser, beside the gateway's own. */
  CORS_ORIGINS: z.string().default('https://studio.apollographql.com').transform(readList),
  /** Apps and pages that use the passkeys of the house, for the files under `/.well-known/` that say so. */
  ANDROID_APPS: androidApps,
  APPLE_APP_IDS: appleAppIds,
  RP_ORIGINS: relyingPartyOrigins,
  /** The token in `x-axiom-service` by which the house's own services are recognised. */
  GATEWAY_SERVICE_TOKEN: z.string().optional(),
  /** The mailbox of this machine, which the launcher starts; never in production. */
  MAILBOX_URL: z.url().optional(),
  MAILBOX_TOKEN: z.string().default(''),
  INTROSPECTION: z.stringbool().default(true),
  /** Where the built explorer lies. */
  EXPLORER_DIR: z.string().default(join(root, '.axiom/explorer')),
});

/** Reads and checks the gateway's variables. Throws one error that lists all that is wrong. */
export function readGatewayConfig(env: Environment) {
  const config = readConfig('gateway', shape, env);
  const quota = readQuotaConfig(config);
  const publicUrl = config.PUBLIC_URL ?? `http://localhost:${config.PORT}`;
  return {
    port: config.PORT,
    publicUrl,
    /** Origins of the gateway's own pages: as the world sees them, and from this machine. */
    ownOrigins: [publicUrl, `http://localhost:${config.PORT}`, `http://127.0.0.1:${config.PORT}`].map(
      (url) => new URL(url).origin,
    ),
    hosts: config.GATEWAY_HOSTS,
    hsts: config.GATEWAY_HSTS_SECONDS,
    trustedProxies: config.TRUSTED_PROXIES,
    /** What clients may cost in sockets and time. */
    serverLimits: {
      headTimeout: config.GATEWAY_HEAD_TIMEOUT_MS,
      requestTimeout: config.GATEWAY_REQUEST_TIMEOUT_MS,
      idleTimeout: config.GATEWAY_IDLE_TIMEOUT_MS,
      writeTimeout: config.GATEWAY_WRITE_TIMEOUT_MS,
      writeRate: config.GATEWAY_WRITE_RATE,
      sockets: config.GATEWAY_MAX_SOCKETS,
      // Behind a proxy, all connections come from its address.
      socketsPerNetwork:
        config.TRUSTED_PROXIES > 0 ? config.GATEWAY_MAX_SOCKETS : config.GATEWAY_MAX_SOCKETS_PER_NETWORK,
    },
    redisUrl: config.REDIS_URL,
    tokens: { issuer: config.TOKEN_ISSUER, audience: config.TOKEN_AUDIENCE },
    partnerKeyModes: config.PARTNER_KEY_MODES,
    host: config.HOST,
    logLevel: config.LOG_LEVEL,
    runningOperationsFile: config.RUNNING_OPERATIONS_FILE,
    supergraphFile: config.SUPERGRAPH_FILE,
    pollInterval: config.GATEWAY_POLL_MS,
    /** The settings of a subgraph of any name: see `SubgraphSettings`. */
    subgraph: (name: string) => settingsOf(name, env, config.GATEWAY_UNSIGNED_SUBGRAPHS),
    timeout: config.GATEWAY_TIMEOUT_MS,
    drain: config.GATEWAY_DRAIN_MS,
    /** How subgraphs are called. */
    fetch: {
      timeout: config.GATEWAY_FETCH_TIMEOUT_MS,
      connectTimeout: config.GATEWAY_CONNECT_TIMEOUT_MS,
      connections: config.GATEWAY_CONNECTIONS,
      responseLimit: config.GATEWAY_RESPONSE_LIMIT,
    },
    bodyLimit: config.LIMIT_BODY_BYTES,
    /** Bytes an answer to a client may have as JSON. */
    answerLimit: config.GATEWAY_ANSWER_LIMIT,
    /** What one operation may ask for. */
    limits: {
      tokens: config.LIMIT_TOKENS,
      depth: config.LIMIT_DEPTH,
      aliases: config.LIMIT_ALIASES,
      directives: config.LIMIT_DIRECTIVES,
      fields: config.LIMIT_FIELDS,
    },
    quota,
    /** What one operation may cost, by the kind of viewer: never more than its bucket holds. */
    ceilings: withinBuckets(ceilingsIn(config), quota),
    turns: { running: config.LIMIT_RUNNING, points: config.LIMIT_RUNNING_POINTS, waiting: config.LIMIT_WAITING },
    openRequests: config.LIMIT_OPEN_REQUESTS,
    refusals: { burst: config.LIMIT_REFUSALS_BURST, perSecond: config.LIMIT_REFUSALS_PER_SECOND },
    planning: planningIn(config),
    /** A gateway that only this machine reaches admits every page that this machine serves. */
    corsOrigins: isLoopback(config.HOST) ? [...config.CORS_ORIGINS, ...localOrigins] : config.CORS_ORIGINS,
    passkeyClients: {
      androidApps: config.ANDROID_APPS,
      appleAppIds: config.APPLE_APP_IDS,
      origins: config.RP_ORIGINS,
    },
    serviceToken: config.GATEWAY_SERVICE_TOKEN,
    mailbox: config.MAILBOX_URL === undefined ? undefined : { url: config.MAILBOX_URL, token: config.MAILBOX_TOKEN },
    introspection: config.INTROSPECTION,
    explorerDir: config.EXPLORER_DIR,
  };
}

/** How a subgraph is reached, from the environment. */
export interface SubgraphSettings {
  /** Its address, where it differs from that in the supergraph. */
  url?: string;
  /** The key of its request tokens. */
  key?: string;
  /** Whether it is sent no request tokens. */
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
