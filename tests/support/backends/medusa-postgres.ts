import { migrateMedusa } from '#backends/medusa/migrate.ts';
import { type Commerce, seedMedusa } from '#backends/medusa/seed.ts';
import { type Preparation, startPostgres, type TestPostgres } from './postgres.ts';

/** The curator's password in the seeded databases. */
export const curatorPassword = 'secret-of-medusa-curator';

/** A PostgreSQL whose database `medusa` is migrated. Medusa needs more than twenty seconds of processor time for that. */
const migrated: Preparation = {
  name: 'medusa',
  run: ({ MEDUSA_DATABASE_URL }) => migrateMedusa({ PATH: process.env.PATH, MEDUSA_DATABASE_URL }, () => {}),
};

/**
 * Starts a PostgreSQL whose database `medusa` has this catalogue, and a curator with `curatorPassword`. The seed needs twelve seconds
 * of processor time, once for each catalogue. `name`: distinguishes this catalogue from others.
 */
export function startSeededPostgres(name: string, commerce: Commerce): Promise<TestPostgres> {
  return startPostgres({
    name: `medusa.${name}`,
    onto: migrated,
    input: JSON.stringify(commerce),
    run: ({ MEDUSA_DATABASE_URL }) =>
      seedMedusa(
        commerce,
        { PATH: process.env.PATH, MEDUSA_DATABASE_URL, MEDUSA_CURATOR_PASSWORD: curatorPassword },
        () => {},
      ),
  });
}
