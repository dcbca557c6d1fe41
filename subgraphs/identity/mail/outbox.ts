import type { Language } from '#kit/graph/languages/language.ts';
import type { RunQuery } from '#kit/stores/postgres.ts';
import type { IdentityDatabase } from '../database.ts';
import type { MailCipher } from './cipher.ts';
import { type ItemNotice, readItemNotices } from './wishlist-mail.ts';

/** A mail with a link, to an address that a client entered. Whether it belongs to a customer is looked up on sending. */
export interface LinkMail {
  kind: 'SIGN_UP' | 'VERIFY' | 'RESET';
  content: { email: string; token: string; language: Language };
  /** Minutes for which the link is valid. */
  minutes: number;
}

/** A mail about the stock of a variant, to an address that asked for it. */
export interface StockMail {
  kind: 'STOCK_CONFIRM' | 'STOCK_BACK';
  content: {
    email: string;
    language: Language;
    /** The pseudonym of the address, for its unsubscribe link. */
    emailKey: string;
    /** The name of the product. */
    title: string;
    /** Of the link that confirms the request. */
    token?: string;
    /** The product's handle. */
    handle?: string;
  };
  /** Minutes for which the mail is of use. */
  minutes: number;
}

/** A mail to a customer about what they agreed to. */
export interface ConsentMail {
  kind: 'MARKETING_GRANTED';
  account: string;
  content: { language: Language };
}

/** The last mail to a customer whose account was deleted. */
export interface DeletionMail {
  kind: 'ACCOUNT_DELETED';
  content: { email: string; language: Language };
}

/** A mail about an order, whose buyer and content are read when it is sent. */
export interface OrderMail {
  kind:
    | 'ORDER_CONFIRMED'
    | 'ORDER_SHIPPED'
    | 'ORDER_PICKUP_READY'
    | 'ORDER_PICKED_UP'
    | 'ORDER_CANCELED'
    | 'ORDER_RETURN_ACCEPTED'
    | 'ORDER_REFUNDED';
  /** Identifies what happened: a second mail with it is not queued. */
  event: string;
  content: OrderMailContent;
  /** Minutes for which the mail is of use. */
  minutes: number;
}

/** What a mail about an order is about. */
export interface OrderMailContent {
  orderId: string;
  /** The parcel, return or refund. */
  subjectId: string | null;
  /** The carrier of a parcel, by its code at the warehouse. */
  carrier: string | null;
  /** Opens the order, also for a guest. */
  accessToken: string | null;
}

/** A notice to an account's owner, whose address is looked up on sending. */
export interface Notice {
  kind:
    | 'NEW_DEVICE'
    | 'PASSWORD_CHANGED'
    | 'PASSKEY_ADDED'
    | 'PASSKEY_REMOVED'
    | 'RECOVERY_CODES_MADE'
    | 'RECOVERY_CODE_USED'
    | 'DATA_EXPORTED';
  account: string;
  content: NoticeContent;
}

/** When and from where an account was changed. */
export interface NoticeContent {
  language: Language;
  /** ISO 8601. */
  at: string;
  device?: string | undefined;
  country?: string | undefined;
}

/** A mail that is due for sending. */
export interface DueMail {
  id: string;
  kind:
    | LinkMail['kind']
    | Notice['kind']
    | StockMail['kind']
    | ConsentMail['kind']
    | DeletionMail['kind']
    | OrderMail['kind']
    | 'WISHLIST'
    | 'WEBHOOK_OFF';
  accountId: string | null;
  endpointId: string | null;
  /** The number of attempts so far. */
  attemptCount: number;
  /** Without a language it is from a version that wrote English only. */
  content: Partial<LinkMail['content'] & NoticeContent & StockMail['content'] & OrderMailContent>;
}

/** The outcome of an attempt: sent, dropped for lack of a recipient, to be retried after `pause` milliseconds, or failed. */
export type MailOutcome = 'SENT' | 'DROPPED' | { pause: number; error: string } | { failed: string };

/** The queue of mail to send, in PostgreSQL. All methods reject while PostgreSQL is unavailable. */
export type Outbox = ReturnType<typeof createOutbox>;

/** Seconds for which a sender reserves a mail; longer than any attempt. After that, another sender may send it. */
const lease = 60;

