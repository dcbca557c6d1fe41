import type { Environment } from '#kit/process/config.ts';
import { localSecret } from './secrets.ts';

/** The address of identity's schema: IDENTITY_DATABASE_URL, or that of this machine's house. Throws where there is neither. */
export function identityDatabaseUrl(env: Environment): string {
  if (env.IDENTITY_DATABASE_URL) return env.IDENTITY_DATABASE_URL;
  const password = localSecret('postgres-axiom_identity');
  return `postgres://axiom_identity:${password}@127.0.0.1:${env.POSTGRES_PORT || 5442}/axiom`;
}

/** The secret of the keys that lie there: IDENTITY_KEY_SECRET, or that of this machine's house. Throws where there is neither. */
export function identityKeySecret(env: Environment): string {
  if (env.IDENTITY_KEY_SECRET) return env.IDENTITY_KEY_SECRET;
  if (env.IDENTITY_DATABASE_URL) throw new Error('Set IDENTITY_KEY_SECRET to that of the house with this database.');
  return localSecret('IDENTITY_KEY_SECRET');
}
