import postgres, { type Sql } from 'postgres';
import { withoutCredentials } from '#kit/process/local-backend.ts';

/** URLs of the databases, with credentials. Each process gets only its own. */
export interface DatabaseUrls {
  /** Owns the database `medusa`, which Medusa migrates itself. */
  MEDUSA_DATABASE_URL: string;
  /** Reads, inserts and updates rows of the schema `provenance`; cannot delete. */
  PROVENANCE_DATABASE_URL: string;
  /** Reads, inserts, updates and deletes rows of the schema `identity`. */
  IDENTITY_DATABASE_URL: string;
  /** Reads webhook endpoints and updates deliveries in the schema `identity`. */
  WEBHOOKS_DATABASE_URL: string;
  /** Reads and updates the queue of models, and writes their results, in the schema `provenance`. */
  ASSETS_DATABASE_URL: string;
  /** Owns the schema `provenance`, for migrations and the seed. */
  PROVENANCE_OWNER_URL: string;
  /** Owns the schema `identity`, for migrations. */
  IDENTITY_OWNER_URL: string;
}

/** Schemas of the database `axiom`, with the privileges of the subgraph's role on its rows. */
const schemas = {
  provenance: 'select, insert, update',
  identity: 'select, insert, update, delete',
};

/** Roles of workers, with the schema that they use. */
const workers = [
  { role: 'axiom_webhooks', schema: 'identity' },
  { role: 'axiom_assets', schema: 'provenance' },
];

/**
 * Creates the databases `medusa` and `axiom` with their schemas and roles; `secret` returns the passwords. Idempotent: existing
 * objects are kept, and their passwords and privileges updated. A subgraph's role has access to its own schema only, and can
 * change rows but not tables. The role of `ownerUrl` must be able to create roles and databases.
 */
export async function provision(ownerUrl: string, secret: (name: string) => string): Promise<DatabaseUrls> {
  const password = (role: string) => secret(`postgres-${role}`);
  const address = (role: string, database: string) => {
    const url = new URL(ownerUrl);
    url.username = role;
    url.password = password(role);
    url.pathname = database;
    return url.href;
  };

  await withConnection(ownerUrl, async (sql) => {
    await ensureRole(sql, 'medusa', password('medusa'));
    for (const schema of Object.keys(schemas)) {
      await ensureRole(sql, `axiom_${schema}_owner`, password(`axiom_${schema}_owner`));
      await ensureRole(sql, `axiom_${schema}`, password(`axiom_${schema}`));
    }
    for (const { role } of workers) await ensureRole(sql, role, password(role));
    await ensureDatabase(sql, 'medusa', 'medusa');
    await ensureDatabase(sql, 'axiom');
  });
  const axiom = new URL(ownerUrl);
  axiom.pathname = 'axiom';
  await withConnection(axiom.href, async (sql) => {
    for (const [schema, privileges] of Object.entries(schemas)) await ensureSchema(sql, schema, privileges);
    // Its privileges on tables are granted by migrations.
    for (const { role, schema } of workers) {
      await sql`grant connect on database axiom to ${sql(role)}`;
      await sql`grant usage on schema ${sql(schema)} to ${sql(role)}`;
    }
  });

  return {
    MEDUSA_DATABASE_URL: address('medusa', 'medusa'),
    PROVENANCE_DATABASE_URL: address('axiom_provenance', 'axiom'),
    IDENTITY_DATABASE_URL: address('axiom_identity', 'axiom'),
    WEBHOOKS_DATABASE_URL: address('axiom_webhooks', 'axiom'),
    ASSETS_DATABASE_URL: address('axiom_assets', 'axiom'),
    PROVENANCE_OWNER_URL: address('axiom_provenance_owner', 'axiom'),
    IDENTITY_OWNER_URL: address('axiom_identity_owner', 'axiom'),
  };
}

async function withConnection(url: string, work: (sql: Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await work(sql);
  } catch (cause) {
    throw new Error(`Cannot provision ${withoutCredentials(url)}: ${(cause as Error).message}`, { cause });
  } finally {
    await sql.end();
  }
}

/** `create role` accepts no parameters, so `format` on the server quotes the password. */
async function ensureRole(sql: Sql, role: string, password: string): Promise<void> {
  const [found] = await sql`select from pg_roles where rolname = ${role}`;
  const [row] = await sql<[{ statement: string }]>`
    select format(${`${found ? 'alter' : 'create'} role %I login password %L`}, ${role}::text, ${password}::text) as statement`;
  await sql.unsafe(row.statement);
}

/** Creates a database to which only its owner and explicitly granted roles may connect. */
async function ensureDatabase(sql: Sql, name: string, owner?: string): Promise<void> {
  const [found] = await sql`select from pg_database where datname = ${name}`;
  if (!found) {
    // On managed servers we are not superuser, and can transfer a database only to a role of which we are a member.
    if (owner) await sql`grant ${sql(owner)} to current_user`;
    await sql`create database ${sql(name)} ${owner ? sql`owner ${sql(owner)}` : sql``}`;
  }
  await sql`revoke all on database ${sql(name)} from public`;
}

async function ensureSchema(sql: Sql, schema: string, privileges: string): Promise<void> {
  const owner = sql(`axiom_${schema}_owner`);
  const role = sql(`axiom_${schema}`);
  await sql`grant ${owner} to current_user`;
  await sql`grant connect on database axiom to ${owner}, ${role}`;
  await sql`create schema if not exists ${sql(schema)} authorization ${owner}`;
  await sql`grant usage on schema ${sql(schema)} to ${role}`;
  const defaults = sql`alter default privileges for role ${owner} in schema ${sql(schema)}`;
  await sql`${defaults} grant ${sql.unsafe(privileges)} on tables to ${role}`;
  await sql`${defaults} grant usage on sequences to ${role}`;
  await sql`alter role ${owner} in database axiom set search_path = ${sql(schema)}`;
  await sql`alter role ${role} in database axiom set search_path = ${sql(schema)}`;
}
