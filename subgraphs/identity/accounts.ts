import { type Database, openDatabase } from '#kit/postgres.ts';

/** The accounts of the house, their passkeys and recovery codes. */
export type Accounts = Pick<Database, 'check' | 'close'>;

/** Opens the schema that IDENTITY_DATABASE_URL leads to. It is connected to when first asked. */
export function openAccounts(url: string): Accounts {
  const { check, close } = openDatabase(url, 'identity');
  return { check, close };
}
