import { invalid, StripeError } from '../api/errors.ts';
import { randomText, type Simulator } from '../simulator.ts';
import { type MethodType, methodTypes } from './methods.ts';
import { accept, attemptOf, refuse, startProcessing } from './outcomes.ts';
import { findPaymentMethod, testCardOf, willFail } from './payment-methods.ts';
import { type Attempt, attemptId, type Intent, isAuthorizedOnly, type PaymentMethod } from './rows.ts';
import { cardOf } from './test-cards.ts';

/** How a buyer returns from a page. */
export interface Return {
  returnUrl: string | undefined;
  /** Whether the client opens the page itself, as Stripe's libraries for browsers and apps do. */
  usesSdk: boolean;
}

/**
 * Tries to pay an intent with a payment method. The result is decided at once, or waits for the buyer (`next_action`) or for
 * time (`processing`). Throws a card error for a card that is declined; the intent then needs another payment method.
 */
export function confirm(simulator: Simulator, intent: Intent, method: PaymentMethod, back: Return): Intent {
  const { type } = method;
  const { flow } = methodTypes[type] as MethodType;
  checkMethod(intent, type, back);
  if (flow === 'late') return startProcessing(simulator, intent, method, willFail(method) ? 'refuse' : 'accept');
  if (flow === 'redirect' || flow === 'voucher') return sendToPage(simulator, intent, method, back);
  const card = testCardOf(method);
  if (card?.needsAuthentication) return sendToPage(simulator, intent, method, back);
  if (!card?.declines) return accept(simulator, intent, method);
  const refused = refuse(simulator, intent, method, { type: 'card_error', ...card.declines });
  throw new StripeError(402, {
    ...(refused.last_payment_error as object as StripeError['body']),
    payment_intent: refused,
  });
}

/** Decides an attempt as the buyer does on the page: passes authentication and pays, or refuses. */
export function decide(simulator: Simulator, intent: Intent, outcome: 'accept' | 'refuse'): Intent {
  const attempt = attemptOf(simulator, intent.id);
  if (!attempt || !intent.payment_method) throw invalid('The payment is not waiting for anything.');
  const method = findPaymentMethod(simulator, intent.payment_method);
  const declines = cardOf(attempt.card ?? '')?.declines;
  if (outcome === 'accept' && declines) return refuse(simulator, intent, method, { type: 'card_error', ...declines });
  if (outcome === 'accept') return accept(simulator, intent, method, method.type === 'card');
  return refuse(simulator, intent, method, method.type === 'card' ? notAuthenticated : notPaid);
}

const notAuthenticated = {
  type: 'invalid_request_error',
  code: 'payment_intent_authentication_failure',
  message:
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to ' +
    'attempt to fulfill this PaymentIntent again.',
} as const;

const notPaid = {
  type: 'invalid_request_error',
  code: 'payment_intent_payment_attempt_failed',
  message: 'The payment failed.',
} as const;

function checkMethod(intent: Intent, type: string, { returnUrl, usesSdk }: Return): void {
  if (!intent.payment_method_types.includes(type)) {
    throw invalid(
      `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. It allows ${intent.payment_method_types.join(', ')}.`,
      { code: 'payment_intent_incompatible_payment_method', param: 'payment_method' },
    );
  }
  const { canAuthorizeOnly, flow, currencies } = methodTypes[type] as MethodType;
  if (currencies && !currencies.includes(intent.currency))
    throw invalid(`The currency provided (${intent.currency}) is invalid for payments with ${type}.`, {
      param: 'currency',
    });
  if (isAuthorizedOnly(intent, type) && !canAuthorizeOnly)
    throw invalid(`The payment method type ${type} does not support manual capture.`, { param: 'capture_method' });
  const mayRedirect = flow === 'redirect' || intent.automatic_payment_methods?.allow_redirects === 'always';
  if (mayRedirect && !returnUrl && !(usesSdk && flow === 'card')) {
    throw invalid(
      'A `return_url` must be specified, because this PaymentIntent accepts payment methods that redirect to a page.',
      { code: 'parameter_missing', param: 'return_url' },
    );
  }
}

function sendToPage(simulator: Simulator, intent: Intent, method: PaymentMethod, back: Return): Intent {
  const { journal, emit, origin } = simulator;
  const page = randomText(24);
  const url = `${origin}/pages/${page}`;
  const isLater = method.type === 'konbini';
  journal.put<Attempt>({
    id: attemptId(intent.id),
    object: 'attempt',
    intent: intent.id,
    card: testCardOf(method)?.number ?? null,
    returnUrl: back.returnUrl ?? null,
    page,
    dueAt: null,
    outcome: 'accept',
  });
  const waiting = journal.put<Intent>({
    ...intent,
    status: 'requires_action',
    last_payment_error: null,
    next_action: isLater ? voucher(url) : pageAction(url, method.type, back),
    payment_method: method.id,
  });
  emit('payment_intent.requires_action', waiting);
  return waiting;
}

function pageAction(url: string, type: string, { returnUrl, usesSdk }: Return): Record<string, unknown> {
  if (returnUrl && !(usesSdk && type === 'card'))
    return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
  return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } };
}

/** What the buyer shows in the shop: valid for three days. */
function voucher(url: string): Record<string, unknown> {
  const expires_at = Math.floor(Date.now() / 1_000) + 3 * 86_400;
  return {
    type: 'konbini_display_details',
    konbini_display_details: { expires_at, hosted_voucher_url: url, stores: {} },
  };
}
