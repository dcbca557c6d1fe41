import { variablesOf } from '#kit/graph/subgraph-variables.ts';
import type { Environment } from '#kit/process/config.ts';
import { invoicesVariables, type SubgraphEntry, subgraphs } from '#subgraphs/registry.ts';

/** A process of our own code: a subgraph, the gateway, the search indexer or a worker. */
export interface ServicePlan {
  name: string;
  /** What the table of `npm start` calls it. */
  title: string;
  /** Main file, from the root of the repository. */
  file: string;
  portVariable: string;
  port: number;
  /** The environment variables it may read in addition to those of every service: exact names, or prefixes that end in `*`. */
  reads: readonly string[];
}

const subgraphAddresses = subgraphs.map(({ name }) => variablesOf(name).url);

/** The variables with the keys of request tokens: the gateway reads all, each subgraph its own. */
export const requestTokenKeys = subgraphs.map(({ name }) => variablesOf(name).requestTokenKey);

/** Every service: the subgraphs, then the gateway, the indexer, which reads through the gateway, and the workers. */
export const services: readonly ServicePlan[] = [
  ...subgraphs.map(subgraphPlan),
  {
    name: 'gateway',
    title: 'Gateway',
    file: 'gateway/index.ts',
    portVariable: 'PORT',
    port: 4000,
    reads: [
      ...subgraphAddresses,
      ...requestTokenKeys,
      'GATEWAY_*',
      'REDIS_URL',
      'TOKEN_*',
      'PUBLIC_URL',
      'RP_ORIGINS',
      'ANDROID_APPS',
      'APPLE_APP_IDS',
      'TRUSTED_PROXIES',
      'EDGE_CONTEXT_KEYS',
      'PREFLIGHT_ACCEPTS',
      'LOCAL_SECRETS',
      'PARTNER_KEY_MODES',
      'CORS_ORIGINS',
      'INTROSPECTION',
      'SUPERGRAPH_FILE',
      'EXPLORER_DIR',
      'STOREFRONT_*',
      'MAILBOX_URL',
      'MAILBOX_TOKEN',
      'LIMIT_*',
      'COST_*',
      'CREDENTIALS_LIMIT_*',
      'CACHE_*',
      'METRICS_TOKEN',
      'PLANNING_*',
      'SEEN_OPERATIONS_FILE',
    ],
  },
  {
    name: 'indexer',
    title: 'Search indexer',
    file: 'subgraphs/search/indexer.ts',
    portVariable: 'INDEXER_PORT',
    port: 4006,
    reads: [
      'MEILI_URL',
      'MEILI_INDEX_KEY',
      'MEILI_TIMEOUT_MS',
      'SUPERGRAPH_URL',
      'GATEWAY_SERVICE_TOKEN',
      ...subgraphAddresses,
      'COMMERCE_REQUEST_TOKEN_KEY',
      'PROVENANCE_REQUEST_TOKEN_KEY',
      'JOURNAL_REQUEST_TOKEN_KEY',
      'INDEXER_*',
    ],
  },
  {
    name: 'fulfilment',
    title: 'Fulfilment worker',
    file: 'workers/fulfilment/index.ts',
    portVariable: 'FULFILMENT_PORT',
    port: 4007,
    reads: ['MEDUSA_URL', 'MEDUSA_WORKER_TOKEN', 'REDIS_URL', 'SHIPSTATION_*', 'FULFILMENT_*', ...invoicesVariables],
  },
  {
    name: 'webhooks',
    title: 'Webhooks worker',
    file: 'workers/webhooks/index.ts',
    portVariable: 'WEBHOOKS_PORT',
    port: 4009,
    reads: ['MEDUSA_URL', 'MEDUSA_WORKER_TOKEN', 'REDIS_URL', 'WEBHOOKS_DATABASE_URL', 'WEBHOOK_*'],
  },
  {
    name: 'assets',
    title: 'Assets worker',
    file: 'workers/assets/index.ts',
    portVariable: 'ASSETS_PORT',
    port: 4018,
    reads: ['ASSETS_*', 'S3_BUCKET', 'S3_REGION', 'S3_ENDPOINT', 'AWS_*', 'METRICS_TOKEN'],
  },
  {
    name: 'invalidation',
    title: 'Invalidation worker',
    file: 'workers/invalidation/index.ts',
    portVariable: 'INVALIDATION_PORT',
    port: 4013,
    reads: [
      'REDIS_URL',
      'COMMERCE_URL',
      'PROVENANCE_URL',
      'JOURNAL_URL',
      'SEARCH_URL',
      'COMMERCE_REQUEST_TOKEN_KEY',
      'PROVENANCE_REQUEST_TOKEN_KEY',
      'JOURNAL_REQUEST_TOKEN_KEY',
      'SEARCH_REQUEST_TOKEN_KEY',
      'INVALIDATION_*',
    ],
  },
  {
    name: 'images',
    title: 'Image service',
    file: 'workers/images/index.ts',
    portVariable: 'IMAGES_PORT',
    port: 4015,
    reads: ['S3_ENDPOINT', 'S3_REGION', 'S3_MEDIA_BUCKET', 'AWS_*', 'IMAGES_*', 'METRICS_TOKEN'],
  },
];

