import { z } from 'zod';
import { invalid, missing } from '../api/errors.ts';
import { expand, integer, mergeMetadata, metadata } from '../api/parameters.ts';
import type { Row } from '../journal.ts';
import { newId, now, type Simulator } from '../simulator.ts';
import { findIntent } from './intents.ts';
import type { Charge } from './rows.ts';

/** A Refund: https://docs.stripe.com/api/refunds/object */
export interface Refund extends Row {
  object: 'refund';
  amount: number;
  charge: string;
  created: number;
  currency: string;
  metadata: Record<string, string>;
  payment_intent: string;
  reason: string | null;
  status: 'succeeded';
}

export const NewRefund = z.strictObject({
  amount: integer.optional(),
  charge: z.string().optional(),
  payment_intent: z.string().optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.optional(),
  expand,
});

/** Refunds a captured payment, or a part of what is left of it. */
export function createRefund(simulator: Simulator, input: z.output<typeof NewRefund>): Refund {
  const { journal, emit } = simulator;
  const charge = chargeOf(simulator, input);
  const left = charge.amount - charge.amount_refunded;
  if (left <= 0) throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const { amount = left } = input;
  if (amount < 1) throw invalid('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (amount > left) {
    throw invalid(
      `Refund amount (${amount} ${charge.currency}) is greater than unrefunded amount on charge (${left} ${charge.currency})`,
      { param: 'amount' },
    );
  }
  const refund = journal.put<Refund>({
    id: newId('re'),
    object: 'refund',
    amount,
    charge: charge.id,
    created: now(),
    currency: charge.currency,
    metadata: mergeMetadata({}, input.metadata),
    payment_intent: charge.payment_intent,
    reason: input.reason ?? null,
    status: 'succeeded',
  });
  const refunded = journal.put<Charge>({
    ...charge,
    amount_refunded: charge.amount_refunded + amount,
    refunded: amount === left,
  });
  emit('charge.refunded', refunded);
  emit('refund.created', refund);
  return refund;
}

function chargeOf(simulator: Simulator, input: z.output<typeof NewRefund>): Charge {
  const { journal } = simulator;
  if (!input.charge && !input.payment_intent)
    throw invalid('One of the following params should be provided for this request: payment_intent or charge.');
  const intent = input.payment_intent ? findIntent(simulator, input.payment_intent) : undefined;
  const id = input.charge ?? intent?.latest_charge ?? '';
  const charge = journal.find<Charge>('charge', id);
  if (!charge && input.charge) throw missing('charge', id, 'charge');
  if (!charge?.captured || charge.status !== 'succeeded')
    throw invalid(
      `This PaymentIntent (${intent?.id ?? charge?.payment_intent}) does not have a successful charge to refund.`,
    );
  return charge;
}
