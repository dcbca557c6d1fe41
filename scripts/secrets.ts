import { randomBytes } from 'node:crypto';
import { deriveKeys } from '#backends/meilisearch/provision.ts';
import { requestTokenKeys } from '#launcher/services.ts';

/** `node scripts/secrets.ts > .env`: prints new credentials for `docker-compose.yml`, each of 32 random bytes. */
const newSecret = () => randomBytes(32).toString('hex');
const database = (role: string, name: string) => `postgres://${role}:${newSecret()}@postgres:5432/${name}`;
const masterKey = newSecret();

const credentials = {
  POSTGRES_PASSWORD: newSecret(),
  MEDUSA_DATABASE_URL: database('medusa', 'medusa'),
  PROVENANCE_DATABASE_URL: database('axiom_provenance', 'axiom'),
  PROVENANCE_OWNER_URL: database('axiom_provenance_owner', 'axiom'),
  IDENTITY_DATABASE_URL: database('axiom_identity', 'axiom'),
  IDENTITY_OWNER_URL: database('axiom_identity_owner', 'axiom'),
  WEBHOOKS_DATABASE_URL: database('axiom_webhooks', 'axiom'),
  ASSETS_DATABASE_URL: database('axiom_assets', 'axiom'),
  REDIS_PASSWORD: newSecret(),
  MEILI_MASTER_KEY: masterKey,
  ...deriveKeys(masterKey),
  AWS_ACCESS_KEY_ID: `AXIOM${randomBytes(8).toString('hex').toUpperCase()}`,
  AWS_SECRET_ACCESS_KEY: newSecret(),
  MEDUSA_JWT_SECRET: newSecret(),
  MEDUSA_COOKIE_SECRET: newSecret(),
  IDENTITY_KEY_SECRET: newSecret(),
  ORDER_TOKEN_SECRET: newSecret(),
  GATEWAY_SERVICE_TOKEN: newSecret(),
  METRICS_TOKEN: newSecret(),
  EDGE_CONTEXT_KEYS: `first:${newSecret()}`,
  EDGE_PURGE_TOKEN: newSecret(),
  IMAGES_SIGNING_KEYS: newSecret(),
  PREVIEW_SIGNING_KEYS: newSecret(),
  MEDUSA_SERVICE_TOKEN: newSecret(),
  MEDUSA_WORKER_TOKEN: newSecret(),
  SHIPSTATION_WEBHOOK_SECRET: newSecret(),
  WEBHOOK_SECRET_KEY: newSecret(),
  ...Object.fromEntries(requestTokenKeys.map((name) => [name, newSecret()])),
};

process.stdout.write(
  Object.entries(credentials)
    .map(([name, value]) => `${name}=${value}\n`)
    .join(''),
);
