import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import type { Environment } from '#kit/process/config.ts';
import { commonEnv, folder, medusaVersion, runMedusa } from './application.ts';

/**
 * Migrates the database that MEDUSA_DATABASE_URL names, unless it is known to be current: Medusa needs six seconds to
 * find nothing to do, so the version that a database was migrated for is in the database's comment.
 */
export async function migrateMedusa(env: Environment, say: (line: string) => void): Promise<void> {
  if (!env.MEDUSA_DATABASE_URL) throw new Error('Medusa needs MEDUSA_DATABASE_URL.');
  const wanted = `migrated for ${await fingerprint()}`;
  const sql = postgres(env.MEDUSA_DATABASE_URL, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [{ name, comment }] = await sql<[{ name: string; comment: string | null }]>`
      select datname as name, shobj_description(oid, 'pg_database') as comment
      from pg_database where datname = current_database()`;
    if (comment === wanted) return;

    say('migrating');
    await runMedusa(['db:migrate', '--execute-safe-links'], commonEnv(env), () => {});
    await expectScripts(sql);
    const [{ statement }] = await sql<[{ statement: string }]>`
      select format('comment on database %I is %L', ${name}::text, ${wanted}::text) as statement`;
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** Medusa reports success even when one of the application's own migration scripts failed. */
async function expectScripts(sql: Sql): Promise<void> {
  const finished = await sql<{ script_name: string }[]>`
    select script_name from script_migrations where finished_at is not null`;
  const missing = (await readdir(scripts)).filter((file) => !finished.some(({ script_name }) => script_name === file));
  if (missing.length > 0) throw new Error(`These migrations of Medusa failed: ${missing.join(', ')}`);
}

const scripts = join(folder, 'src/migration-scripts');

/** A digest of everything that determines the database schema: the version of Medusa, its modules, and the migration scripts. */
async function fingerprint(): Promise<string> {
  const files = (await readdir(scripts)).sort().map((file) => join(scripts, file));
  const hash = createHash('sha256').update(await medusaVersion());
  for (const file of [join(folder, 'medusa-config.ts'), ...files]) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}
