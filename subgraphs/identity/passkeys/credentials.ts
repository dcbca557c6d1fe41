import type { Sql } from 'postgres';
import type { RunQuery } from '#kit/stores/postgres.ts';
import type { EventRecorder } from '../audit/account-events.ts';
import type { IdentityDatabase } from '../database.ts';

/** A passkey, as shown to its owner. */
export interface Passkey {
  /** In base64url; only the database stores bytes. */
  credentialId: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  isSynced: boolean;
  isBackedUp: boolean;
  transports: string[];
}

/** A credential from a verified registration. */
export interface NewCredential {
  credentialId: string;
  /** COSE key. */
  publicKey: Uint8Array;
  counter: number;
  isSynced: boolean;
  isBackedUp: boolean;
  transports: string[];
}

/** A stored credential, for verifying a sign-in. */
export interface Credential {
  account: string;
  /** Null when the customer could not be created yet. */
  customer: string | null;
  /** The curator's id; null for customers. */
  curator: string | null;
  publicKey: Uint8Array;
  isSynced: boolean;
}

/** A verified sign-in, with the action to record and the id of its session, if known. */
export interface SignIn {
  credentialId: string;
  account: string;
  counter: number;
  isBackedUp: boolean;
  session?: string;
  action: string;
}

/** The credentials of passkeys, in PostgreSQL. */
export type CredentialStore = ReturnType<typeof createCredentialStore>;

/** Maximum number of passkeys of an account. */
export const maxPasskeys = 20;

export function createCredentialStore({ query, transact }: IdentityDatabase, record: EventRecorder) {
  return {
    /** A credential of an account that is neither disabled nor in an incomplete password reset. */
    find: async (credentialId: string): Promise<Credential | undefined> => {
      const [found] = await query(
        (sql) => sql<Credential[]>`
          select account.id as account, medusa_customer_id as customer, curator.id as curator, public_key, ${isSynced(sql)} as is_synced
          from credential join account on account.id = credential.account_id
            left join curator on curator.account_id = account.id
          where credential.id = ${bytesOf(credentialId)} and disabled_at is null and incomplete_reset_at is null`,
      );
      return found;
    },

    /** An account's passkeys, the newest first. */
    list: async (account: string): Promise<Passkey[]> => {
      const rows = await query(
        (sql) => sql<Row[]>`
          select ${columns(sql)} from credential where account_id = ${account} order by created_at desc, id`,
      );
      return rows.map(passkeyOf);
    },

    /** Adds a passkey to an account; undefined when the credential already exists in any account. */
    add: (account: string, credential: NewCredential, name: string): Promise<Passkey | 'TOO_MANY' | undefined> =>
      undefinedIfTaken(
        transact(async (query) => {
          await lockAccount(query, account);
          const [{ count }] = await query(
            (sql) => sql<[{ count: number }]>`select count(*)::int from credential where account_id = ${account}`,
          );
          return count < maxPasskeys ? insertCredential(query, record, account, credential, name) : 'TOO_MANY';
        }),
      ),

    /**
     * Records a sign-in. A signature counter that did not grow indicates a cloned authenticator: the event is recorded and the
     * sign-in is refused.
     */
    recordSignIn: ({
      credentialId,
      account,
      counter,
      isBackedUp,
      session,
      action,
    }: SignIn): Promise<'SIGNED_IN' | 'REGRESSED' | 'GONE'> =>
      transact(async (query) => {
        const detail = { credential: credentialId, ...(session && { session }) };
        const used = await query(
          (sql) => sql`
            update credential set counter = ${counter}, backed_up = ${isBackedUp}, last_used_at = now()
            where id = ${bytesOf(credentialId)} and account_id = ${account}
              and (counter < ${counter}::bigint or (counter = 0 and ${counter}::bigint = 0))
            returning id`,
        );
        if (used.length === 1) {
          await record(query, { account, action, detail });
          return 'SIGNED_IN';
        }
        const [stored] = await query(
          (sql) =>
            sql<{ counter: number }[]>`select counter::float8 from credential where id = ${bytesOf(credentialId)}`,
        );
        if (!stored) return 'GONE';
        const counters = { credential: credentialId, stored: stored.counter, received: counter };
        await record(query, { account, action: 'credential.counter_regressed', detail: counters, outcome: 'FAILED' });
        return 'REGRESSED';
      }),

    /** Renames a passkey; undefined when the account has no such passkey. */
    rename: (account: string, credentialId: string, name: string): Promise<Passkey | undefined> =>
      transact(async (query) => {
        const [row] = await query(
          (sql) => sql<Row[]>`
            update credential set name = ${name}
            where id = ${bytesOf(credentialId)} and account_id = ${account}
            returning ${columns(sql)}`,
        );
        if (!row) return undefined;
        await record(query, { account, action: 'credential.renamed', detail: { credential: credentialId } });
        return passkeyOf(row);
      }),

    /**
     * Revokes a passkey and calls `endSessions` in the same transaction: when that fails, nothing changes. Returns the reason
     * when the passkey cannot be revoked.
     */
    revoke: (
      account: string,
      credentialId: string,
      endSessions: () => Promise<unknown>,
    ): Promise<'REVOKED' | 'NOT_FOUND' | 'RECOVERY_COOLDOWN' | 'LAST_PASSKEY'> =>
      transact(async (query) => {
        // The lock makes concurrent revocations of the last two passkeys see each other.
        await lockAccount(query, account);
        const [found] = await query(
          (sql) => sql<{ isCooling: boolean; isLast: boolean }[]>`
            select
              coalesce(recovered_at > now() - interval '24 hours' and credential.created_at < recovered_at, false)
                as is_cooling,
              not exists (select from credential where account_id = ${account} and id <> ${bytesOf(credentialId)})
                and not exists (select from recovery_code where account_id = ${account} and used_at is null)
                and not exists (select from curator where account_id = ${account})
                as is_last
            from credential join account on account.id = account_id
            where credential.id = ${bytesOf(credentialId)} and account_id = ${account}`,
        );
        if (!found) return 'NOT_FOUND';
        if (found.isCooling) return 'RECOVERY_COOLDOWN';
        if (found.isLast) return 'LAST_PASSKEY';
        await query((sql) => sql`delete from credential where id = ${bytesOf(credentialId)}`);
        await record(query, { account, action: 'credential.revoked', detail: { credential: credentialId } });
        await endSessions();
        return 'REVOKED';
      }),
  };
}

