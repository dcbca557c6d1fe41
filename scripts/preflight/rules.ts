import { type ProductionRule, publicAddress, unset } from '#gateway/production.ts';
import type { Environment } from '#kit/process/config.ts';
import { requestTokenKeys } from '#launcher/services.ts';

/** Secrets that the launcher would make on this machine. */
const secrets = [
  ...requestTokenKeys,
  'IDENTITY_KEY_SECRET',
  'ORDER_TOKEN_SECRET',
  'SHIPSTATION_WEBHOOK_SECRET',
  'WEBHOOK_SECRET_KEY',
  'MEDUSA_JWT_SECRET',
  'MEDUSA_COOKIE_SECRET',
  'MEDUSA_SERVICE_TOKEN',
  'MEDUSA_WORKER_TOKEN',
];

/** Backends that the launcher would start or imitate on this machine. */
const backends: Record<string, string> = {
  MEDUSA_URL: 'the application would run as a child of the launcher',
  MEILI_URL: 'the embedded Meilisearch',
  SANITY_PROJECT_ID: 'the simulated content lake',
  S3_BUCKET: 'the simulated S3',
  S3_MEDIA_BUCKET: 'the simulated S3',
  SHIPSTATION_URL: 'the simulated warehouse',
  SMTP_URL: 'the mailbox of this machine',
};

const roles = ['PROVENANCE', 'IDENTITY'];

/**
 * What the rest of the house can say about its variables. `made` holds the secrets that the launcher made on this
 * machine, by name.
 */
export const installationRules = (made: Readonly<Record<string, string>> = {}): readonly ProductionRule[] => [
  ...secrets.map((variable) => ({
    variable,
    advice: 'Set 64 hexadecimal digits of 32 random bytes; `node scripts/secrets.ts` makes them.',
    find: (value: string, env: Environment) => {
      if (value === '') return 'not set: the launcher would make it';
      if (Object.values(made).includes(value)) return 'made by the launcher, and kept on this machine';
      if (value.length < 32 || new Set(value).size < 8) return 'too easy to guess';
      const twin = secrets.find((name) => name !== variable && env[name] === value);
      return twin && `the same as ${twin}`;
    },
  })),
  ...Object.entries(backends).map(([variable, what]) => ({
    variable,
    advice: 'Set what leads to the real service.',
    find: unset(`not set: ${what}`),
  })),
  ...['MEDUSA', 'WEBHOOKS', ...roles].map((room) => ({
    variable: `${room}_DATABASE_URL`,
    advice: 'Set the address of a role that owns nothing and may do what this part needs.',
    find: unset('not set: the embedded PostgreSQL'),
  })),
  ...roles.map((room) => ({
    variable: `${room}_OWNER_URL`,
    advice: 'Use another role to migrate than to serve, so that what serves cannot change its own rights.',
    find: (value: string, env: Environment) => {
      const [owner, served] = [value, env[`${room}_DATABASE_URL`] ?? ''].map(userOf);
      return owner !== '' && owner === served ? `the same role as ${room}_DATABASE_URL` : undefined;
    },
  })),
  {
    variable: 'POSTGRES_FSYNC',
    advice: 'Leave it on.',
    find: (value) => (value === 'off' ? 'a power cut loses what was committed' : undefined),
  },
  {
    variable: 'MEDUSA_REDIS_URL',
    advice: 'Set it, or run a single Medusa: locks, events and cache stay in its memory.',
    find: unset('not set'),
  },
  {
    variable: 'MEDUSA_STORE_CORS',
    advice: 'List the https origins of storefronts that call Medusa themselves, or leave it empty.',
    find: (value) => (/\*|http:|localhost/.test(value) ? value : undefined),
  },
  {
    variable: 'MEILI_SEARCH_KEY',
    advice: 'Use a key that may search one index.',
    find: (value, { MEILI_MASTER_KEY }) =>
      value !== '' && value === MEILI_MASTER_KEY ? 'the same as MEILI_MASTER_KEY' : undefined,
  },
  {
    variable: 'MAIL_FROM',
    advice: 'Set an address of your own domain.',
    find: (value) => (value === '' || /\.example\b/.test(value) ? value || 'not set' : undefined),
  },
  {
    variable: 'STOREFRONT_URL',
    advice: 'Set the https address of the storefront: mail links to it.',
    find: publicAddress,
  },
  {
    variable: 'RP_ID',
    advice: 'Set the domain that passkeys are bound to. It cannot be changed later without losing them.',
    find: (value) => (value === '' || value === 'localhost' ? value || 'not set: localhost' : undefined),
  },
  {
    variable: 'WEBHOOK_PRIVATE_TARGETS',
    advice: 'Leave it empty: partners could reach hosts of your private network.',
    find: (value) => value || undefined,
  },
  {
    variable: 'MEDUSA_CURATOR_PASSWORD',
    advice: 'Leave it empty, and give each curator an account of their own.',
    find: (value) => (value === '' ? undefined : 'the curator of the seed gets this password'),
  },
];

function userOf(url: string): string {
  return URL.canParse(url) ? new URL(url).username : '';
}