/** Queues a mail. With the `query` of a transaction, the mail is sent only if the transaction commits. */
export async function putMail(
  query: RunQuery,
  cipher: MailCipher,
  mail: LinkMail | Notice | StockMail | ConsentMail | DeletionMail | OrderMail,
): Promise<void> {
  const account = 'account' in mail ? mail.account : null;
  const event = 'event' in mail ? mail.event : null;
  const minutes = 'minutes' in mail ? mail.minutes : 3 * 24 * 60;
  const jwe = await cipher.encrypt(mail.content);
  await query(
    (sql) => sql`
      insert into mail (kind, account_id, event_id, content_jwe, expires_at)
      values (${mail.kind}, ${account}, ${event}, ${jwe}, now() + make_interval(mins => ${minutes}))
      on conflict (event_id) do nothing`,
  );
}

/** Creates the queue. Claimed mails must be settled. */
export function createOutbox({ query }: Pick<IdentityDatabase, 'query'>, cipher: MailCipher) {
  return {
    /** Claims at most `limit` mails that are due. */
    claim: async (limit: number): Promise<DueMail[]> => {
      const rows = await query(
        (sql) => sql<(Omit<DueMail, 'content'> & { contentJwe: string | null })[]>`
          with due as (
            select id from mail
            where next_attempt_at <= now() and (claimed_until is null or claimed_until < now())
            order by next_attempt_at limit ${limit} for update skip locked
          )
          update mail set claimed_until = now() + make_interval(secs => ${lease})
          where id in (select id from due)
          returning id, kind, account_id, endpoint_id, attempt_count, content_jwe`,
      );
      return Promise.all(
        rows.map(async ({ contentJwe, ...mail }) => ({
          ...mail,
          content: contentJwe === null ? {} : await cipher.decrypt<DueMail['content']>(contentJwe),
        })),
      );
    },

    /** Records the outcome of an attempt. The content is deleted after sending; a dead letter keeps it until it is deleted. */
    settle: async ({ id }: DueMail, outcome: MailOutcome): Promise<void> => {
      if (outcome === 'DROPPED') {
        await query((sql) => sql`delete from mail where id = ${id}`);
      } else if (outcome === 'SENT') {
        await query(
          (sql) => sql`
            update mail set attempt_count = attempt_count + 1, claimed_until = null, next_attempt_at = null,
              sent_at = now(), content_jwe = null, error = null
            where id = ${id}`,
        );
      } else {
        const hasFailed = 'failed' in outcome;
        const [error, pause] = hasFailed ? [outcome.failed, null] : [outcome.error, outcome.pause / 1_000];
        await query(
          (sql) => sql`
            update mail set attempt_count = attempt_count + 1, claimed_until = null, error = ${error},
              next_attempt_at = now() + make_interval(secs => ${pause}::float8),
              failed_at = case when ${hasFailed}::boolean then now() end
            where id = ${id}`,
        );
      }
    },

    /** Moves expired mail to the dead letters, and deletes mail older than 30 days and links expired for more than a day. */
    cleanUp: async (): Promise<void> => {
      await query(
        (sql) => sql`
          update mail set next_attempt_at = null, failed_at = now(), content_jwe = null,
            error = coalesce(error, 'It was not sent in time.')
          where next_attempt_at is not null and expires_at < now() and (claimed_until is null or claimed_until < now())`,
      );
      await query((sql) => sql`delete from mail where created_at < now() - interval '30 days'`);
      await query((sql) => sql`delete from mail_link where expires_at < now() - interval '1 day'`);
    },

    /** What a mail about a wishlist says: see `readItemNotices`. */
    itemNotices: (id: string): Promise<ItemNotice[]> => readItemNotices(query, id),

    /** The e-mail address of the curator with this account; undefined when it is not a curator's account. */
    curatorAddress: async (account: string): Promise<string | undefined> => {
      const [curator] = await query(
        (sql) => sql<{ email: string }[]>`select email from curator where account_id = ${account}`,
      );
      return curator?.email;
    },

    /** A disabled endpoint with its partner's contact address; undefined when the partner has no address. */
    endpoint: async (id: string): Promise<DisabledEndpoint | undefined> => {
      const [found] = await query(
        (sql) => sql<(DisabledEndpoint & { email: string | null })[]>`
          select contact_email as email, partner.name as partner, url, disabled_because as reason,
            to_char(disabled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
          from webhook_endpoint join partner on partner.id = partner_id
          where webhook_endpoint.id = ${id} and disabled_at is not null and deleted_at is null`,
      );
      return found?.email ? found : undefined;
    },
  };
}

/** A disabled webhook endpoint, as the notice to its partner shows it. */
export interface DisabledEndpoint {
  email: string;
  partner: string;
  url: string;
  reason: 'GONE' | 'FAILING';
  at: string;
}
