import type { Ask } from '#kit/stores/postgres.ts';
import type { IdentityDatabase } from '../database.ts';
import type { Cipher } from './cipher.ts';

/** What is mailed to an address that somebody gave. Whether it is a customer's is looked up when it is sent. */
export interface LinkMail {
  kind: 'SIGN_UP' | 'VERIFY' | 'RESET';
  content: { email: string; token: string };
  /** Minutes for which the link can be used. */
  minutes: number;
}

/** What is mailed to an account's own address, which is looked up when it is sent. */
export interface Notice {
  kind:
    | 'NEW_DEVICE'
    | 'PASSWORD_CHANGED'
    | 'PASSKEY_ADDED'
    | 'PASSKEY_REMOVED'
    | 'RECOVERY_CODES_MADE'
    | 'RECOVERY_CODE_USED';
  account: string;
  content: NoticeContent;
}

/** The circumstances of what happened to an account. */
export interface NoticeContent {
  /** ISO 8601. */
  at: string;
  device?: string | undefined;
  country?: string | undefined;
}

/** A mail that is to be sent now. */
export interface DueMail {
  id: string;
  kind: LinkMail['kind'] | Notice['kind'] | 'WEBHOOK_OFF';
  accountId: string | null;
  endpointId: string | null;
  /** Attempts made so far. */
  attemptCount: number;
  content: Partial<LinkMail['content'] & NoticeContent>;
}

/** The outcome of an attempt: sent, no recipient, to be tried again in so many milliseconds, or given up. */
export type MailOutcome = 'SENT' | 'DROPPED' | { pause: number; error: string } | { failed: string };

/** Mail that waits to be sent, in PostgreSQL. Everything rejects while PostgreSQL is unavailable. */
export type Outbox = ReturnType<typeof createOutbox>;

/** Seconds after which a mail that was claimed and not settled is sent by another. No attempt takes as long. */
const lease = 60;

/** Puts a mail into the outbox; asked within a transaction, only if the rest of it counts as well. */
export async function putMail(ask: Ask, cipher: Cipher, mail: LinkMail | Notice): Promise<void> {
  const account = 'account' in mail ? mail.account : null;
  const minutes = 'minutes' in mail ? mail.minutes : 3 * 24 * 60;
  const jwe = await cipher.seal(mail.content);
  await ask(
    (sql) => sql`
      insert into mail (kind, account_id, content_jwe, expires_at)
      values (${mail.kind}, ${account}, ${jwe}, now() + make_interval(mins => ${minutes}))`,
  );
}

/** The outbox as its sender uses it. */
export function createOutbox({ ask }: Pick<IdentityDatabase, 'ask'>, cipher: Cipher) {
  return {
    /** Takes at most `most` mails that are due. */
    claim: async (most: number): Promise<DueMail[]> => {
      const rows = await ask(
        (sql) => sql<(Omit<DueMail, 'content'> & { contentJwe: string | null })[]>`
          with due as (
            select id from mail
            where next_attempt_at <= now() and (claimed_until is null or claimed_until < now())
            order by next_attempt_at limit ${most} for update skip locked
          )
          update mail set claimed_until = now() + make_interval(secs => ${lease})
          where id in (select id from due)
          returning id, kind, account_id, endpoint_id, attempt_count, content_jwe`,
      );
      return Promise.all(
        rows.map(async ({ contentJwe, ...mail }) => ({
          ...mail,
          content: contentJwe === null ? {} : await cipher.open<DueMail['content']>(contentJwe),
        })),
      );
    },

    /** Records the outcome of an attempt. The content is deleted once the mail was sent, or with its dead letter. */
    settle: async ({ id }: DueMail, outcome: MailOutcome): Promise<void> => {
      if (outcome === 'DROPPED') {
        await ask((sql) => sql`delete from mail where id = ${id}`);
      } else if (outcome === 'SENT') {
        await ask(
          (sql) => sql`
            update mail set attempt_count = attempt_count + 1, claimed_until = null, next_attempt_at = null,
              sent_at = now(), content_jwe = null, error = null
            where id = ${id}`,
        );
      } else {
        const isOver = 'failed' in outcome;
        const [error, pause] = isOver ? [outcome.failed, null] : [outcome.error, outcome.pause / 1_000];
        await ask(
          (sql) => sql`
            update mail set attempt_count = attempt_count + 1, claimed_until = null, error = ${error},
              next_attempt_at = now() + make_interval(secs => ${pause}::float8),
              failed_at = case when ${isOver}::boolean then now() end
            where id = ${id}`,
        );
      }
    },

    /** Gives up mail that is of no use any more, and deletes what was sent or given up more than 30 days ago. */
    forget: async (): Promise<void> => {
      await ask(
        (sql) => sql`
          update mail set next_attempt_at = null, failed_at = now(), content_jwe = null,
            error = coalesce(error, 'It was not sent in time.')
          where next_attempt_at is not null and expires_at < now() and (claimed_until is null or claimed_until < now())`,
      );
      await ask((sql) => sql`delete from mail where created_at < now() - interval '30 days'`);
      await ask((sql) => sql`delete from mail_link where expires_at < now() - interval '1 day'`);
    },

    /** The address of the curator whose account this is; undefined where it is none's. */
    curatorAddress: async (account: string): Promise<string | undefined> => {
      const [curator] = await ask(
        (sql) => sql<{ email: string }[]>`select email from curator where account_id = ${account}`,
      );
      return curator?.email;
    },

    /** The contact address of the partner whose endpoint was turned off; undefined where it has none. */
    endpoint: async (id: string): Promise<DisabledEndpoint | undefined> => {
      const [found] = await ask(
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

/** An endpoint that was turned off, as the notice to its partner shows it. */
export interface DisabledEndpoint {
  email: string;
  partner: string;
  url: string;
  reason: 'GONE' | 'FAILING';
  at: string;
}
