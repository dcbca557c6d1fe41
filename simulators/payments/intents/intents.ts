import { z } from 'zod';
import { invalid, missing, StripeError } from '../api/errors.ts';
import { expand, flag, integer, mergeMetadata, metadata } from '../api/parameters.ts';
import { newId, now, randomText, type Simulator } from '../simulator.ts';
import { confirm, type Return } from './confirm.ts';
import { findCustomer } from './customers.ts';
import { automaticTypes, methodTypes } from './methods.ts';
import { endAttempt } from './outcomes.ts';
import { createPaymentMethod, findPaymentMethod, newPaymentMethod } from './payment-methods.ts';
import type { Intent } from './rows.ts';

const captureMethod = z.enum(['automatic', 'automatic_async', 'manual']);
const objectOf = z.record(z.string(), z.unknown());

/** Parameters that a creation and an update have. */
const common = {
  customer: z.string().optional(),
  description: z.string().optional(),
  metadata: metadata.optional(),
  payment_method: z.string().optional(),
  payment_method_data: z.strictObject(newPaymentMethod).optional(),
  payment_method_options: z.record(z.string(), z.looseObject({ capture_method: captureMethod.optional() })).optional(),
  payment_method_types: z.array(z.string()).min(1).optional(),
  payment_method_configuration: z.string().optional(),
  receipt_email: z.string().optional(),
  setup_future_usage: z.enum(['on_session', 'off_session']).optional(),
  shipping: objectOf.optional(),
  statement_descriptor_suffix: z.string().max(22).optional(),
  expand,
};

/** Parameters of a confirmation, also within a creation. */
const confirmation = {
  return_url: z
    .string()
    .regex(/^[a-z][a-z0-9+.-]*:\/\//i)
    .optional(),
  use_stripe_sdk: flag.optional(),
  off_session: flag.optional(),
  error_on_requires_action: flag.optional(),
  mandate_data: objectOf.optional(),
};

export const NewIntent = z.strictObject({
  amount: integer,
  currency: z.string().regex(/^[a-z]{3}$/i),
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: z.enum(['always', 'never']).default('always') })
    .optional(),
  capture_method: captureMethod.default('automatic_async'),
  confirm: flag.default(false),
  ...common,
  ...confirmation,
});

export const IntentUpdate = z.strictObject({
  amount: integer.optional(),
  currency: z
    .string()
    .regex(/^[a-z]{3}$/i)
    .optional(),
  capture_method: captureMethod.optional(),
  ...common,
});

export const Confirmation = z.strictObject({
  client_secret: z.string().optional(),
  payment_method: common.payment_method,
  payment_method_data: common.payment_method_data,
  payment_method_options: common.payment_method_options,
  receipt_email: common.receipt_email,
  setup_future_usage: common.setup_future_usage,
  shipping: common.shipping,
  capture_method: captureMethod.optional(),
  expand,
  ...confirmation,
});

type Changes = Partial<z.output<typeof IntentUpdate>>;

/** Creates an intent, and confirms it if that is asked. */
export function createIntent(simulator: Simulator, input: z.output<typeof NewIntent>): Intent {
  const currency = input.currency.toLowerCase();
  checkAmount(input.amount, currency);
  const automatic = input.automatic_payment_methods?.enabled ? input.automatic_payment_methods : undefined;
  if (automatic && input.payment_method_types)
    throw invalid('You may only specify one of these parameters: automatic_payment_methods, payment_method_types.');
  if (!input.confirm && input.return_url)
    throw invalid('`return_url` is only allowed with `confirm`.', { param: 'return_url' });
  // Without either parameter, the account's payment methods are enabled.
  const redirects = automatic?.allow_redirects ?? 'always';
  const isAutomatic = !input.payment_method_types;
  const id = newId('pi');
  const intent = withChanges(
    simulator,
    {
      id,
      object: 'payment_intent',
      amount: input.amount,
      amount_capturable: 0,
      amount_received: 0,
      automatic_payment_methods: isAutomatic ? { enabled: true, allow_redirects: redirects } : null,
      canceled_at: null,
      cancellation_reason: null,
      capture_method: input.capture_method,
      client_secret: `${id}_secret_${randomText(25)}`,
      confirmation_method: 'automatic',
      created: now(),
      currency,
      customer: null,
      description: null,
      last_payment_error: null,
      latest_charge: null,
      livemode: false,
      metadata: {},
      next_action: null,
      payment_method: null,
      payment_method_options: {},
      payment_method_types: automaticTypes(currency, input.capture_method === 'manual', redirects === 'always'),
      processing: null,
      receipt_email: null,
      setup_future_usage: null,
      shipping: null,
      statement_descriptor_suffix: null,
      status: 'requires_payment_method',
    },
    input,
  );
  simulator.journal.put(intent);
  simulator.emit('payment_intent.created', intent);
  return input.confirm ? confirmIntent(simulator, intent, {}, returnOf(input)) : intent;
}

