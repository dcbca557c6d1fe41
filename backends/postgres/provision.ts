import postgres, { type Sql } from 'postgres';
import { withoutCredentials } from '#kit/process/local-backend.ts';

/** Addresses of the databases, credentials included: each room is given its own alone. */
export interface DatabaseUrls {
  /** Owner of the database `medusa`, which Medusa migrates by itself. */
  MEDUSA_DATABASE_URL: string;
  /** Reads and writes rows of the schema `provenance`, deletes none. */
  PROVENANCE_DATABASE_URL: string;
  /** Reads, writes and deletes rows of the schema `identity`. */
  IDENTITY_DATABASE_URL: string;
  /** Reads where webhooks go, and writes how they went, in the schema `identity`. */
  WEBHOOKS_DATABASE_URL: string;
  /** Owns the schema `provenance`, for migrations and the seed. */
  PROVENANCE_OWNER_URL: string;
  /** Owns the schema `identity`, for migrations. */
  IDENTITY_OWNER_URL: string;
}

/** Schemas of the database `axiom`, and what the room that uses one may do to its rows. */
const schemas = {
  provenance: 'select, insert, update',
  identity: 'select, insert, update, delete',
};

/**
 * Makes the databases `medusa` and `axiom`, their schemas and roles, with the passwords that `secret` gives; what
 * exists already is kept and brought to the same rights. A room's role sees its own schema only and changes rows,
 * never tables. `ownerUrl` must name a role that may create roles and databases.
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

  await connected(ownerUrl, async (sql) => {
    await ensureRole(sql, 'medusa', password('medusa'));
    for (const schema of Object.keys(schemas)) {
      await ensureRole(sql, `axiom_${schema}_owner`, password(`axiom_${schema}_owner`));
      await ensureRole(sql, `axiom_${schema}`, password(`axiom_${schema}`));
    }
    await ensureRole(sql, 'axiom_webhooks', password('axiom_webhooks'));
    await ensureDatabase(sql, 'medusa', 'medusa');
    await ensureDatabase(sql, 'axiom');
  });
  const axiom = new URL(ownerUrl);
  axiom.pathname = 'axiom';
  await connected(axiom.href, async (sql) => {
    for (const [schema, rights] of Object.entries(schemas)) await ensureSchema(sql, schema, rights);
    // Of the tables, the migrations give it what it needs.
    await sql`grant connect on database axiom to axiom_webhooks`;
    await sql`grant usage on schema identity to axiom_webhooks`;
  });

  return {
    MEDUSA_DATABASE_URL: address('medusa', 'medusa'),
    PROVENANCE_DATABASE_URL: address('axiom_provenance', 'axiom'),
    IDENTITY_DATABASE_URL: address('axiom_identity', 'axiom'),
    WEBHOOKS_DATABASE_URL: address('axiom_webhooks', 'axiom'),
    PROVENANCE_OWNER_URL: address('axiom_provenance_owner', 'axiom'),
    IDENTITY_OWNER_URL: address('axiom_identity_owner', 'axiom'),
  };
}

async function connected(url: string, work: (sql: Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await work(sql);
  } catch (cause) {
    throw new Error(`Cannot provision ${withoutCredentials(url)}: ${(cause as Error).message}`, { cause });
  } finally {
    await sql.end();
  }
}

/** The password goes through a parameter and `format` on the server, since `create role` takes no parameters. */
async function ensureRole(sql: Sql, role: string, password: string): Promise<void> {
  const [found] = await sql`select from pg_roles where rolname = ${role}`;
  const [row] = await sql<[{ statement: string }]>`
    select format(${`${found ? 'alter' : 'create'} role %I login password %L`}, ${role}::text, ${password}::text) as statement`;
  await sql.unsafe(row.statement);
}

/** Nobody but the owner and those named later may connect. */
async function ensureDatabase(sql: Sql, name: string, owner?: string): Promise<void> {
  const [found] = await sql`select from pg_database where datname = ${name}`;
  if (!found) {
    // A managed server's owner is no superuser: it may give a database only to a role that it belongs to.
    if (owner) await sql`grant ${sql(owner)} to current_user`;
    await sql`create database ${sql(name)} ${owner ? sql`owner ${sql(owner)}` : sql``}`;
  }
  await sql`revoke all on database ${sql(name)} from public`;
}

async function ensureSchema(sql: Sql, schema: string, rights: string): Promise<void> {
  const owner = sql(`axiom_${schema}_owner`);
  const room = sql(`axiom_${schema}`);
  await sql`grant ${owner} to current_user`;
  await sql`grant connect on database axiom to ${owner}, ${room}`;
  await sql`create schema if not exists ${sql(schema)} authorization ${owner}`;
  await sql`grant usage on schema ${sql(schema)} to ${room}`;
  const defaults = sql`alter default privileges for role ${owner} in schema ${sql(schema)}`;
  await sql`${defaults} grant ${sql.unsafe(rights)} on tables to ${room}`;
  await sql`${defaults} grant usage on sequences to ${room}`;
  await sql`alter role ${owner} in database axiom set search_path = ${sql(schema)}`;
  await sql`alter role ${room} in database axiom set search_path = ${sql(schema)}`;
}
