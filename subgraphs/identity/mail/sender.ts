import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { defaultLanguage } from '#kit/graph/languages/language.ts';
import type { Log } from '#kit/process/log.ts';
import { poll } from '#kit/process/poll.ts';
import { lengthen } from '#kit/process/retry-pauses.ts';
import type { identityShape } from '../config.ts';
import type { Customers } from '../customers/customers.ts';
import type { IdentityDatabase } from '../database.ts';
import { type ComposeOrderMail, createOrderMails } from '../order-mail/compose.ts';
import type { ReadOrder } from '../order-mail/order.ts';
import type { Storefront } from '../storefront.ts';
import type { MailCipher } from './cipher.ts';
import type { AddressedMessage } from './layout.ts';
import { createMailMessages, type MailMessages } from './messages.ts';
import {
  createOutbox,
  type DueMail,
  type MailOutcome,
  type OrderMail,
  type OrderMailContent,
  type Outbox,
} from './outbox.ts';
import { openTransport, refusalOf, type Transport } from './transport.ts';
import type { LinkToUnsubscribe } from './unsubscribe-links.ts';

/** The options and services for sending mail. */
interface SenderOptions {
  outbox: Outbox;
  customers: Pick<Customers, 'lookUp' | 'ofAccount'>;
  orderMails: ComposeOrderMail;
  messages: MailMessages;
  linkToUnsubscribe: LinkToUnsubscribe;
  transport: Transport;
  /** Milliseconds between two polls of the outbox. */
  interval: number;
  /** Milliseconds between two attempts, in order. */
  pauses: number[];
  log: Log;
}

/** What messages are made of. */
interface MailSources {
  storefront: Storefront;
  linkToUnsubscribe: LinkToUnsubscribe;
  readOrder: ReadOrder;
}

/** Starts sending mail; without SMTP_URL, logs a warning and returns undefined: mail then stays in the outbox. */
export function openMailSender(
  config: z.output<typeof identityShape>,
  store: Pick<IdentityDatabase, 'query'>,
  cipher: MailCipher,
  customers: SenderOptions['customers'],
  { storefront, linkToUnsubscribe, readOrder }: MailSources,
  log: Log,
) {
  if (config.SMTP_URL === undefined) {
    log.warn({ event: 'mail_disabled' }, 'SMTP_URL is not set: mail stays in the outbox');
    return undefined;
  }
  return startMailSender({
    outbox: createOutbox(store, cipher),
    customers,
    orderMails: createOrderMails(readOrder, { brand: config.RP_NAME, storefront }),
    messages: createMailMessages({ brand: config.RP_NAME, storefront }),
    linkToUnsubscribe,
    transport: openTransport(config.SMTP_URL, config.MAIL_FROM),
    interval: config.MAIL_INTERVAL_MS,
    pauses: config.MAIL_PAUSES_MS,
    log,
  });
}

/** Maximum number of mails that are sent concurrently. */
const maxConcurrentMails = 4;

/**
 * Sends the mail of the outbox, at least once: a mail whose sender crashed before recording the outcome is sent again with the
 * same Message-ID. Addresses and links are never logged.
 */
