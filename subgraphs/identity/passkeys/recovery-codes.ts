import type { Ask } from '#kit/stores/postgres.ts';
import type { EventRecorder } from '../audit/account-events.ts';
import type { IdentityDatabase } from '../database.ts';
import { lockAccount } from './credentials.ts';

/** A code as it is kept: what finds it, and what proves it. */
export interface StoredCode {
  locator: string;
  /** PHC string. */
  hash: string;
}

/** A code that has not been used, and whose it is. */
export interface FoundCode {
  account: string;
  /** Null where the customer could not be made yet. */
  customer: string | null;
  hash: string;
}

/** The recovery codes of accounts. */
export type RecoveryCodeStore = ReturnType<typeof createRecoveryCodeStore>;

export function createRecoveryCodeStore({ ask, transact }: IdentityDatabase, record: EventRecorder) {
  return {
    /** How many codes of an account have not been used. */
    remaining: (account: string): Promise<number> => countUnused(ask, account),

    /** Gives an account these codes, and takes away all it had. */
    replace: (account: string, codes: StoredCode[]): Promise<void> =>
      transact(async (ask) => {
        await lockAccount(ask, account);
        await ask((sql) => sql`delete from recovery_code where account_id = ${account}`);
        await ask(
          (sql) => sql`
            insert into recovery_code (account_id, locator, hash)
            select ${account}, locator, hash
            from unnest(${codes.map(({ locator }) => locator)}::text[], ${codes.map(({ hash }) => hash)}::text[])
              as code (locator, hash)`,
        );
        await record(ask, { account, action: 'recovery.codes_generated' });
      }),

    /** A code of an account that is not locked, unless it has been used. */
    find: async (locator: string): Promise<FoundCode | undefined> => {
      const [found] = await ask(
        (sql) => sql<FoundCode[]>`
          select account_id as account, medusa_customer_id as customer, hash
          from recovery_code join account on account.id = account_id
          where locator = ${locator} and used_at is null and disabled_at is null`,
      );
      return found;
    },

    /**
     * Uses a code of an account up for a session, once `endSessions` has ended all others: when that fails, the code stays
     * good. Gives how many are left; undefined where the code has been used in the meantime.
     */
    use: (
      account: string,
      locator: string,
      session: string,
      endSessions: () => Promise<unknown>,
    ): Promise<number | undefined> =>
      transact(async (ask) => {
        await lockAccount(ask, account);
        const used = await ask(
          (sql) => sql`
            update recovery_code set used_at = now()
            where locator = ${locator} and account_id = ${account} and used_at is null
            returning locator`,
        );
        if (used.length === 0) return undefined;
        await ask((sql) => sql`update account set recovered_at = now() where id = ${account}`);
        await record(ask, { account, action: 'recovery.used', detail: { session } });
        await record(ask, { account, action: 'session.opened', detail: { session } });
        await endSessions();
        return countUnused(ask, account);
      }),
  };
}

async function countUnused(ask: Ask, account: string): Promise<number> {
  const [{ count }] = await ask(
    (sql) => sql<[{ count: number }]>`
      select count(*)::int from recovery_code where account_id = ${account} and used_at is null`,
  );
  return count;
}
