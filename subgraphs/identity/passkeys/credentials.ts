import type { Sql } from 'postgres';
import type { Ask } from '#kit/stores/postgres.ts';
import type { EventRecorder } from '../audit/account-events.ts';
import type { IdentityDatabase } from '../database.ts';

/** A passkey as its owner sees it. */
export interface Passkey {
  /** In base64url, as everywhere outside the database. */
  credentialId: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  isSynced: boolean;
  isBackedUp: boolean;
  transports: string[];
}

/** A credential as its registration proves it. */
export interface NewCredential {
  credentialId: string;
  /** COSE key. */
  publicKey: Uint8Array;
  counter: number;
  isSynced: boolean;
  isBackedUp: boolean;
  transports: string[];
}

/** A credential as a sign-in is checked against it. */
export interface Credential {
  account: string;
  /** Null where the customer could not be made yet. */
  customer: string | null;
  /** Whose it is where it is a curator's; null for customers. */
  curator: string | null;
  publicKey: Uint8Array;
  isSynced: boolean;
}

/** A sign-in that has been proved, how it is recorded, and the session it opens where that is known already. */
export interface SignIn {
  credentialId: string;
  account: string;
  counter: number;
  isBackedUp: boolean;
  session?: string;
  action: string;
}

/** The credentials of passkeys. */
export type CredentialStore = ReturnType<typeof createCredentialStore>;

/** How many passkeys an account can have. */
export const mostPasskeys = 20;

export function createCredentialStore({ ask, transact }: IdentityDatabase, record: EventRecorder) {
  return {
    /** A credential of an account that is not locked. */
    find: async (credentialId: string): Promise<Credential | undefined> => {
      const [found] = await ask(
        (sql) => sql<Credential[]>`
          select account.id as account, medusa_customer_id as customer, curator.id as curator, public_key, ${isSynced(sql)} as is_synced
          from credential join account on account.id = credential.account_id
            left join curator on curator.account_id = account.id
          where credential.id = ${bytesOf(credentialId)} and disabled_at is null`,
      );
      return found;
    },

    /** An account's passkeys, the newest first. */
    list: async (account: string): Promise<Passkey[]> => {
      const rows = await ask(
        (sql) => sql<Row[]>`
          select ${columns(sql)} from credential where account_id = ${account} order by created_at desc, id`,
      );
      return rows.map(passkeyOf);
    },

    /** Adds a passkey to an account; undefined where the credential is known already, to whichever account. */
    add: (account: string, credential: NewCredential, name: string): Promise<Passkey | 'TOO_MANY' | undefined> =>
      unlessTaken(
        transact(async (ask) => {
          await lockAccount(ask, account);
          const [{ count }] = await ask(
            (sql) => sql<[{ count: number }]>`select count(*)::int from credential where account_id = ${account}`,
          );
          return count < mostPasskeys ? insertCredential(ask, record, account, credential, name) : 'TOO_MANY';
        }),
      ),

    /**
     * Notes that a credential has signed in. A counter that has not grown hints at a copy of the credential: that is
     * written down, and the sign-in does not count.
     */
    recordSignIn: ({
      credentialId,
      account,
      counter,
      isBackedUp,
      session,
      action,
    }: SignIn): Promise<'SIGNED_IN' | 'REGRESSED' | 'GONE'> =>
      transact(async (ask) => {
        const detail = { credential: credentialId, ...(session && { session }) };
        const used = await ask(
          (sql) => sql`
            update credential set counter = ${counter}, backed_up = ${isBackedUp}, last_used_at = now()
            where id = ${bytesOf(credentialId)} and account_id = ${account}
              and (counter < ${counter}::bigint or (counter = 0 and ${counter}::bigint = 0))
            returning id`,
        );
        if (used.length === 1) {
          await record(ask, { account, action, detail });
          return 'SIGNED_IN';
        }
        const [stored] = await ask(
          (sql) =>
            sql<{ counter: number }[]>`select counter::float8 from credential where id = ${bytesOf(credentialId)}`,
        );
        if (!stored) return 'GONE';
        const counters = { credential: credentialId, stored: stored.counter, received: counter };
        await record(ask, { account, action: 'credential.counter_regressed', detail: counters, outcome: 'FAILED' });
        return 'REGRESSED';
      }),

    /** Renames an account's passkey; undefined where it has none such. */
    rename: (account: string, credentialId: string, name: string): Promise<Passkey | undefined> =>
      transact(async (ask) => {
        const [row] = await ask(
          (sql) => sql<Row[]>`
            update credential set name = ${name}
            where id = ${bytesOf(credentialId)} and account_id = ${account}
            returning ${columns(sql)}`,
        );
        if (!row) return undefined;
        await record(ask, { account, action: 'credential.renamed', detail: { credential: credentialId } });
        return passkeyOf(row);
      }),

    /**
     * Revokes an account's passkey, once `endSessions` has ended the sessions it opened: when that fails, nothing has
     * changed. Says why not, where it stays.
     */
    revoke: (
      account: string,
      credentialId: string,
      endSessions: () => Promise<unknown>,
    ): Promise<'REVOKED' | 'NOT_FOUND' | 'RECOVERY_COOLDOWN' | 'LAST_PASSKEY'> =>
      transact(async (ask) => {
        // Of two that revoke the last two at once, the second sees what the first has left.
        await lockAccount(ask, account);
        const [found] = await ask(
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
        await ask((sql) => sql`delete from credential where id = ${bytesOf(credentialId)}`);
        await record(ask, { account, action: 'credential.revoked', detail: { credential: credentialId } });
        await endSessions();
        return 'REVOKED';
      }),
  };
}

/** Adds a row for a new credential, within a transaction. Rejects when its id is taken. */
export async function insertCredential(
  ask: Ask,
  record: EventRecorder,
  account: string,
  { credentialId, publicKey, counter, transports, ...flags }: NewCredential,
  name: string,
): Promise<Passkey> {
  const deviceType = flags.isSynced ? 'multiDevice' : 'singleDevice';
  const [row] = await ask(
    (sql) => sql<[Row]>`
      insert into credential (id, account_id, public_key, counter, device_type, backed_up, transports, name)
      values (
        ${bytesOf(credentialId)}, ${account}, ${publicKey}, ${counter}, ${deviceType}, ${flags.isBackedUp},
        ${transports}::text[], ${name}
      )
      returning ${columns(sql)}`,
  );
  await record(ask, { account, action: 'credential.added', detail: { credential: credentialId } });
  return passkeyOf(row);
}

/** What `made` makes; undefined where a row of the same id is there already. */
export async function unlessTaken<Result>(made: Promise<Result>): Promise<Result | undefined> {
  return made.catch((error: { code?: string }) => {
    if (error.code === '23505') return undefined;
    throw error;
  });
}

/** What else would change the account's passkeys and codes waits until this transaction is over. */
export async function lockAccount(ask: Ask, account: string): Promise<void> {
  await ask((sql) => sql`select from account where id = ${account} for update`);
}

type Row = Omit<Passkey, 'credentialId'> & { id: Uint8Array };

const passkeyOf = ({ id, ...rest }: Row): Passkey => ({ credentialId: Buffer.from(id).toString('base64url'), ...rest });

const bytesOf = (credentialId: string) => Buffer.from(credentialId, 'base64url');

const isSynced = (sql: Sql) => sql`device_type = 'multiDevice'`;

const columns = (sql: Sql) => sql`
  id, name, created_at, last_used_at, ${isSynced(sql)} as is_synced, backed_up as is_backed_up,
  to_json(transports) as transports`;
