import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { Log } from '#kit/process/log.ts';
import { poll } from '#kit/process/poll.ts';
import { lengthen } from '#kit/process/retry-pauses.ts';
import type { Config } from './config.ts';
import type { OrderEvents } from './medusa.ts';
import { toMessage } from './message.ts';
import type { Attempt, Due, Outcome, Store } from './store.ts';
import type { Answer, Targets } from './target.ts';

/** How many messages are posted at once: in all, and to one endpoint, so that a slow one holds no others up. */
const mostAtOnce = 32;
const mostPerEndpoint = 4;

/** A server may ask for more time, but for a day at most. */
const longestPause = 86_400_000;

/**
 * Takes in what happened to orders, and posts it to whoever wants to be told, signed as Standard Webhooks has it. Each
 * message is posted at least once: a worker that dies on the way leaves it to the next, under the same id.
 */
export function startDelivery(events: OrderEvents, store: Store, targets: Targets, config: Config, log: Log) {
  const closing = new AbortController();
  const running = { log, signal: closing.signal };
  /** What is under way here: delivery → its endpoint. */
  const underWay = new Map<string, { endpointId: string; ends: Promise<void> }>();

  const takeIn = async () => {
    const { events: waiting, orders } = await events.waiting();
    const byId = new Map(orders.map((order) => [order.id, order]));
    for (const event of waiting) {
      const order = byId.get(event.order_id);
      // One that was deleted meanwhile is nobody's business.
      if (order) await store.receive(toMessage(event, order));
    }
    if (waiting.length > 0) await events.taken(waiting.map(({ id }) => id));
  };

  const post = async () => {
    for (;;) {
      const room = mostAtOnce - underWay.size;
      if (room <= 0 || closing.signal.aborted) return;
      const perEndpoint = Map.groupBy(underWay.values(), ({ endpointId }) => endpointId);
      const busy = [...perEndpoint].filter(([, those]) => those.length >= mostPerEndpoint).map(([id]) => id);
      const due = await store.claim(room, busy);
      if (due.length === 0) return;
      for (const one of due) {
        const ends = deliver(one)
          .catch((error) =>
            log.warn({ event: 'attempt_not_recorded', delivery: one.id, err: error }, 'delivery attempt not recorded'),
          )
          .finally(() => underWay.delete(one.id));
        underWay.set(one.id, { endpointId: one.endpointId, ends });
      }
    }
  };

  const deliver = async (due: Due): Promise<void> => {
    const sentAt = new Date();
    const began = performance.now();
    const { answer, error } = await targets.post(due.url, headersOf(due, sentAt), due.body).then(
      (answer): { answer?: Answer; error: string | null } => ({ answer, error: complaintAbout(answer) }),
      (error): { answer?: Answer; error: string } => ({ error: reasonOf(error) }),
    );
    const attempt: Attempt = {
      status: answer?.status ?? null,
      error,
      durationMs: Math.round(performance.now() - began),
    };
    const isGone = answer?.status === 410;
    const outcome = outcomeOf(
      attempt,
      isGone ? undefined : config.WEBHOOK_PAUSES_MS[due.attemptCount],
      answer?.retryAfter,
    );
    await store.settle(due, attempt, outcome, isGone);
    if (outcome !== 'DELIVERED')
      log.info({ event: 'webhook_delivery_failed', delivery: due.id, attempt, outcome }, 'webhook delivery failed');
  };

  const sweep = async () => {
    const found = await events.sweep();
    if (found > 0) log.info({ event: 'missed_events_found', found }, 'events of orders were missing');
    await store.forget();
  };

  const turns = Promise.all([
    poll(config.WEBHOOK_INTERVAL_MS, 'reading what happened', takeIn, running),
    poll(config.WEBHOOK_INTERVAL_MS, 'reading what is to be posted', post, running),
    poll(config.WEBHOOK_SWEEP_MS, 'looking for what was missed', sweep, running),
  ]);

  return {
    /** Lets what is under way end, for 5 seconds at most. */
    async close(): Promise<void> {
      closing.abort();
      const ends = Promise.allSettled([turns, ...[...underWay.values()].map((one) => one.ends)]);
      await Promise.race([ends, sleep(5_000, undefined, { ref: false })]);
    },
  };
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function headersOf({ messageId, body, secrets }: Due, sentAt: Date): Record<string, string> {
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(messageId, sentAt, body)).join(' '),
  };
}

/** Whatever is not a success is a failure: somewhere else is nowhere. */
function complaintAbout({ status }: Answer): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'The server leads elsewhere.' : `The server answers ${status}.`;
}

function outcomeOf({ error }: Attempt, pause: number | undefined, retryAfter = 0): Outcome {
  if (error === null) return 'DELIVERED';
  if (pause === undefined) return 'FAILED';
  const wanted = Math.min(Math.max(pause, retryAfter), longestPause);
  return { pause: lengthen(wanted) };
}

/** Why there was no answer, in words that tell nothing of our own network. */
function reasonOf(error: unknown): string {
  const { code, name, message } = error as { code?: string; name: string; message: string };
  if (name === 'TimeoutError' || /TIMED?_?OUT/.test(code ?? '')) return 'There was no answer in time.';
  if (code === 'EPRIVATE') return 'The name leads to a private network.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'The name was not found.';
  return (code ? `The connection failed: ${code}.` : message).slice(0, 300);
}
