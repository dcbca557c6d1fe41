import { randomBytes } from 'node:crypto';
import { deriveKeys } from '#backends/meilisearch/provision.ts';
import { requestTokenKeys } from '#launcher/services.ts';

/** `node scripts/secrets.ts > .env`: prints new credentials for `docker-compose.yml`, each of 32 random bytes. */
const made = () => randomBytes(32).toString('hex');
const database = (role: string, name: string) => `postgres://${role}:${made()}@postgres:5432/${name}`;
const masterKey = made();

const credentials = {
  POSTGRES_PASSWORD: made(),
  MEDUSA_DATABASE_URL: database('medusa', 'medusa'),
  PROVENANCE_DATABASE_URL: database('axiom_provenance', 'axiom'),
  PROVENANCE_OWNER_URL: database('axiom_provenance_owner', 'axiom'),
  IDENTITY_DATABASE_URL: database('axiom_identity', 'axiom'),
  IDENTITY_OWNER_URL: database('axiom_identity_owner', 'axiom'),
  WEBHOOKS_DATABASE_URL: database('axiom_webhooks', 'axiom'),
  REDIS_PASSWORD: made(),
  MEILI_MASTER_KEY: masterKey,
  ...deriveKeys(masterKey),
  AWS_ACCESS_KEY_ID: `AXIOM${randomBytes(8).toString('hex').toUpperCase()}`,
  AWS_SECRET_ACCESS_KEY: made(),
  MEDUSA_JWT_SECRET: made(),
  MEDUSA_COOKIE_SECRET: made(),
  IDENTITY_KEY_SECRET: made(),
  ORDER_TOKEN_SECRET: made(),
  GATEWAY_SERVICE_TOKEN: made(),
  MEDUSA_SERVICE_TOKEN: made(),
  MEDUSA_WORKER_TOKEN: made(),
  SHIPSTATION_WEBHOOK_SECRET: made(),
  WEBHOOK_SECRET_KEY: made(),
  ...Object.fromEntries(requestTokenKeys.map((name) => [name, made()])),
};

process.stdout.write(
  Object.entries(credentials)
    .map(([name, value]) => `${name}=${value}\n`)
    .join(''),
);
