import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { Log } from '#kit/process/log.ts';
import { poll } from '#kit/process/poll.ts';
import { lengthen } from '#kit/process/retry-pauses.ts';
import type { EventId } from '#kit/stores/cache-keys.ts';
import type { ChangeMessages } from './changes.ts';
import type { Config } from './config.ts';
import type { OrderEvents } from './medusa.ts';
import { toMessage } from './message.ts';
import type { Attempt, Due, Outcome, Store } from './store.ts';
import type { TargetResponse, Targets } from './target.ts';

/**
 * The maximum number of concurrent requests: in total, and to one endpoint, so that a slow endpoint does not delay
 * others.
 */
const mostAtOnce = 32;
const mostPerEndpoint = 4;

/** The maximum `Retry-After` in milliseconds: a day. */
const longestPause = 86_400_000;

/** What messages are about. */
export interface Sources {
  events: OrderEvents;
  /** What changed after a position: see `readChanges`. */
  changes(position: EventId | undefined): Promise<ChangeMessages | undefined>;
}

/**
 * Reads events of orders and changes, and posts them to subscribed endpoints, signed by Standard Webhooks. Each message is delivered
 * at least once: when a worker is killed, another sends its messages under the same id.
 */
export function startDelivery({ events, changes }: Sources, store: Store, targets: Targets, config: Config, log: Log) {
  const closing = new AbortController();
  const task = { log, signal: closing.signal };
  /** Running requests of this process: delivery → its endpoint. */
  const running = new Map<string, { endpointId: string; ends: Promise<void> }>();

  const receive = async () => {
    const { events: waiting, orders } = await events.waiting();
    const byId = new Map(orders.map((order) => [order.id, order]));
    for (const event of waiting) {
      const order = byId.get(event.order_id);
      // The order may have been deleted since.
      if (order) await store.receive(toMessage(event, order));
    }
    if (waiting.length > 0) await events.taken(waiting.map(({ id }) => id));
  };

  const receiveChanges = async () => {
    const position = await store.position();
    const read = await changes(position);
    if (read && read.position !== position) await store.receiveChanges(read.messages, position, read.position);
  };

  const post = async () => {
    for (;;) {
      const capacity = mostAtOnce - running.size;
      if (capacity <= 0 || closing.signal.aborted) return;
      const perEndpoint = Map.groupBy(running.values(), ({ endpointId }) => endpointId);
      const busy = [...perEndpoint].filter(([, requests]) => requests.length >= mostPerEndpoint).map(([id]) => id);
      const due = await store.claim(capacity, busy);
      if (due.length === 0) return;
      for (const one of due) {
        const ends = deliver(one)
          .catch((error) =>
            log.warn({ event: 'attempt_not_recorded', delivery: one.id, err: error }, 'delivery attempt not recorded'),
          )
          .finally(() => running.delete(one.id));
        running.set(one.id, { endpointId: one.endpointId, ends });
      }
    }
  };

  const deliver = async (due: Due): Promise<void> => {
    const sentAt = new Date();
    const began = performance.now();
    const { response, error } = await targets.post(due.url, headersOf(due, sentAt), due.body).then(
      (response): { response?: TargetResponse; error: string | null } => ({ response, error: errorOf(response) }),
      (error): { response?: TargetResponse; error: string } => ({ error: reasonOf(error) }),
    );
    const attempt: Attempt = {
      status: response?.status ?? null,
      error,
      durationMs: Math.round(performance.now() - began),
    };
    const isGone = response?.status === 410;
    const outcome = outcomeOf(
      attempt,
      isGone ? undefined : config.WEBHOOK_PAUSES_MS[due.attemptCount],
      response?.retryAfter,
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
    poll(config.WEBHOOK_INTERVAL_MS, 'reading order events', receive, task),
    poll(config.WEBHOOK_CHANGES_MS, 'reading changes', receiveChanges, task),
    poll(config.WEBHOOK_INTERVAL_MS, 'delivering messages', post, task),
    poll(config.WEBHOOK_SWEEP_MS, 'sweeping for missed events', sweep, task),
  ]);

  return {
    /** Completes running requests, for 5 seconds at most. */
    async close(): Promise<void> {
      closing.abort();
      const ends = Promise.allSettled([turns, ...[...running.values()].map((one) => one.ends)]);
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

/** Any non-2xx status is a failure; redirects are not followed. */
function errorOf({ status }: TargetResponse): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400
    ? 'The server redirects, and redirects are not followed.'
    : `The server responds with status ${status}.`;
}

function outcomeOf({ error }: Attempt, pause: number | undefined, retryAfter = 0): Outcome {
  if (error === null) return 'DELIVERED';
  if (pause === undefined) return 'FAILED';
  const wanted = Math.min(Math.max(pause, retryAfter), longestPause);
  return { pause: lengthen(wanted) };
}

/** The reason of a failed request, for the partner, without details of the internal network. */
function reasonOf(error: unknown): string {
  const { code, name, message } = error as { code?: string; name: string; message: string };
  if (name === 'TimeoutError' || /TIMED?_?OUT/.test(code ?? '')) return 'The request timed out.';
  if (code === 'EPRIVATE') return 'The host name resolves to a private network.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'The host name does not resolve.';
  return (code ? `The connection failed: ${code}.` : message).slice(0, 300);
}