/** Changes an intent that is not paid. A payment that waited for the buyer must be confirmed again. */
export function updateIntent(simulator: Simulator, intent: Intent, changes: Changes): Intent {
  const isOpen = ['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status);
  const { metadata, description, receipt_email, shipping, expand: _, ...money } = changes;
  if (!isOpen && Object.keys(money).length > 0) throw unexpected(intent, 'updated');
  const { journal } = simulator;
  if (!isOpen) return journal.put(withChanges(simulator, intent, { metadata, description, receipt_email, shipping }));
  checkAmount(changes.amount ?? intent.amount, changes.currency?.toLowerCase() ?? intent.currency);
  const changed = withChanges(simulator, intent, changes);
  if (changed.status !== 'requires_action' || Object.keys(money).length === 0) return journal.put(changed);
  endAttempt(simulator, intent);
  return journal.put<Intent>({ ...changed, status: 'requires_confirmation', next_action: null });
}

/** Confirms an intent with the payment method that is given, or that it has. */
export function confirmIntent(simulator: Simulator, intent: Intent, changes: Changes, back: Return): Intent {
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status))
    throw unexpected(intent, 'confirmed');
  const changed = withChanges(simulator, intent, changes);
  if (!changed.payment_method) {
    throw invalid(
      "You cannot confirm this PaymentIntent because it's missing a payment method. Update it with a payment method, then confirm it again.",
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
  }
  endAttempt(simulator, intent);
  return confirm(simulator, changed, findPaymentMethod(simulator, changed.payment_method), back);
}

/** How the buyer returns after a confirmation. */
export function returnOf(input: { return_url?: string | undefined; use_stripe_sdk?: boolean | undefined }): Return {
  return { returnUrl: input.return_url, usesSdk: input.use_stripe_sdk ?? false };
}

/** An intent by its id. */
export function findIntent({ journal }: Simulator, id: string): Intent {
  const intent = journal.find<Intent>('payment_intent', id);
  if (intent) return intent;
  throw missing('payment_intent', id, 'intent');
}

/** The error for an intent that is in another state than the request needs. */
export function unexpected(intent: Intent, verb: string): StripeError {
  return new StripeError(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `This PaymentIntent could not be ${verb} because it has a status of ${intent.status}.`,
    payment_intent: intent,
  });
}

function withChanges(simulator: Simulator, intent: Intent, changes: Changes): Intent {
  const { payment_method, payment_method_data, payment_method_options, payment_method_types = [] } = changes;
  const unknown = payment_method_types.find((type) => !methodTypes[type]);
  if (unknown)
    throw invalid(`The payment method type provided: ${unknown} is invalid.`, { param: 'payment_method_types' });
  if (changes.customer) findCustomer(simulator, changes.customer);
  const method = payment_method_data
    ? createPaymentMethod(simulator, payment_method_data).id
    : payment_method && findPaymentMethod(simulator, payment_method).id;
  return {
    ...intent,
    amount: changes.amount ?? intent.amount,
    currency: changes.currency?.toLowerCase() ?? intent.currency,
    capture_method: changes.capture_method ?? intent.capture_method,
    customer: changes.customer ?? intent.customer,
    description: changes.description ?? intent.description,
    metadata: mergeMetadata(intent.metadata, changes.metadata),
    payment_method_options: {
      ...intent.payment_method_options,
      ...payment_method_options,
    } as Intent['payment_method_options'],
    ...(payment_method_types.length > 0 && { payment_method_types, automatic_payment_methods: null }),
    receipt_email: changes.receipt_email ?? intent.receipt_email,
    setup_future_usage: changes.setup_future_usage ?? intent.setup_future_usage,
    shipping: changes.shipping ?? intent.shipping,
    statement_descriptor_suffix: changes.statement_descriptor_suffix ?? intent.statement_descriptor_suffix,
    ...(method && { payment_method: method, status: 'requires_confirmation' as const }),
  };
}

/** The least amounts, in minor units: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const leastAmounts: Record<string, number> = { chf: 50, eur: 50, gbp: 30, jpy: 50, usd: 50 };

function checkAmount(amount: number, currency: string): void {
  const least = leastAmounts[currency] ?? 1;
  if (amount < least) {
    throw invalid(`Amount must be at least ${least} ${currency}`, { code: 'amount_too_small', param: 'amount' });
  }
  if (amount > 99_999_999) {
    throw invalid(`Amount must be no more than 99999999 ${currency}`, { code: 'amount_too_large', param: 'amount' });
  }
}
