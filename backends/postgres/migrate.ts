import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import postgres, { type Sql } from 'postgres';

/** A schema of the database `axiom`. Its migrations are `migrations/<owner>/NNNN_name.sql`. */
export type Owner = 'provenance' | 'identity';

interface Migration {
  name: string;
  /** SHA-256 of the whole file, comments included: an applied file must never change. */
  sha256: string;
  text: string;
}

/**
 * Applies the pending migrations of a schema and returns their names. `ownerUrl` has the role that owns the schema. Files run
 * in the order of their names, each in its own transaction. Rejects when an applied file has changed or is missing, or when a
 * new file sorts before an applied one. When a migration fails, rejects with its name; earlier migrations stay applied.
 * Concurrent calls run one after the other.
 */
export async function migrate(
  ownerUrl: string,
  owner: Owner,
  folder = new URL(`./migrations/${owner}/`, import.meta.url),
): Promise<string[]> {
  const files = await readMigrations(folder);
  const sql = postgres(ownerUrl, {
    max: 1,
    connect_timeout: 10,
    connection: { search_path: owner },
    onnotice: () => {},
  });
  try {
    if (areApplied(files, await readApplied(sql))) return [];
    await sql`select pg_advisory_lock(hashtext(${`migrate ${owner}`}))`;
    await sql`
      create table if not exists migration (
        name text primary key,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`;
    const applied = await readApplied(sql);
    areApplied(files, applied);
    const pending = files.slice(applied.length);
    for (const file of pending) await apply(sql, file);
    return pending.map(({ name }) => name);
  } catch (cause) {
    throw new Error(`Cannot migrate the schema ${owner}: ${(cause as Error).message}`, { cause });
  } finally {
    await sql.end();
  }
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8');
      return { name, sha256: createHash('sha256').update(text).digest('hex'), text };
    }),
  );
}

/** The applied migrations, in order; empty when the table does not exist yet. */
async function readApplied(sql: Sql): Promise<Omit<Migration, 'text'>[]> {
  const [{ exists }] = await sql<[{ exists: boolean }]>`select to_regclass('migration') is not null as exists`;
  return exists ? sql<Omit<Migration, 'text'>[]>`select name, sha256 from migration order by name` : [];
}

/** Whether every file is applied. Throws unless the applied migrations are a prefix of the files. */
function areApplied(files: readonly Migration[], applied: readonly Omit<Migration, 'text'>[]): boolean {
  for (const [index, { name, sha256 }] of applied.entries()) {
    const file = files[index];
    if (file?.name === name && file.sha256 !== sha256) {
      throw new Error(`${name} was applied and has changed since. Restore it and write a new migration.`);
    }
    if (file?.name !== name) {
      throw new Error(`${name} was applied, but ${file ? `${file.name} sorts before it` : 'its file is missing'}.`);
    }
  }
  return applied.length === files.length;
}

async function apply(sql: Sql, { name, sha256, text }: Migration): Promise<void> {
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(text);
      await transaction`insert into migration (name, sha256) values (${name}, ${sha256})`;
    });
  } catch (cause) {
    throw new Error(`${name}: ${(cause as Error).message}`, { cause });
  }
}
