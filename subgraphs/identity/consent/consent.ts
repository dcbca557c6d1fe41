import type { MarketingConsentSource, MarketingConsentUpdateInput } from '#generated/identity.ts';
import type { Language } from '#kit/graph/languages/language.ts';
import type { SubgraphRequest } from '#kit/graph/server/subgraph.ts';
import type { RunQuery } from '#kit/stores/postgres.ts';
import type { EventRecorder } from '../audit/account-events.ts';
import type { Customers } from '../customers/customers.ts';
import type { IdentityDatabase } from '../database.ts';
import type { MailCipher } from '../mail/cipher.ts';
import { putMail } from '../mail/outbox.ts';
import { lockAccount } from '../passkeys/credentials.ts';
import { emailNotVerified, type IdentityResult, refuse } from '../results.ts';
import { accountOf } from '../viewer.ts';

/** What a customer agreed to, or withdrew. */
export interface ConsentEntry {
  isGranted: boolean;
  textVersion: string;
  source: MarketingConsentSource;
  occurredAt: Date;
}

/** The entries of one customer, the newest first; at most 100. */
export type ConsentHistory = readonly ConsentEntry[];

/** The consent of customers to marketing, in PostgreSQL. Entries are added and never changed: they are the evidence. */
export type ConsentStore = ReturnType<typeof createConsentStore>;

/** Entries that are returned, and that one account can add. */
const maxEntries = 100;

export function createConsentStore(
  { query, transact }: IdentityDatabase,
  record: EventRecorder,
  cipher: MailCipher,
  language: Language,
) {
  /** Adds an entry unless it repeats the newest one. False when the account has too many. */
  async function add(query: RunQuery, account: string, entry: Omit<ConsentEntry, 'occurredAt'>): Promise<boolean> {
    await lockAccount(query, account);
    const known = await historyOf(query, account);
    const [newest] = known;
    const { isGranted, textVersion, source } = entry;
    const isSame = newest?.isGranted === isGranted && newest.textVersion === textVersion && newest.source === source;
    if (isSame) return true;
    // Withdrawing must always be possible.
    if (known.length >= maxEntries && isGranted) return false;
    await query(
      (sql) => sql`
        insert into marketing_consent (account_id, is_granted, text_version, source)
        values (${account}, ${isGranted}, ${textVersion}, ${source})`,
    );
    await record(query, {
      account,
      action: isGranted ? 'consent.granted' : 'consent.withdrawn',
      detail: { textVersion },
    });
    if (isGranted) await putMail(query, cipher, { kind: 'MARKETING_GRANTED', account, content: { language } });
    return true;
  }

  return {
    history: (account: string): Promise<ConsentHistory> => historyOf(query, account),

    /** Adds an entry unless it repeats the newest one, and mails a confirmation of what was granted. */
    add: (account: string, entry: Omit<ConsentEntry, 'occurredAt'>): Promise<boolean> =>
      transact((query) => add(query, account, entry)),

    /** Withdraws the consent by the link in a mail; does nothing when there is none, or no such account. */
    withdrawByLink: (account: string): Promise<void> =>
      transact(async (query) => {
        const [newest] = await historyOf(query, account);
        if (!newest?.isGranted) return;
        await add(query, account, { isGranted: false, textVersion: newest.textVersion, source: 'UNSUBSCRIBE_LINK' });
      }),
  };
}

/** The services for changing the viewer's consent. */
interface ConsentServices {
  consents: ConsentStore;
  customers: Pick<Customers, 'ofAccount'>;
  request: SubgraphRequest;
}

/**
 * Records that the viewer agrees to marketing or withdraws. An agreement needs a verified address, so that no one agrees for the
 * owner of another address.
 */
export async function updateMarketingConsent(
  { consents, customers, request }: ConsentServices,
  { isGranted, textVersion, source = 'ACCOUNT' }: MarketingConsentUpdateInput,
): Promise<IdentityResult<ConsentHistory>> {
  const account = accountOf(request.viewer);
  if (!/^[\w.-]{1,64}$/.test(textVersion)) {
    return refuse('INVALID', 'textVersionInvalid', ['input', 'textVersion']);
  }
  if (source === 'UNSUBSCRIBE_LINK') return refuse('INVALID', 'sourceReserved', ['input', 'source']);
  if (isGranted && !(await customers.ofAccount(account))?.verifiedAt) return emailNotVerified(['input', 'isGranted']);
  if (!(await consents.add(account, { isGranted, textVersion, source }))) {
    return refuse('TOO_MANY', 'consentChangedTooOften');
  }
  return consents.history(account);
}

function historyOf(query: RunQuery, account: string): Promise<ConsentEntry[]> {
  return query(
    (sql) => sql<ConsentEntry[]>`
      select is_granted, text_version, source, occurred_at from marketing_consent
      where account_id = ${account} order by id desc limit ${maxEntries}`,
  );
}
