import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import { instantOf, type KeySlice } from '#kit/graph/connection.ts';
import { byId, listBy } from '#kit/graph/loader.ts';
import type { RunQuery } from '#kit/stores/postgres.ts';
import type { ActionRecorder } from '../audit/account-events.ts';
import type { IdentityDatabase } from '../database.ts';
import { type IdentityResult, refuse } from '../results.ts';
import { hashSecret } from '../secret-hash.ts';
import { grant, isActive, isAdministeredWithout, lockGrants, scopesNow } from './grants.ts';
import { administrationScope, curatorScope } from './scopes.ts';

/** A curator: a member of staff. */
export interface Curator {
  id: string;
  email: string;
  /** Active scopes, in alphabetical order; empty when all are revoked. */
  scopes: string[];
  passkeyCount: number;
  createdAt: Date;
}

/** A scope that a curator has or had. `grantedBy` and `revokedBy` are null for `npm run curator`. */
export interface CuratorGrant {
  curatorId: string;
  scope: string;
  grantedAt: Date;
  grantedBy: string | null;
  revokedAt: Date | null;
  revokedBy: string | null;
}

/** The current access of a curator's sessions. */
export interface CuratorAccess {
  scopes: string[];
  /** The account with the curator's passkeys. */
  account: string;
  /** Sessions of earlier generations are invalid. */
  generation: number;
}

/** The stored credentials of a curator, for sign-in. */
interface CuratorCredentials extends Pick<CuratorAccess, 'account' | 'generation'> {
  id: string;
  passwordHash: string;
  hasPasskey: boolean;
}

/** Curators and their scopes, in PostgreSQL. Every change is recorded in the audit log in the same transaction. */
export type CuratorStore = ReturnType<typeof createCuratorStore>;

/** Maximum number of grants that are listed for a curator. */
const maxGrants = 100;

