/** What a payment session of Medusa says, in the words of the graph. `data` is Stripe's PaymentIntent where Stripe is the provider. */
export interface PaymentSession {
  id: string;
  provider_id: string;
  status: string;
  amount: number;
  data: Record<string, unknown> | null;
}

/**
 * `AUTHORIZED`: the amount is reserved or taken. `ACTION_REQUIRED`: the buyer has not paid yet, or must confirm it.
 * `PENDING`: the provider confirms later. `DECLINED`: this attempt failed, and the buyer may try again. `ENDED`: it cannot
 * be paid any more.
 */
export type PaymentState = 'AUTHORIZED' | 'ACTION_REQUIRED' | 'PENDING' | 'DECLINED' | 'ENDED';

/** The parts of Stripe's PaymentIntent that AXIOM reads: https://docs.stripe.com/api/payment_intents/object */
interface Intent {
  status?: string;
  client_secret?: string;
  next_action?: {
    redirect_to_url?: { url?: string };
    /** What the buyer shows in the shop. */
    konbini_display_details?: { hosted_voucher_url?: string };
  } | null;
  last_payment_error?: { code?: string; decline_code?: string; payment_method?: Method | null } | null;
  payment_method?: Method | string | null;
}

interface Method {
  type?: string;
  card?: { brand?: string; last4?: string; wallet?: { type?: string } | null };
}

/** The state of a session as of its last contact with the provider. */
export function stateOf({ status, data }: PaymentSession): PaymentState {
  const intent = (data ?? {}) as Intent;
  if (status === 'authorized' || status === 'captured') return 'AUTHORIZED';
  if (status === 'requires_more') return 'ACTION_REQUIRED';
  if (status === 'canceled') return 'ENDED';
  // Medusa would place the order of a `pending_authorization` before it is paid.
  if (status === 'pending_authorization' || intent.status === 'processing') return 'PENDING';
  if (status === 'error' || intent.last_payment_error) return 'DECLINED';
  return 'ACTION_REQUIRED';
}

/** Whether payments of a provider are Stripe's. */
export function isStripe(providerId: string): boolean {
  return providerId.startsWith('pp_stripe_');
}

/** The address where the buyer confirms the payment, and Stripe's secret for the buyer's client. Null where there is none. */
export function actionOf({ data }: PaymentSession): { redirectUrl: string | null; clientSecret: string | null } {
  const { next_action, client_secret } = (data ?? {}) as Intent;
  const { redirect_to_url: page, konbini_display_details: voucher } = next_action ?? {};
  return { redirectUrl: page?.url ?? voucher?.hosted_voucher_url ?? null, clientSecret: client_secret ?? null };
}

/** How a payment is made, as far as the provider shows it. */
export interface PaymentMethod {
  type: string;
  brand: string | null;
  last4: string | null;
  wallet: string | null;
}

/** The method of the payment with this data of the provider; null where it is unknown. */
export function methodOf(data: Record<string, unknown> | null): PaymentMethod | null {
  const { payment_method: method, last_payment_error: failed } = (data ?? {}) as Intent;
  const shown = (typeof method === 'object' ? method : null) ?? failed?.payment_method;
  if (!shown?.type) return null;
  const { brand, last4, wallet } = shown.card ?? {};
  return { type: shown.type, brand: brand ?? null, last4: last4 ?? null, wallet: wallet?.type ?? null };
}

/** Why a payment was declined. */
export type DeclineReason =
  | 'INSUFFICIENT_FUNDS'
  | 'CARD_EXPIRED'
  | 'CARD_DETAILS_INCORRECT'
  | 'CARD_NOT_SUPPORTED'
  | 'AUTHENTICATION_FAILED'
  | 'LIMIT_EXCEEDED'
  | 'TRY_AGAIN'
  | 'DECLINED';

/** Why the last attempt was declined; null where it was not. Suspected theft or fraud is `DECLINED`, so that thieves learn nothing. */
export function declineReasonOf(session: PaymentSession): DeclineReason | null {
  if (stateOf(session) !== 'DECLINED') return null;
  const { last_payment_error: error } = (session.data ?? {}) as Intent;
  return reasons[error?.decline_code ?? ''] ?? reasons[error?.code ?? ''] ?? 'DECLINED';
}

/** Stripe's codes: https://docs.stripe.com/declines/codes and https://docs.stripe.com/error-codes */
const reasons: Record<string, DeclineReason> = {
  insufficient_funds: 'INSUFFICIENT_FUNDS',
  expired_card: 'CARD_EXPIRED',
  invalid_expiry_month: 'CARD_DETAILS_INCORRECT',
  invalid_expiry_year: 'CARD_DETAILS_INCORRECT',
  incorrect_cvc: 'CARD_DETAILS_INCORRECT',
  invalid_cvc: 'CARD_DETAILS_INCORRECT',
  incorrect_number: 'CARD_DETAILS_INCORRECT',
  invalid_number: 'CARD_DETAILS_INCORRECT',
  incorrect_zip: 'CARD_DETAILS_INCORRECT',
  card_not_supported: 'CARD_NOT_SUPPORTED',
  currency_not_supported: 'CARD_NOT_SUPPORTED',
  authentication_required: 'AUTHENTICATION_FAILED',
  payment_intent_authentication_failure: 'AUTHENTICATION_FAILED',
  card_velocity_exceeded: 'LIMIT_EXCEEDED',
  withdrawal_count_limit_exceeded: 'LIMIT_EXCEEDED',
  try_again_later: 'TRY_AGAIN',
  processing_error: 'TRY_AGAIN',
  issuer_not_available: 'TRY_AGAIN',
};
