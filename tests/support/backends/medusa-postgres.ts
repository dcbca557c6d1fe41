import { migrateMedusa } from '#backends/medusa/migrate.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** Starts a PostgreSQL whose database `medusa` is migrated. Medusa needs more than ten seconds of processor time for that. */
export function startMedusaPostgres(): Promise<TestPostgres> {
  return startPostgres({
    name: 'medusa',
    run: ({ MEDUSA_DATABASE_URL }) => migrateMedusa({ PATH: process.env.PATH, MEDUSA_DATABASE_URL }, () => {}),
  });
}