/** The Worker in front of the gateway, in workerd. `npm start -- --edge` starts it and `edgePurgesPlan`. */
export const edgePlan: ServicePlan = {
  name: 'edge',
  title: 'Edge',
  file: 'launcher/edge/index.ts',
  portVariable: 'EDGE_PORT',
  port: 4012,
  reads: ['SUPERGRAPH_URL', 'EDGE_*', 'LIMIT_BODY_BYTES'],
};

/** The worker that purges at the edge what was invalidated. */
const edgePurgesPlan: ServicePlan = {
  name: 'edge-purges',
  title: 'Edge purges',
  file: 'workers/edge-purges/index.ts',
  portVariable: 'EDGE_PURGES_PORT',
  port: 4014,
  reads: ['REDIS_URL', 'EDGE_PURGE_*'],
};

/** The services that an installation with an edge has in addition. */
export const edgePlans: readonly ServicePlan[] = [edgePlan, edgePurgesPlan];

/** Whether a service is a subgraph. */
export const isSubgraph = ({ name }: ServicePlan) => subgraphs.some((subgraph) => subgraph.name === name);

/** Every variable that contains a port: of the services, the backends and the simulators. */
export const portVariables = [
  ...[...services, ...edgePlans].map(({ portVariable }) => portVariable),
  ...['MEDUSA_PORT', 'POSTGRES_PORT', 'REDIS_PORT', 'MEILI_PORT', 'SANITY_PORT', 'S3_PORT', 'SHIPSTATION_PORT'],
  ...['MAIL_SMTP_PORT', 'MAIL_PORT', 'STRIPE_PORT'],
];

/** Variables that every service may read. */
const common = [
  'HOST',
  'LOG_LEVEL',
  'RUNNING_OPERATIONS_FILE',
  'NODE_ENV',
  'NODE_COMPILE_CACHE',
  'NODE_OPTIONS',
  'PATH',
  'HOME',
  'TZ',
  'SUBGRAPH_*',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'APOLLO_TELEMETRY_DISABLED',
];

/**
 * The part of an environment that a service receives: the variables it may read, and no others, so that it cannot leak the
 * credentials of another service.
 */
export function environmentOf(service: ServicePlan, env: Environment): Environment {
  const names = [...common, service.portVariable, ...service.reads];
  const exact = new Set(names.filter((name) => !name.endsWith('*')));
  const prefixes = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => exact.has(name) || prefixes.some((prefix) => name.startsWith(prefix))),
  );
}

function subgraphPlan({ name, port, reads }: SubgraphEntry): ServicePlan {
  const variables = variablesOf(name);
  return {
    name,
    title: `${name[0]?.toUpperCase()}${name.slice(1)} subgraph`,
    file: `subgraphs/${name}/index.ts`,
    portVariable: variables.port,
    port,
    reads: [variables.requestTokenKey, 'COST_CEILING_*', ...reads],
  };
}
