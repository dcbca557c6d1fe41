import type { CustomerDeleteInput } from '#generated/identity.ts';
import { defaultLanguage, type Language } from '#kit/graph/languages/language.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Log } from '#kit/process/log.ts';
import { poll } from '#kit/process/poll.ts';
import { type EventRecorder, eventRecorder } from '../audit/account-events.ts';
import { recordEvent } from '../audit/audit-log.ts';
import type { Pseudonymizer } from '../audit/pseudonyms.ts';
import type { Customers } from '../customers/customers.ts';
import type { IdentityDatabase } from '../database.ts';
import type { MailCipher } from '../mail/cipher.ts';
import { linkKeyOf } from '../mail/links.ts';
import { putMail } from '../mail/outbox.ts';
import { emailKeyOf } from '../notices/stock-notices.ts';
import { type IdentityResult, refuse } from '../results.ts';
import type { SessionStore } from '../sessions/sessions.ts';
import { clearSessionCookie } from '../sessions/sign-out.ts';
import { ownerOf } from '../viewer.ts';
import type { CustomerData } from './medusa-data.ts';

/** The deletion of an account. */
export interface AccountDeletion {
  requestedAt: Date;
  /** Null until all systems have erased their data. */
  completedAt: Date | null;
}

/** The services for deleting accounts. */
export interface DeletionServices {
  database: Pick<IdentityDatabase, 'query' | 'transact'>;
  cipher: MailCipher;
  customerData: CustomerData;
  pseudonymize: Pseudonymizer;
  sessions: SessionStore;
}

/** Where the last mail goes. Without a language it is from a version that wrote English only. */
interface MailedAddress {
  email: string;
  language?: Language;
}

/** Deletes accounts, in steps that can be repeated. */
export type AccountDeletions = ReturnType<typeof createAccountDeletions>;

/** Seconds for which one process deletes an account, before another goes on. */
const lease = 30;

export function createAccountDeletions({ database, cipher, customerData, pseudonymize, sessions }: DeletionServices) {
  const { query, transact } = database;

  const begin = (account: string, customer: string, emailJwe: string | null, record: EventRecorder) =>
    transact(async (query) => {
      const created = await query(
        (sql) => sql`
          insert into account_deletion (account_id, customer_id, email_jwe, claimed_until)
          values (${account}, ${customer}, ${emailJwe}, now() + make_interval(secs => ${lease}))
          on conflict (account_id) do nothing returning account_id`,
      );
      // From now on no passkey and no recovery code opens a session.
      await query((sql) => sql`update account set disabled_at = coalesce(disabled_at, now()) where id = ${account}`);
      if (created.length > 0) await record(query, { account, action: 'account.deletion_requested' });
    });

  /** Does what is left of a deletion. Rejects while a system is unavailable; then a later call goes on. */
  async function complete(account: string): Promise<void> {
    const [row] = await query(
      (sql) => sql<{ customerId: string; emailJwe: string | null }[]>`
        select customer_id, email_jwe from account_deletion where account_id = ${account} and completed_at is null`,
    );
    if (!row) return;
    const owner = { account, customer: row.customerId };
    await sessions.endAll(owner);
    const open = await customerData.erase(account, row.customerId);
    if (open.length > 0) throw new Error('An order was placed during the deletion.');
    // A session that was opened in between; none can be opened from now on.
    await sessions.endAll(owner);
    const mailed = row.emailJwe === null ? undefined : await cipher.decrypt<MailedAddress>(row.emailJwe);
    await transact(async (query) => {
      await query((sql) => sql`delete from mail where account_id = ${account}`);
      if (mailed) {
        const { email, language = defaultLanguage } = mailed;
        await query((sql) => sql`delete from mail_link where email_key = ${linkKeyOf(pseudonymize, email)}`);
        await query((sql) => sql`delete from stock_notice where email_key = ${emailKeyOf(pseudonymize, email)}`);
        await putMail(query, cipher, { kind: 'ACCOUNT_DELETED', content: { email, language } });
      }
      // With it go passkeys, codes, devices, the wishlist and the consents.
      await query((sql) => sql`delete from account where id = ${account}`);
      await query(
        (sql) => sql`
          update account_deletion set completed_at = now(), email_jwe = null, claimed_until = null
          where account_id = ${account}`,
      );
      await recordEvent(query, { action: 'account.deleted', accountId: account });
    });
  }

  return {
    begin,
    complete,
    /** The deletion of an account; undefined when none was requested. */
    find: async (account: string): Promise<AccountDeletion | undefined> => {
      const [row] = await query(
        (sql) => sql<AccountDeletion[]>`
          select requested_at, completed_at from account_deletion where account_id = ${account}`,
      );
      return row;
    },
    /** Completes one deletion that was interrupted. Resolves to whether there was one. */
    resume: async (): Promise<boolean> => {
      const [next] = await query(
        (sql) => sql<{ accountId: string }[]>`
          update account_deletion set claimed_until = now() + make_interval(secs => ${lease})
          where account_id = (
            select account_id from account_deletion
            where completed_at is null and (claimed_until is null or claimed_until < now())
            order by requested_at limit 1 for update skip locked
          )
          returning account_id`,
      );
      if (next) await complete(next.accountId);
      return next !== undefined;
    },
  };
}

/** The services for deleting the viewer's account. */
interface DeleteServices {
  cipher: MailCipher;
  customerData: CustomerData;
  customers: Pick<Customers, 'ofAccount'>;
  deletions: AccountDeletions;
  log: Log;
  request: SubgraphRequest;
}

/**
 * Deletes the viewer's account (GDPR, article 17). Orders that are not delivered to the parcel service and open returns must end
 * first: their buyer must be reachable. A deletion that was interrupted is completed later.
 */
export async function deleteAccount(
  { cipher, customerData, customers, deletions, log, request }: DeleteServices,
  { confirmation }: CustomerDeleteInput,
): Promise<IdentityResult<AccountDeletion>> {
  const { account, customer } = ownerOf(request.viewer);
  if (confirmation !== customer) {
    return refuse('NOT_ACCEPTED', 'deletionNotConfirmed', ['input', 'confirmation']);
  }
  const { openOrders } = await customerData.read(account, customer);
  if (openOrders.length > 0) {
    return refuse('OPEN_ORDERS', ['openOrders', { orders: openOrders.map(String) }]);
  }
  const known = await customers.ofAccount(account);
  // An address that is not verified may be another person's: it gets no mail, and keeps its notices.
  const lastMail: MailedAddress | null = known?.verifiedAt
    ? { email: known.email, language: request.market.language }
    : null;
  const emailJwe = lastMail && (await cipher.encrypt(lastMail));
  await deletions.begin(account, customer, emailJwe, eventRecorder(request));
  await deletions.complete(account).catch((error) => {
    log.warn({ event: 'account_deletion_delayed', err: error }, 'an account is deleted later');
  });
  clearSessionCookie(request);
  return (await deletions.find(account)) as AccountDeletion;
}

/** Starts completing deletions that were interrupted. */
export function resumeDeletions(deletions: AccountDeletions, interval: number, log: Log) {
  const closing = new AbortController();
  const resume = async () => {
    while (!closing.signal.aborted && (await deletions.resume()));
  };
  const running = poll(interval, 'completing deletions of accounts', resume, { log, signal: closing.signal });
  return {
    /** Waits for the current step. */
    async close(): Promise<void> {
      closing.abort();
      await running;
    },
  };
}
