import { backendError } from '#kit/graph/errors.ts';
import type { Log } from '#kit/process/log.ts';
import { poll } from '#kit/process/poll.ts';
import type { IdentityDatabase } from '../database.ts';
import type { MailCipher } from '../mail/cipher.ts';
import { type OrderMail, putMail } from '../mail/outbox.ts';
import type { CallMedusa } from '../medusa.ts';

/** A mail about an order that is not queued yet, as Medusa returns it. */
interface PendingMail {
  id: string;
  type: 'confirmed' | 'shipped' | 'pickup_ready' | 'picked_up' | 'canceled' | 'return_accepted' | 'refunded';
  order_id: string;
  subject_id: string | null;
  carrier: string | null;
  access_token: string | null;
}

/** What following needs. */
interface FollowServices {
  database: IdentityDatabase;
  cipher: MailCipher;
  call: CallMedusa;
  /** Whether buyers are notified. Otherwise what happened is taken over and dropped. */
  isOn: boolean;
}

/** Minutes for which a mail about an order is of use: an outage of the mail server delays it for up to 14 days. */
const minutes = 14 * 24 * 60;

/** Milliseconds for a request to Medusa. */
const timeout = 10_000;

/**
 * Queues mail for what happens to orders at Medusa. A mail is queued before Medusa marks it as taken, and its id is unique in
 * the queue: a process that is killed in between neither loses nor repeats it.
 */
export function followOrders(services: FollowServices, interval: number, log: Log) {
  const closing = new AbortController();
  const turns = poll(interval, 'reading mail about orders', () => takeOver(services), { log, signal: closing.signal });
  return {
    /** Waits for the current turn. */
    async close(): Promise<void> {
      closing.abort();
      await turns;
    },
  };
}

/** Queues all pending mails. Rejects with BACKEND_UNAVAILABLE or BACKEND_TIMEOUT while Medusa fails. */
export async function takeOver({ database, cipher, call, isOn }: FollowServices): Promise<void> {
  const ask = async <Answer>(path: string, body?: object): Promise<Answer> => {
    try {
      return await call<Answer>(`/store/order-mails${path}`, {
        ...(body && { body }),
        signal: AbortSignal.timeout(timeout),
      });
    } catch (cause) {
      throw backendError('Medusa', cause);
    }
  };
  for (;;) {
    const { mails } = await ask<{ mails: PendingMail[] }>('');
    if (mails.length === 0) return;
    if (isOn)
      await database.transact((query) => Promise.all(mails.map((mail) => putMail(query, cipher, toMail(mail)))));
    await ask('/taken', { ids: mails.map(({ id }) => id) });
  }
}

function toMail({ id, type, order_id, subject_id, carrier, access_token }: PendingMail): OrderMail {
  const kind = `ORDER_${type.toUpperCase() as Uppercase<PendingMail['type']>}` as const;
  return {
    kind,
    event: id,
    content: { orderId: order_id, subjectId: subject_id, carrier, accessToken: access_token },
    minutes,
  };
}
