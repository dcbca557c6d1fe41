import type { ErrorBody } from '../api/errors.ts';
import { newId, now, type Simulator } from '../simulator.ts';
import { type Attempt, attemptId, type Charge, type Intent, isAuthorizedOnly, type PaymentMethod } from './rows.ts';

/** Records that the buyer's bank accepted: the amount is authorized, or received where it is not captured later. */
export function accept(simulator: Simulator, intent: Intent, method: PaymentMethod, isAuthenticated = false): Intent {
  const { journal, emit } = simulator;
  endAttempt(simulator, intent);
  const isAuthorized = isAuthorizedOnly(intent, method.type);
  const pending = intent.latest_charge ? journal.find<Charge>('charge', intent.latest_charge) : undefined;
  const charge = journal.put<Charge>({
    ...(pending?.status === 'pending' ? pending : newCharge(intent, method, isAuthenticated)),
    status: 'succeeded',
    paid: true,
    captured: !isAuthorized,
    amount_captured: isAuthorized ? 0 : intent.amount,
    outcome: { network_status: 'approved_by_network', reason: null, risk_level: 'normal', type: 'authorized' },
  });
  const accepted = journal.put<Intent>({
    ...intent,
    status: isAuthorized ? 'requires_capture' : 'succeeded',
    amount_capturable: isAuthorized ? intent.amount : 0,
    amount_received: isAuthorized ? 0 : intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
  });
  emit('charge.succeeded', charge);
  emit(isAuthorized ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', accepted);
  return accepted;
}

/** Records that the attempt failed, and why. A new payment method is needed. */
export function refuse(
  simulator: Simulator,
  intent: Intent,
  method: PaymentMethod,
  error: Omit<ErrorBody, 'payment_method' | 'charge'>,
): Intent {
  const { journal, emit } = simulator;
  endAttempt(simulator, intent);
  const pending = intent.latest_charge ? journal.find<Charge>('charge', intent.latest_charge) : undefined;
  const isTried = error.type === 'card_error' || pending?.status === 'pending';
  const charge = isTried
    ? journal.put<Charge>({
        ...(pending?.status === 'pending' ? pending : newCharge(intent, method, false)),
        status: 'failed',
        failure_code: error.code ?? null,
        failure_message: error.message,
        outcome: { network_status: 'declined_by_network', reason: error.decline_code ?? null, type: 'issuer_declined' },
      })
    : undefined;
  const refused = journal.put<Intent>({
    ...intent,
    status: 'requires_payment_method',
    last_payment_error: { ...error, ...(charge && { charge: charge.id }), payment_method: method },
    latest_charge: charge?.id ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
  });
  if (charge) emit('charge.failed', charge);
  emit('payment_intent.payment_failed', refused);
  return refused;
}

/** Records that the payment is on its way and will be decided later. */
export function startProcessing(
  simulator: Simulator,
  intent: Intent,
  method: PaymentMethod,
  outcome: Attempt['outcome'],
) {
  const { journal, emit, lateness } = simulator;
  const charge = journal.put(newCharge(intent, method, false));
  journal.put<Attempt>({
    id: attemptId(intent.id),
    object: 'attempt',
    intent: intent.id,
    card: null,
    returnUrl: null,
    page: null,
    dueAt: Date.now() + lateness,
    outcome,
  });
  const processing = journal.put<Intent>({
    ...intent,
    status: 'processing',
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
  });
  emit('payment_intent.processing', processing);
  return processing;
}

/** The open attempt of an intent. */
export function attemptOf({ journal }: Simulator, intentId: string): Attempt | undefined {
  const attempt = journal.find<Attempt>('attempt', attemptId(intentId));
  return attempt && (attempt.page !== null || attempt.dueAt !== null) ? attempt : undefined;
}

/** Closes the attempt of an intent: its page and its term are no longer valid. */
export function endAttempt({ journal }: Simulator, { id }: Intent): void {
  const attempt = journal.find<Attempt>('attempt', attemptId(id));
  if (attempt) journal.put<Attempt>({ ...attempt, page: null, dueAt: null });
}

function newCharge(intent: Intent, method: PaymentMethod, isAuthenticated: boolean): Charge {
  const { type } = method;
  const secure = { result: 'authenticated', version: '2.2.0' };
  const details = type === 'card' ? { ...method.card, three_d_secure: isAuthenticated ? secure : null } : method[type];
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    billing_details: method.billing_details,
    captured: false,
    created: now(),
    currency: intent.currency,
    customer: intent.customer,
    disputed: false,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: intent.metadata,
    outcome: null,
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type, [type]: details },
    refunded: false,
    status: 'pending',
  };
}
