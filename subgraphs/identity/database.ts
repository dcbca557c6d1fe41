import { type Database, openDatabase } from '#kit/postgres.ts';

/** The room's schema of PostgreSQL, as one request asks it: what it asks ends when the request does. */
export type Store = Pick<Database, 'ask' | 'transact'>;

/** Opens the schema that IDENTITY_DATABASE_URL leads to. It is connected to when first asked. */
export function openStore(url: string) {
  const { ask, transact, check, close } = openDatabase(url, 'identity', 8);
  return {
    within: (signal: AbortSignal): Store => ({
      ask: (statement) => ask(statement, signal),
      transact: (work) => transact(work, signal),
    }),
    check,
    close,
  };
}
