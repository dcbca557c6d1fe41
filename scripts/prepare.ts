import { z } from 'zod';
import { provisionIndexes, provisionKeys } from '#backends/meilisearch/provision.ts';
import { migrate } from '#backends/postgres/migrate.ts';
import { provision } from '#backends/postgres/provision.ts';
import { readConfig } from '#kit/process/config.ts';

/**
 * Prepares real backends: creates databases and roles, migrates schemas, and creates search indexes and keys. Idempotent: run it
 * at every deployment. The roles get the passwords in the database addresses of the services.
 */
const config = readConfig(
  'preparation',
  z.object({
    POSTGRES_URL: z.url(),
    MEDUSA_DATABASE_URL: z.url(),
    PROVENANCE_DATABASE_URL: z.url(),
    PROVENANCE_OWNER_URL: z.url(),
    IDENTITY_DATABASE_URL: z.url(),
    IDENTITY_OWNER_URL: z.url(),
    WEBHOOKS_DATABASE_URL: z.url(),
    ASSETS_DATABASE_URL: z.url(),
    MEILI_URL: z.url(),
    MEILI_MASTER_KEY: z.string(),
  }),
  process.env,
);

const passwords = new Map(
  Object.values(config)
    .filter((value) => URL.canParse(value))
    .map((value) => new URL(value))
    .map(({ username, password }) => [`postgres-${username}`, password]),
);
await provision(config.POSTGRES_URL, (name) => {
  const password = passwords.get(name);
  if (!password) throw new Error(`No database address contains a password for ${name}.`);
  return password;
});
for (const [owner, url] of [
  ['provenance', config.PROVENANCE_OWNER_URL],
  ['identity', config.IDENTITY_OWNER_URL],
] as const) {
  const applied = await migrate(url, owner);
  process.stdout.write(`${owner}: ${applied.length > 0 ? applied.join(', ') : 'up to date'}\n`);
}
await provisionKeys(config.MEILI_URL, config.MEILI_MASTER_KEY);
await provisionIndexes(config.MEILI_URL, config.MEILI_MASTER_KEY);
process.stdout.write('search: keys and indexes exist\n');
