import type { AccountEvent, EventRecorder } from '../audit/account-events.ts';
import type { IdentityDatabase } from '../database.ts';
import {
  insertCredential,
  lockAccount,
  type NewCredential,
  type Passkey,
  unlessTaken,
} from '../passkeys/credentials.ts';

/** The accounts of the house. */
export type AccountStore = ReturnType<typeof createAccountStore>;

/** `recordFirst` writes down what happens while an account is made, which sends no mail. */
export function createAccountStore({ ask, transact }: IdentityDatabase, record: EventRecorder, recordFirst = record) {
  return {
    /** The account of a customer, which is made where there is none. */
    ofCustomer: (customer: string): Promise<string> =>
      transact(async (ask) => {
        const [made] = await ask(
          (sql) => sql<{ id: string }[]>`
            insert into account (medusa_customer_id) values (${customer})
            on conflict (medusa_customer_id) do nothing returning id`,
        );
        if (made) {
          await record(ask, { account: made.id, action: 'account.created' });
          return made.id;
        }
        const [known] = await ask(
          (sql) => sql<[{ id: string }]>`select id from account where medusa_customer_id = ${customer}`,
        );
        return known.id;
      }),

    /** Makes an account with its first passkey, and no customer yet; undefined where the credential is known already. */
    create: (account: string, credential: NewCredential, name: string): Promise<Passkey | undefined> =>
      unlessTaken(
        transact(async (ask) => {
          await ask((sql) => sql`insert into account (id) values (${account})`);
          await recordFirst(ask, { account, action: 'account.created' });
          return insertCredential(ask, recordFirst, account, credential, name);
        }),
      ),

    /** Notes which customer an account is, once and for good. */
    setCustomer: async (account: string, customer: string): Promise<void> => {
      await ask(
        (sql) => sql`
          update account set medusa_customer_id = ${customer} where id = ${account} and medusa_customer_id is null`,
      );
    },

    /**
     * Notes that the password of an account was reset by mail. Passkeys from before cannot be revoked for a while, as
     * after a recovery; where the address had not been proved before, they may be a stranger's and are deleted
     * immediately.
     */
    recover: (account: string, wasProved: boolean): Promise<void> =>
      transact(async (ask) => {
        await lockAccount(ask, account);
        await ask((sql) => sql`update account set recovered_at = now() where id = ${account}`);
        if (!wasProved) {
          await ask((sql) => sql`delete from credential where account_id = ${account}`);
          await ask((sql) => sql`delete from recovery_code where account_id = ${account}`);
        }
        await record(ask, { account, action: 'password.reset', detail: { wasProved } });
      }),

    /** Writes down what happened to an account. */
    record: (event: AccountEvent): Promise<void> => record(ask, event),
  };
}
