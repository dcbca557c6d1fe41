import { z } from 'zod';
import { invalid } from '../api/errors.ts';
import type { Parameters } from '../api/form.ts';
import { flag, read } from '../api/parameters.ts';
import { decide } from '../intents/confirm.ts';
import { findIntent } from '../intents/intents.ts';
import type { Simulator } from '../simulator.ts';
import type { Deliveries } from '../webhooks/deliveries.ts';
import type { Endpoint } from '../webhooks/endpoints.ts';
import { deliver, type Event } from '../webhooks/events.ts';

/** Commands that the real service has only in its dashboard, or not at all. They need the secret key. */
export const sandboxRoutes = (simulator: Simulator, deliveries: Deliveries) =>
  new Map<string, (input: Parameters) => object | Promise<object>>([
    [
      // Decides a payment that waits for the buyer or for time.
      'POST /sandbox/decide',
      (input) => {
        const shape = z.strictObject({ payment_intent: z.string(), outcome: z.enum(['accept', 'refuse']) });
        const { payment_intent, outcome } = read(shape, input);
        return decide(simulator, findIntent(simulator, payment_intent), outcome);
      },
    ],
    [
      // Sends an event again to all endpoints, like `stripe events resend`.
      'POST /sandbox/resend',
      (input) => {
        const { event: id } = read(z.strictObject({ event: z.string() }), input);
        const event = simulator.journal.find<Event>('event', id);
        if (!event) throw invalid(`No such event: '${id}'`);
        const endpoints = simulator.journal.all<Endpoint>('webhook_endpoint');
        for (const { id: endpoint, status } of endpoints)
          if (status === 'enabled') deliver(simulator.journal, id, endpoint);
        return event;
      },
    ],
    [
      // Sends no events from now on.
      'POST /sandbox/pause',
      () => {
        deliveries.pause();
        return { paused: true };
      },
    ],
    [
      // Sends the events that wait, one after the other; the newest first with `reversed=true`.
      'POST /sandbox/resume',
      async (input) => {
        const { reversed = false } = read(z.strictObject({ reversed: flag.optional() }), input);
        await deliveries.resume(reversed);
        return { paused: false };
      },
    ],
  ]);
