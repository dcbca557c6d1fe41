import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { Log } from '#kit/process/log.ts';
import { poll } from '#kit/process/poll.ts';
import { lengthen } from '#kit/process/retry-pauses.ts';
import type { identityShape } from '../config.ts';
import type { Customers } from '../customers/customers.ts';
import type { IdentityDatabase } from '../database.ts';
import type { Cipher } from './cipher.ts';
import type { Letter } from './layout.ts';
import { type Letters, lettersOf } from './messages.ts';
import { createOutbox, type DueMail, type MailOutcome, type Outbox } from './outbox.ts';
import { openTransport, refusalOf, type Transport } from './transport.ts';

/** What mail is sent with. */
interface Sending {
  outbox: Outbox;
  customers: Pick<Customers, 'lookUp' | 'ofAccount'>;
  letters: Letters;
  transport: Transport;
  /** Milliseconds from one look for mail to the next. */
  interval: number;
  /** Milliseconds between attempts. */
  pauses: number[];
  log: Log;
}

/** Sends mail as the environment says; undefined, and a warning, where it names no mail server: mail waits then. */
export function sendMail(
  config: z.output<typeof identityShape>,
  store: Pick<IdentityDatabase, 'ask'>,
  cipher: Cipher,
  customers: Sending['customers'],
  log: Log,
) {
  if (config.SMTP_URL === undefined) {
    log.warn('SMTP_URL is not set: mail waits in the outbox');
    return undefined;
  }
  return startSending({
    outbox: createOutbox(store, cipher),
    customers,
    letters: lettersOf({ house: config.RP_NAME, storefrontUrl: config.STOREFRONT_URL }),
    transport: openTransport(config.SMTP_URL, config.MAIL_FROM),
    interval: config.MAIL_INTERVAL_MS,
    pauses: config.MAIL_PAUSES_MS,
    log,
  });
}

/** A letter and its address. */
interface Addressed {
  to: string;
  letter: Letter;
}

/** How many mails are sent at once. */
const mostAtOnce = 4;

/**
 * Sends the mail of the outbox, each at least once: one whose sender died on the way is sent again, under the same
 * Message-ID. Neither addresses nor links are logged.
 */
export function startSending({ outbox, customers, letters, transport, interval, pauses, log }: Sending) {
  const closing = new AbortController();
  const running = { log, signal: closing.signal };

  /** Undefined where there is no recipient. Rejects while Medusa is away. */
  async function address({ kind, content, accountId, endpointId }: DueMail): Promise<Addressed | undefined> {
    const { email = '', token = '' } = content;
    switch (kind) {
      case 'SIGN_UP':
        return { to: email, letter: (await customers.lookUp(email)) ? letters.signUpKnown() : letters.signUp(token) };
      case 'RESET':
        return { to: email, letter: (await customers.lookUp(email)) ? letters.reset(token) : letters.resetUnknown() };
      case 'VERIFY':
        return { to: email, letter: letters.verify(token) };
      case 'WEBHOOK_OFF': {
        const endpoint = await outbox.endpoint(endpointId ?? '');
        return endpoint && { to: endpoint.email, letter: letters.endpointOff(endpoint) };
      }
      default: {
        if (accountId === null) return undefined;
        const curator = await outbox.curatorAddress(accountId);
        const to = curator ?? (await customers.ofAccount(accountId))?.email;
        const owner = curator === undefined ? 'CUSTOMER' : 'CURATOR';
        return to === undefined ? undefined : { to, letter: letters.notice(kind, noticed(content), owner) };
      }
    }
  }

  async function deliver(mail: DueMail): Promise<MailOutcome> {
    try {
      const addressed = await address(mail);
      // RFC 2606: to `.invalid` no mail is ever delivered. Customers without an address have one there.
      if (!addressed || addressed.to.endsWith('.invalid')) return 'DROPPED';
      await transport.send(addressed.letter, addressed.to, mail.id);
      return 'SENT';
    } catch (error) {
      const { reason, isFinal } = refusalOf(error);
      const pause = pauses[mail.attemptCount];
      return isFinal || pause === undefined ? { failed: reason } : { pause: lengthen(pause), error: reason };
    }
  }

  const send = async () => {
    for (;;) {
      const due = closing.signal.aborted ? [] : await outbox.claim(mostAtOnce);
      if (due.length === 0) return;
      await Promise.all(
        due.map(async (mail) => {
          const outcome = await deliver(mail);
          await outbox.settle(mail, outcome);
          if (typeof outcome === 'object') log.info({ mail: mail.id, kind: mail.kind, outcome }, 'a mail was not sent');
        }),
      );
    }
  };

  const turns = Promise.all([
    poll(interval, 'sending mail', send, running),
    poll(60_000, 'forgetting mail', outbox.forget, running),
  ]);

  return {
    /** Lets what is under way end, for 5 seconds at most. */
    async close(): Promise<void> {
      closing.abort();
      await Promise.race([turns, sleep(5_000, undefined, { ref: false })]);
      transport.close();
    },
  };
}

function noticed({ at = new Date().toISOString(), device, country }: DueMail['content']) {
  return { at, device, country };
}
