import type { RunQuery } from '#kit/stores/postgres.ts';
import type { EventRecorder } from '../audit/account-events.ts';
import type { IdentityDatabase } from '../database.ts';
import { lockAccount } from './credentials.ts';

/** A stored code: the locator by which it is found, and the hash of its secret. */
export interface StoredCode {
  locator: string;
  /** PHC string. */
  hash: string;
}

/** An unused code and its owner. */
export interface FoundCode {
  account: string;
  /** Null when the customer could not be created yet. */
  customer: string | null;
  hash: string;
}

/** Recovery codes, in PostgreSQL. */
export type RecoveryCodeStore = ReturnType<typeof createRecoveryCodeStore>;

export function createRecoveryCodeStore({ query, transact }: IdentityDatabase, record: EventRecorder) {
  return {
    /** The number of unused codes of an account. */
    remaining: (account: string): Promise<number> => countUnused(query, account),

    /** Replaces all codes of an account. */
    replace: (account: string, codes: StoredCode[]): Promise<void> =>
      transact(async (query) => {
        await lockAccount(query, account);
        await query((sql) => sql`delete from recovery_code where account_id = ${account}`);
        await query(
          (sql) => sql`
            insert into recovery_code (account_id, locator, hash)
            select ${account}, locator, hash
            from unnest(${codes.map(({ locator }) => locator)}::text[], ${codes.map(({ hash }) => hash)}::text[])
              as code (locator, hash)`,
        );
        await record(query, { account, action: 'recovery.codes_generated' });
      }),

    /** An unused code of an account that is neither disabled nor in an incomplete password reset. */
    find: async (locator: string): Promise<FoundCode | undefined> => {
      const [found] = await query(
        (sql) => sql<FoundCode[]>`
          select account_id as account, medusa_customer_id as customer, hash
          from recovery_code join account on account.id = account_id
          where locator = ${locator} and used_at is null and disabled_at is null and incomplete_reset_at is null`,
      );
      return found;
    },

    /**
     * Uses a code up for a session and calls `endSessions` in the same transaction: when that fails, the code stays valid.
     * Returns the number of unused codes; undefined when the code was used concurrently.
     */
    use: (
      account: string,
      locator: string,
      session: string,
      endSessions: () => Promise<unknown>,
    ): Promise<number | undefined> =>
      transact(async (query) => {
        await lockAccount(query, account);
        const used = await query(
          (sql) => sql`
            update recovery_code set used_at = now()
            where locator = ${locator} and account_id = ${account} and used_at is null
            returning locator`,
        );
        if (used.length === 0) return undefined;
        await query((sql) => sql`update account set recovered_at = now() where id = ${account}`);
        await record(query, { account, action: 'recovery.used', detail: { session } });
        await record(query, { account, action: 'session.opened', detail: { session } });
        await endSessions();
        return countUnused(query, account);
      }),
  };
}

async function countUnused(query: RunQuery, account: string): Promise<number> {
  const [{ count }] = await query(
    (sql) => sql<[{ count: number }]>`
      select count(*)::int from recovery_code where account_id = ${account} and used_at is null`,
  );
  return count;
}
