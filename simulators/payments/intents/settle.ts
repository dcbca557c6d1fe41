import { z } from 'zod';
import { invalid } from '../api/errors.ts';
import { expand, integer, metadata } from '../api/parameters.ts';
import { now, type Simulator } from '../simulator.ts';
import { unexpected } from './intents.ts';
import { endAttempt } from './outcomes.ts';
import type { Charge, Intent } from './rows.ts';

export const Capture = z.strictObject({ amount_to_capture: integer.optional(), metadata: metadata.optional(), expand });

export const Cancellation = z.strictObject({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  expand,
});

/** Captures an authorized amount, or a part of it; the rest is released. */
export function captureIntent(simulator: Simulator, intent: Intent, input: z.output<typeof Capture>): Intent {
  if (intent.status !== 'requires_capture') throw unexpected(intent, 'captured');
  const { amount_to_capture: amount = intent.amount_capturable } = input;
  if (amount < 1) throw invalid('Invalid positive integer', { param: 'amount_to_capture' });
  if (amount > intent.amount_capturable) {
    throw invalid('The amount_to_capture exceeds the amount that may be captured.', {
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
  }
  const { journal, emit } = simulator;
  const authorized = journal.find<Charge>('charge', intent.latest_charge ?? '') as Charge;
  const released = authorized.amount - amount;
  const charge = journal.put<Charge>({
    ...authorized,
    captured: true,
    amount_captured: amount,
    // Stripe counts what was released as refunded.
    amount_refunded: released,
  });
  const captured = journal.put<Intent>({
    ...intent,
    status: 'succeeded',
    amount_capturable: 0,
    amount_received: amount,
  });
  emit('charge.captured', charge);
  emit('payment_intent.succeeded', captured);
  return captured;
}

/** Cancels an intent that is not paid; an authorized amount is released. */
export function cancelIntent(simulator: Simulator, intent: Intent, input: z.output<typeof Cancellation>): Intent {
  if (['succeeded', 'canceled', 'processing'].includes(intent.status)) throw unexpected(intent, 'canceled');
  const { journal, emit } = simulator;
  endAttempt(simulator, intent);
  const authorized = journal.find<Charge>('charge', intent.latest_charge ?? '');
  if (authorized && intent.status === 'requires_capture') {
    const released = journal.put<Charge>({ ...authorized, amount_refunded: authorized.amount, refunded: true });
    emit('charge.refunded', released);
  }
  const canceled = journal.put<Intent>({
    ...intent,
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: now(),
    cancellation_reason: input.cancellation_reason ?? null,
    next_action: null,
  });
  emit('payment_intent.canceled', canceled);
  return canceled;
}
