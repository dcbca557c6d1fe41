import { type Database, openDatabase } from '#kit/stores/postgres.ts';

/** The room's schema of PostgreSQL. */
export type IdentityDatabase = Pick<Database, 'ask' | 'transact'>;

/** Opens the schema that IDENTITY_DATABASE_URL leads to. It is connected to when first asked. */
export function openIdentityDatabase(url: string) {
  const { ask, transact, check, close } = openDatabase(url, 'identity', 8);
  return {
    ask,
    transact,
    /** The same for one request: what it asks ends with `signal`. */
    within: (signal: AbortSignal): IdentityDatabase => ({
      ask: (statement) => ask(statement, signal),
      transact: (work) => transact(work, signal),
    }),
    check,
    close,
  };
}

/** The pattern of `like` for texts that begin so. */
export function likeBeginning(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`;
}