export function createCuratorStore({ query, transact }: IdentityDatabase, record: ActionRecorder) {
  const find = async (query: RunQuery, id: string): Promise<Curator | undefined> =>
    (await query((sql) => sql<Curator[]>`select ${columns(sql)} from curator where id = ${id}`))[0];

  return {
    byId: byId<Curator>(
      (ids) => query((sql) => sql<Curator[]>`select ${columns(sql)} from curator where id = any(${ids})`),
      ({ id }) => id,
    ),

    /** A curator's grants, the newest first; at most 100. */
    grants: listBy<CuratorGrant>(
      (ids) =>
        query(
          (sql) => sql<CuratorGrant[]>`
            select curator_id, scope, granted_at, granted_by, revoked_at, revoked_by
            from (
              select *, row_number() over (partition by curator_id order by id desc) as place
              from curator_grant where curator_id = any(${ids})
            ) as numbered
            where place <= ${maxGrants} order by id desc`,
        ),
      ({ curatorId }) => curatorId,
    ),

    /** The curator with this e-mail address, which is in lower case. */
    withEmail: async (email: string): Promise<Curator | undefined> =>
      (await query((sql) => sql<Curator[]>`select ${columns(sql)} from curator where email = ${email}`))[0],

    /** One page of curators, the newest first. */
    list: ({ after, limit }: KeySlice) => {
      const [at, id] = after ? [instantOf(after), after[1] as string] : [null, null];
      return query(
        (sql) => sql<Curator[]>`
          select ${columns(sql)} from curator
          where ${at}::timestamptz is null or created_at < ${at} or (created_at = ${at} and id > ${id})
          order by created_at desc, id limit ${limit}`,
      );
    },

    count: async (): Promise<number> => {
      const [{ count }] = await query((sql) => sql<[{ count: number }]>`select count(*)::int from curator`);
      return count;
    },

    /** A curator's access; undefined for an unknown curator and for one without scopes. */
    access: async (id: string): Promise<CuratorAccess | undefined> => {
      const [found] = await query(
        (sql) => sql<CuratorAccess[]>`
          select ${scopesNow(sql)} as scopes, account_id as account, generation
          from curator where id = ${id} and ${isActive(sql)}`,
      );
      return found && { ...found, scopes: [...found.scopes, curatorScope] };
    },

    /** Finds an active curator by e-mail address in lower case, or by account; undefined when there is none. */
    credentials: async (by: { email: string } | { account: string }): Promise<CuratorCredentials | undefined> => {
      const [found] = await query(
        (sql) => sql<CuratorCredentials[]>`
          select account_id as account, generation, id, password_hash,
            exists (select from credential where credential.account_id = curator.account_id) as has_passkey
          from curator
          where ${'email' in by ? sql`email = ${by.email}` : sql`account_id = ${by.account}`} and ${isActive(sql)}`,
      );
      return found;
    },

    /** Creates a curator; without `password`, a random one. `by` is the id of the granting curator; null for a script. */
    create: async (
      email: string,
      scopes: readonly string[],
      by: string | null,
      password = makePassword(),
    ): Promise<IdentityResult<{ curator: Curator; password: string }>> => {
      const passwordHash = await hashSecret(password);
      return transact(async (query) => {
        const [known] = await query((sql) => sql`select from curator where email = ${email}`);
        if (known) return refuse('TAKEN', 'curatorTaken', ['input', 'email']);
        const [account] = await query((sql) => sql<[{ id: string }]>`insert into account default values returning id`);
        const [{ id }] = await query(
          (sql) => sql<[{ id: string }]>`
            insert into curator (email, password_hash, account_id) values (${email}, ${passwordHash}, ${account.id})
            returning id`,
        );
        await grant(query, id, scopes, by);
        await record(query, { action: 'curator.created', detail: { curator: id, scopes } });
        return { curator: (await find(query, id)) as Curator, password };
      });
    },

    /**
     * Replaces the scopes of a curator. Refused when no curator would have `curators:write` afterwards, and when a
     * curator (`by`) would grant themselves a scope.
     */
    setScopes: (id: string, scopes: readonly string[], by: string | null): Promise<IdentityResult<Curator>> =>
      transact(async (query) => {
        await lockGrants(query);
        const curator = await find(query, id);
        if (!curator) return notFound();
        const added = [...new Set(scopes)].filter((scope) => !curator.scopes.includes(scope));
        const removed = curator.scopes.filter((scope) => !scopes.includes(scope));
        if (by === id && added.length > 0) {
          return refuse('OWN_SCOPES', 'ownScopes', ['scopes']);
        }
        if (removed.includes(administrationScope) && !(await isAdministeredWithout(query, id))) {
          return refuse('LAST_ADMINISTRATOR', ['lastAdministrator', { scope: administrationScope }], ['scopes']);
        }
        await query(
          (sql) => sql`
            update curator_grant set revoked_at = now(), revoked_by = ${by}
            where curator_id = ${id} and revoked_at is null and scope = any(${removed}::text[])`,
        );
        await grant(query, id, added, by);
        if (added.length + removed.length > 0) {
          await record(query, { action: 'curator.scopes_changed', detail: { curator: id, added, removed } });
        }
        return (await find(query, id)) as Curator;
      }),

    /** Sets a new random password for a curator, deletes their passkeys and ends their sessions. */
    reset: async (id: string): Promise<IdentityResult<{ curator: Curator; password: string }>> => {
      const password = makePassword();
      const passwordHash = await hashSecret(password);
      return transact(async (query) => {
        const [changed] = await query(
          (sql) => sql<{ accountId: string }[]>`
            update curator set password_hash = ${passwordHash}, generation = generation + 1
            where id = ${id} returning account_id`,
        );
        if (!changed) return notFound();
        const deletedPasskeys = await query(
          (sql) => sql`delete from credential where account_id = ${changed.accountId} returning id`,
        );
        await record(query, { action: 'curator.reset', detail: { curator: id, passkeys: deletedPasskeys.length } });
        return { curator: (await find(query, id)) as Curator, password };
      });
    },

    /** Ends all sessions of a curator. Returns the generation of their next sessions. */
    endSessions: (id: string): Promise<IdentityResult<number>> =>
      transact(async (query) => {
        const [next] = await query(
          (sql) => sql<{ generation: number }[]>`
            update curator set generation = generation + 1 where id = ${id} returning generation`,
        );
        if (!next) return notFound();
        await record(query, { action: 'curator.sessions_ended', detail: { curator: id } });
        return next.generation;
      }),

    /** Changes a curator's password and ends all their sessions. Returns the generation of their next sessions. */
    setPassword: async (id: string, password: string): Promise<number | undefined> => {
      const passwordHash = await hashSecret(password);
      return transact(async (query) => {
        const [changed] = await query(
          (sql) => sql<{ generation: number }[]>`
            update curator set password_hash = ${passwordHash}, generation = generation + 1
            where id = ${id} returning generation`,
        );
        await record(query, { action: 'curator.password_changed', detail: { curator: id } });
        return changed?.generation;
      });
    },
  };
}

/** A password of 120 random bits. */
function makePassword(): string {
  return randomBytes(15).toString('base64url');
}

const notFound = () => refuse('NOT_FOUND', 'noSuchCurator', ['id']);

const columns = (sql: Sql) => sql`
  id, email, created_at, ${scopesNow(sql)} as scopes,
  (select count(*)::int from credential where credential.account_id = curator.account_id) as passkey_count`;
