import type { AccountEvent, EventRecorder } from '../audit/account-events.ts';
import type { IdentityDatabase } from '../database.ts';
import {
  insertCredential,
  lockAccount,
  type NewCredential,
  type Passkey,
  undefinedIfTaken,
} from '../passkeys/credentials.ts';

/** Accounts in PostgreSQL. An account owns passkeys and recovery codes, and belongs to one customer or curator. */
export type AccountStore = ReturnType<typeof createAccountStore>;

/** `recordFirst` records the creation of an account without mailing a notice. */
export function createAccountStore({ query, transact }: IdentityDatabase, record: EventRecorder, recordFirst = record) {
  return {
    /** The account of a customer; created when missing. */
    ofCustomer: (customer: string): Promise<string> =>
      transact(async (query) => {
        const [created] = await query(
          (sql) => sql<{ id: string }[]>`
            insert into account (medusa_customer_id) values (${customer})
            on conflict (medusa_customer_id) do nothing returning id`,
        );
        if (created) {
          await record(query, { account: created.id, action: 'account.created' });
          return created.id;
        }
        const [known] = await query(
          (sql) => sql<[{ id: string }]>`select id from account where medusa_customer_id = ${customer}`,
        );
        return known.id;
      }),

    /** Creates an account with its first passkey and without a customer; undefined when the credential already exists. */
    create: (account: string, credential: NewCredential, name: string): Promise<Passkey | undefined> =>
      undefinedIfTaken(
        transact(async (query) => {
          await query((sql) => sql`insert into account (id) values (${account})`);
          await recordFirst(query, { account, action: 'account.created' });
          return insertCredential(query, recordFirst, account, credential, name);
        }),
      ),

    /** Sets the customer of an account that has none. It never changes afterwards. */
    setCustomer: async (account: string, customer: string): Promise<void> => {
      await query(
        (sql) => sql`
          update account set medusa_customer_id = ${customer} where id = ${account} and medusa_customer_id is null`,
      );
    },

    /**
     * Records the start of a password reset for an account with an unverified address. Until a reset of the account is
     * completed (`recover`), sign-ins with its passkeys and recovery codes are refused: they may belong to someone
     * else.
     */
    beginRecovery: async (account: string): Promise<void> => {
      await query((sql) => sql`update account set incomplete_reset_at = now() where id = ${account}`);
    },

    /**
     * Records that the password of an account was reset by mail. As after a recovery, existing passkeys cannot be revoked for
     * 24 hours. When the address was unverified, now or in an earlier incomplete attempt, passkeys and recovery codes may
     * belong to someone else and are deleted.
     */
    recover: (account: string, isVerified: boolean): Promise<void> =>
      transact(async (query) => {
        await lockAccount(query, account);
        const [{ isIncomplete }] = await query(
          (sql) => sql<[{ isIncomplete: boolean }]>`
            select incomplete_reset_at is not null as is_incomplete from account where id = ${account}`,
        );
        const wasVerified = isVerified && !isIncomplete;
        await query(
          (sql) => sql`update account set recovered_at = now(), incomplete_reset_at = null where id = ${account}`,
        );
        if (!wasVerified) {
          await query((sql) => sql`delete from credential where account_id = ${account}`);
          await query((sql) => sql`delete from recovery_code where account_id = ${account}`);
        }
        await record(query, { account, action: 'password.reset', detail: { wasProved: wasVerified } });
      }),

    /** Records an account event. */
    record: (event: AccountEvent): Promise<void> => record(query, event),
  };
}
