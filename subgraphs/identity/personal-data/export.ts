import { hash } from 'node:crypto';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { Pseudonymizer } from '../audit/pseudonyms.ts';
import type { AccountStore } from '../customers/accounts.ts';
import type { Customers } from '../customers/customers.ts';
import type { IdentityDatabase } from '../database.ts';
import { emailKeyOf } from '../notices/stock-notices.ts';
import { type IdentityResult, refuse } from '../results.ts';
import type { SessionStore } from '../sessions/sessions.ts';
import { ownerOf } from '../viewer.ts';
import type { CustomerData } from './medusa-data.ts';

/** A document with everything that is kept of a customer. */
export interface DataExport {
  /** JSON. */
  document: string;
  bytes: number;
  sha256: string;
  createdAt: Date;
}

/** The services for exporting the viewer's data. */
interface ExportServices {
  accounts: AccountStore;
  accountData: AccountData;
  customerData: CustomerData;
  customers: Pick<Customers, 'ofAccount'>;
  request: SubgraphRequest;
  sessions: SessionStore;
}

/** The largest document. A response of the graph is limited too. */
const maxBytes = 4 * 1_024 * 1_024;

/**
 * Exports everything that all systems keep of the viewer as one JSON document (GDPR, articles 15 and 20): without the keys of
 * passkeys, hashes of codes, and tokens, which are secrets and no information about the person.
 */
export async function exportData(services: ExportServices): Promise<IdentityResult<DataExport>> {
  const { accounts, accountData, customerData, customers, request, sessions } = services;
  const { account, customer } = ownerOf(request.viewer);
  const createdAt = new Date();
  const known = await customers.ofAccount(account);
  // An address that is not verified may be another person's, and so are the notices for it.
  const email = known?.verifiedAt && known.email;
  const [own, shop, open] = await Promise.all([
    accountData.read(account, email),
    customerData.read(account, customer),
    sessions.list(account),
  ]);
  const content = { format: 'axiom-customer-data/1', createdAt, ...own, sessions: open, shop: shop.data };
  const document = JSON.stringify(content, null, 2);
  const bytes = Buffer.byteLength(document);
  if (bytes > maxBytes) {
    return refuse('TOO_LARGE', 'dataTooLarge');
  }
  await accounts.record({ account, action: 'account.exported' });
  return { document, bytes, sha256: hash('sha256', document), createdAt };
}

/** What identity's own tables keep of an account. */
export type AccountData = ReturnType<typeof createAccountData>;

export function createAccountData({ query }: IdentityDatabase, pseudonymize: Pseudonymizer) {
  return {
    /** Each part as rows with the names of columns in camelCase; `email` finds what was asked for without an account. */
    read: async (account: string, email: string | undefined): Promise<Record<string, unknown>> => {
      const emailKey = email === undefined ? null : emailKeyOf(pseudonymize, email);
      const [accounts, passkeys, recoveryCodes, devices, auditEvents, wishlist, wishlistShares] = await Promise.all([
        query((sql) => sql`select id, created_at, recovered_at from account where id = ${account}`),
        query(
          (sql) => sql`
            select name, device_type, backed_up, transports, created_at, last_used_at from credential
            where account_id = ${account} order by created_at`,
        ),
        query((sql) => sql`select created_at, used_at from recovery_code where account_id = ${account}`),
        query((sql) => sql`select device, first_seen_at, last_seen_at from known_device where account_id = ${account}`),
        query(
          (sql) => sql`
            select action, occurred_at, detail::text from audit_event where account_id = ${account} order by id limit 5000`,
        ),
        query(
          (sql) => sql`
            select product_id, variant_id, added_at, country, currency, added_amount, added_currency, is_notified,
              lowest_amount::text
            from wishlist_item where account_id = ${account} order by added_at`,
        ),
        query((sql) => sql`select name, created_at from wishlist_share where account_id = ${account}`),
      ]);
      const [marketingConsent, stockNotices, mails] = await Promise.all([
        query(
          (sql) => sql`
            select is_granted, text_version, source, occurred_at from marketing_consent
            where account_id = ${account} order by id`,
        ),
        query(
          (sql) => sql`
            select product_id, variant_id, country, currency, created_at, confirmed_at, expires_at from stock_notice
            where email_key = ${emailKey}`,
        ),
        query(
          (sql) => sql`select kind, created_at, sent_at from mail where account_id = ${account} order by created_at`,
        ),
      ]);
      return {
        ...{ account: accounts[0], passkeys, recoveryCodes, devices, auditEvents, wishlist },
        ...{ wishlistShare: wishlistShares[0] ?? null, marketingConsent, stockNotices, mails },
      };
    },
  };
}
