import { type Database, openDatabase } from '#kit/stores/postgres.ts';

/** Access to the subgraph's PostgreSQL schema: single statements and transactions. */
export type IdentityDatabase = Pick<Database, 'query' | 'transact'>;

/** Opens the schema at IDENTITY_DATABASE_URL. It connects on the first statement. */
export function openIdentityDatabase(url: string) {
  const { query, transact, check, close } = openDatabase(url, 'identity', 8);
  return {
    query,
    transact,
    /** The same for one request: its statements are cancelled when `signal` aborts. */
    within: (signal: AbortSignal): IdentityDatabase => ({
      query: (statement) => query(statement, signal),
      transact: (work) => transact(work, signal),
    }),
    check,
    close,
  };
}

/** The `like` pattern for texts with this prefix. */
export function likePrefix(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`;
}
