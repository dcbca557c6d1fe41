import type { Environment } from '#kit/process/config.ts';
import { localSecret } from './secrets.ts';

/** The address of identity's database: IDENTITY_DATABASE_URL, or that of the local installation. Throws if there is neither. */
export function identityDatabaseUrl(env: Environment): string {
  if (env.IDENTITY_DATABASE_URL) return env.IDENTITY_DATABASE_URL;
  const password = localSecret('postgres-axiom_identity');
  return `postgres://axiom_identity:${password}@127.0.0.1:${env.POSTGRES_PORT || 5442}/axiom`;
}

/** The secret that encrypts keys in that database: IDENTITY_KEY_SECRET, or that of the local installation. Throws if there is neither. */
export function identityKeySecret(env: Environment): string {
  if (env.IDENTITY_KEY_SECRET) return env.IDENTITY_KEY_SECRET;
  if (env.IDENTITY_DATABASE_URL)
    throw new Error('Set IDENTITY_KEY_SECRET to that of the installation with this database.');
  return localSecret('IDENTITY_KEY_SECRET');
}
