import { createHmac } from 'node:crypto';
import type { Journal } from '../journal.ts';
import { now } from '../simulator.ts';
import type { Endpoint } from './endpoints.ts';
import type { Delivery, Event } from './events.ts';

/** Sends events to the endpoints. */
export interface Deliveries {
  /** Sends what is due, and plans the rest. */
  wake(): void;
  /** Sends nothing until `resume`. */
  pause(): void;
  /** Sends what waits, one after the other, the newest event first if `isReversed`. */
  resume(isReversed: boolean): Promise<void>;
  /** Stops; what is not received is sent after the next start. */
  close(): void;
}

/** Stripe repeats events for three days. */
const maximumAge = 3 * 86_400_000;

/** Starts to send events, at the same time and in no order, as Stripe does. `firstDelay` is before the first repetition. */
export function startDeliveries(journal: Journal, firstDelay: number): Deliveries {
  const running = new Set<string>();
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isPaused = false;

  const pending = () => journal.all<Delivery>('delivery').filter(({ nextAt }) => nextAt !== null);

  const attempt = async (delivery: Delivery): Promise<void> => {
    running.add(delivery.id);
    const event = journal.find<Event>('event', delivery.event);
    const endpoint = journal.find<Endpoint>('webhook_endpoint', delivery.endpoint);
    const isReceived = !event || endpoint?.status !== 'enabled' || (await send(endpoint, event, stop.signal));
    running.delete(delivery.id);
    if (stop.signal.aborted) return;
    const attempts = delivery.attempts + 1;
    const delay = Math.min(firstDelay * 2 ** (attempts - 1), 60_000);
    const isOver = isReceived || (event.created + maximumAge / 1_000) * 1_000 < Date.now();
    journal.put<Delivery>({ ...delivery, attempts, nextAt: isOver ? null : Date.now() + delay });
    if (isReceived && event)
      journal.put<Event>({ ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
    journal.commit();
  };

  const wake = () => {
    clearTimeout(timer);
    if (isPaused || stop.signal.aborted) return;
    const waiting = pending().filter(({ id }) => !running.has(id));
    for (const delivery of waiting) if ((delivery.nextAt ?? 0) <= Date.now()) void attempt(delivery).then(wake);
    const next = Math.min(...waiting.filter(({ id }) => !running.has(id)).map(({ nextAt }) => nextAt ?? 0));
    if (Number.isFinite(next)) timer = setTimeout(wake, Math.max(1, next - Date.now()));
  };

  return {
    wake,
    pause: () => {
      isPaused = true;
    },
    resume: async (isReversed) => {
      const waiting = isReversed ? pending().toReversed() : pending();
      for (const delivery of waiting) await attempt(delivery);
      isPaused = false;
      wake();
    },
    close: () => {
      stop.abort();
      clearTimeout(timer);
    },
  };
}

/** Whether the endpoint has received the event: any status of success, within ten seconds. */
async function send({ url, secret }: Endpoint, event: Event, signal: AbortSignal): Promise<boolean> {
  const body = JSON.stringify(event, null, 2);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signatureOf(body, secret),
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** The value of `Stripe-Signature`: https://docs.stripe.com/webhooks#verify-manually */
function signatureOf(body: string, secret: string, time = now()): string {
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}