/** Inserts a credential, within a transaction. Rejects when its id exists. */
export async function insertCredential(
  query: RunQuery,
  record: EventRecorder,
  account: string,
  { credentialId, publicKey, counter, transports, ...flags }: NewCredential,
  name: string,
): Promise<Passkey> {
  const deviceType = flags.isSynced ? 'multiDevice' : 'singleDevice';
  const [row] = await query(
    (sql) => sql<[Row]>`
      insert into credential (id, account_id, public_key, counter, device_type, backed_up, transports, name)
      values (
        ${bytesOf(credentialId)}, ${account}, ${publicKey}, ${counter}, ${deviceType}, ${flags.isBackedUp},
        ${transports}::text[], ${name}
      )
      returning ${columns(sql)}`,
  );
  await record(query, { account, action: 'credential.added', detail: { credential: credentialId } });
  return passkeyOf(row);
}

/** The result of an insertion; undefined when it violates a unique constraint. */
export async function undefinedIfTaken<Row>(inserted: Promise<Row>): Promise<Row | undefined> {
  return inserted.catch((error: { code?: string }) => {
    if (error.code === '23505') return undefined;
    throw error;
  });
}

/** Locks an account until the end of the transaction, to serialise changes of its passkeys and recovery codes. */
export async function lockAccount(query: RunQuery, account: string): Promise<void> {
  await query((sql) => sql`select from account where id = ${account} for update`);
}

type Row = Omit<Passkey, 'credentialId'> & { id: Uint8Array };

const passkeyOf = ({ id, ...rest }: Row): Passkey => ({ credentialId: Buffer.from(id).toString('base64url'), ...rest });

const bytesOf = (credentialId: string) => Buffer.from(credentialId, 'base64url');

const isSynced = (sql: Sql) => sql`device_type = 'multiDevice'`;

const columns = (sql: Sql) => sql`
  id, name, created_at, last_used_at, ${isSynced(sql)} as is_synced, backed_up as is_backed_up,
  to_json(transports) as transports`;
