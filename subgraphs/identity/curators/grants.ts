import type { Sql } from 'postgres';
import type { RunQuery } from '#kit/stores/postgres.ts';
import { administrationScope } from './scopes.ts';

/** Grants scopes to a curator, within a transaction. `by` is the granting curator's id; null for a script. */
export async function grant(query: RunQuery, id: string, scopes: readonly string[], by: string | null): Promise<void> {
  await query(
    (sql) => sql`
      insert into curator_grant (curator_id, scope, granted_by)
      select ${id}, scope, ${by} from unnest(${[...new Set(scopes)]}::text[]) as scope`,
  );
}

/** Serialises changes of scopes: two concurrent changes must not remove the last `curators:write`. */
export async function lockGrants(query: RunQuery): Promise<void> {
  await query((sql) => sql`select pg_advisory_xact_lock(hashtext('identity: grants of curators'))`);
}

/** Whether a curator other than this one can administer curators. */
export async function isAdministeredWithout(query: RunQuery, id: string): Promise<boolean> {
  const [other] = await query(
    (sql) => sql`
      select from curator_grant
      where scope = ${administrationScope} and revoked_at is null and curator_id <> ${id} limit 1`,
  );
  return other !== undefined;
}

/** SQL condition: the curator has at least one active scope. */
export const isActive = (sql: Sql) =>
  sql`exists (select from curator_grant where curator_id = curator.id and revoked_at is null)`;

/** SQL expression: the curator's active scopes as a JSON array, in alphabetical order. */
export const scopesNow = (sql: Sql) => sql`
  coalesce((
    select json_agg(scope order by scope) from curator_grant where curator_id = curator.id and revoked_at is null
  ), '[]')`;
