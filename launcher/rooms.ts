import type { Environment } from '#kit/process/config.ts';

/** A process of our own: a subgraph, the gateway, the indexer or a worker. */
export interface RoomPlan {
  name: string;
  /** What it is to the people who read the table. */
  title: string;
  /** Main file, from the root of the repository. */
  file: string;
  portVariable: string;
  port: number;
  /** The variables it may see, beside those that every room may: exact names, or prefixes that end in `*`. */
  reads: string[];
}

const subgraphNames = ['COMMERCE', 'PROVENANCE', 'JOURNAL', 'SEARCH', 'IDENTITY'];
const subgraphAddresses = subgraphNames.map((name) => `${name}_URL`);

/** Keys of the seals on requests to subgraphs: the gateway has all, each subgraph its own. */
export const requestTokenKeys = subgraphNames.map((name) => `${name}_REQUEST_TOKEN_KEY`);

/** The subgraphs in the order of the design, then the gateway, the indexer, which reads through it, and the workers. */
export const rooms: RoomPlan[] = [
  subgraph('commerce', 4001, [
    'MEDUSA_URL',
    'MEDUSA_PUBLISHABLE_KEY',
    'MEDUSA_SERVICE_TOKEN',
    'MEDIA_URL',
    'REDIS_URL',
    'ORDER_TOKEN_*',
  ]),
  subgraph('provenance', 4002, ['PROVENANCE_DATABASE_URL', 'S3_*', 'AWS_*']),
  subgraph('journal', 4003, [
    'SANITY_PROJECT_ID',
    'SANITY_DATASET',
    'SANITY_API_*',
    'SANITY_READ_TOKEN',
    'SANITY_WRITE_TOKEN',
    'SANITY_TIMEOUT_MS',
  ]),
  subgraph('search', 4004, ['MEILI_URL', 'MEILI_SEARCH_KEY', 'MEILI_TIMEOUT_MS']),
  subgraph('identity', 4005, [
    'IDENTITY_DATABASE_URL',
    'IDENTITY_KEY_SECRET',
    'REDIS_URL',
    'MEDUSA_URL',
    'MEDUSA_PUBLISHABLE_KEY',
    'MEDUSA_SERVICE_TOKEN',
    'RP_*',
    'TOKEN_*',
    'SIGNING_KEY_DAYS',
    'WEBHOOK_SECRET_KEY',
    'WEBHOOK_PRIVATE_TARGETS',
    'WEBHOOK_PORTS',
    'SMTP_URL',
    'MAIL_FROM',
    'MAIL_INTERVAL_MS',
    'MAIL_PAUSES_MS',
    'STOREFRONT_URL',
  ]),
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
      'PREFLIGHT_ACCEPTS',
      'LOCAL_SECRETS',
      'PARTNER_KEY_MODES',
      'CORS_ORIGINS',
      'INTROSPECTION',
      'SUPERGRAPH_FILE',
      'EXPLORER_DIR',
      'MAILBOX_URL',
      'MAILBOX_TOKEN',
      'LIMIT_*',
      'COST_*',
      'CREDENTIALS_LIMIT_*',
      'PLANNING_*',
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
    reads: ['MEDUSA_URL', 'MEDUSA_WORKER_TOKEN', 'REDIS_URL', 'SHIPSTATION_*', 'FULFILMENT_*'],
  },
  {
    name: 'webhooks',
    title: 'Webhooks worker',
    file: 'workers/webhooks/index.ts',
    portVariable: 'WEBHOOKS_PORT',
    port: 4009,
    reads: ['MEDUSA_URL', 'MEDUSA_WORKER_TOKEN', 'WEBHOOKS_DATABASE_URL', 'WEBHOOK_*'],
  },
];

/** Whether a room is one of the five subgraphs. */
export const isSubgraph = ({ name }: RoomPlan) => subgraphNames.includes(name.toUpperCase());

/** Every variable that holds a port of the house. */
export const portVariables = [
  ...rooms.map(({ portVariable }) => portVariable),
  ...['MEDUSA_PORT', 'POSTGRES_PORT', 'REDIS_PORT', 'MEILI_PORT', 'SANITY_PORT', 'S3_PORT', 'SHIPSTATION_PORT'],
  ...['MAIL_SMTP_PORT', 'MAIL_PORT'],
];

/** Variables every room may see. */
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

/** The part of the house's environment that a room may see: what it reads, and nothing else's credentials. */
export function environmentOf(room: RoomPlan, env: Environment): Environment {
  const names = [...common, room.portVariable, ...room.reads];
  const exact = new Set(names.filter((name) => !name.endsWith('*')));
  const prefixes = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => exact.has(name) || prefixes.some((prefix) => name.startsWith(prefix))),
  );
}

function subgraph(name: string, port: number, reads: string[]): RoomPlan {
  return {
    name,
    title: `${name[0]?.toUpperCase()}${name.slice(1)} subgraph`,
    file: `subgraphs/${name}/index.ts`,
    portVariable: `${name.toUpperCase()}_PORT`,
    port,
    reads: [`${name.toUpperCase()}_REQUEST_TOKEN_KEY`, 'COST_CEILING_*', ...reads],
  };
}