export function startMailSender(options: SenderOptions) {
  const {
    outbox,
    customers,
    orderMails,
    messages: messagesIn,
    linkToUnsubscribe,
    transport,
    interval,
    pauses,
    log,
  } = options;
  const closing = new AbortController();
  const running = { log, signal: closing.signal };

  /** The message of a mail; undefined when it has no recipient. Rejects while Medusa or commerce is unavailable. */
  async function compose({ id, kind, content, accountId, endpointId }: DueMail): Promise<AddressedMessage | undefined> {
    if (isOrderMail(kind)) return orderMails(kind, content as OrderMailContent);
    const { email = '', token = '', language = defaultLanguage } = content;
    const messages = messagesIn(language);
    switch (kind) {
      case 'SIGN_UP':
        return {
          to: email,
          message: (await customers.lookUp(email)) ? messages.signUpKnown() : messages.signUp(token),
        };
      case 'RESET':
        return {
          to: email,
          message: (await customers.lookUp(email)) ? messages.reset(token) : messages.resetUnknown(),
        };
      case 'ACCOUNT_DELETED':
        return { to: email, message: messages.accountDeleted() };
      case 'VERIFY':
        return { to: email, message: messages.verify(token) };
      case 'WEBHOOK_OFF': {
        const endpoint = await outbox.endpoint(endpointId ?? '');
        return endpoint && { to: endpoint.email, message: messages.endpointDisabled(endpoint) };
      }
      case 'STOCK_CONFIRM':
      case 'STOCK_BACK': {
        const { title = '', emailKey = '', handle = '' } = content;
        const unsubscribe = linkToUnsubscribe({ list: 'STOCK', owner: emailKey });
        const message =
          kind === 'STOCK_CONFIRM'
            ? messages.stockConfirm({ title, token, unsubscribe })
            : messages.stockBack({ title, handle, unsubscribe });
        return { to: email, message };
      }
      case 'MARKETING_GRANTED':
      case 'WISHLIST': {
        const notices = kind === 'WISHLIST' ? await outbox.itemNotices(id) : [];
        const customer = accountId === null ? undefined : await customers.ofAccount(accountId);
        // The address may have changed since its owner asked for mail: the new one may belong to someone else.
        if (!accountId || !customer?.verifiedAt || (kind === 'WISHLIST' && notices.length === 0)) return undefined;
        const message =
          kind === 'WISHLIST'
            ? messages.wishlist(notices, linkToUnsubscribe({ list: 'WISHLIST', owner: accountId }))
            : messages.marketingGranted(linkToUnsubscribe({ list: 'MARKETING', owner: accountId }));
        return { to: customer.email, message };
      }
      default: {
        if (accountId === null) return undefined;
        const curator = await outbox.curatorAddress(accountId);
        const to = curator ?? (await customers.ofAccount(accountId))?.email;
        const owner = curator === undefined ? 'CUSTOMER' : 'CURATOR';
        return to === undefined ? undefined : { to, message: messages.notice(kind, noticeContent(content), owner) };
      }
    }
  }

  async function deliver(mail: DueMail): Promise<MailOutcome> {
    try {
      const composed = await compose(mail);
      // RFC 2606: `.invalid` never receives mail. It is the domain of customers without an e-mail address.
      if (!composed || composed.to.endsWith('.invalid')) return 'DROPPED';
      await transport.send(composed.message, composed.to, mail.id);
      return 'SENT';
    } catch (error) {
      const { reason, isFinal, isOutage } = refusalOf(error);
      // An outage ends no mail: it is tried until it expires.
      const pause = pauses[mail.attemptCount] ?? (isOutage ? pauses.at(-1) : undefined);
      return isFinal || pause === undefined ? { failed: reason } : { pause: lengthen(pause), error: reason };
    }
  }

  const send = async () => {
    for (;;) {
      const due = closing.signal.aborted ? [] : await outbox.claim(maxConcurrentMails);
      if (due.length === 0) return;
      await Promise.all(
        due.map(async (mail) => {
          const outcome = await deliver(mail);
          await outbox.settle(mail, outcome);
          if (typeof outcome === 'object')
            log.info({ event: 'mail_not_sent', mail: mail.id, kind: mail.kind, outcome }, 'mail not sent');
        }),
      );
    }
  };

  const polls = Promise.all([
    poll(interval, 'sending mail', send, running),
    poll(60_000, 'cleaning up mail', outbox.cleanUp, running),
  ]);

  return {
    /** Waits for the current attempts, at most 5 seconds. */
    async close(): Promise<void> {
      closing.abort();
      await Promise.race([polls, sleep(5_000, undefined, { ref: false })]);
      transport.close();
    },
  };
}

function noticeContent({ at = new Date().toISOString(), device, country }: DueMail['content']) {
  return { at, device, country };
}

function isOrderMail(kind: DueMail['kind']): kind is OrderMail['kind'] {
  return kind.startsWith('ORDER_');
}
