import type { ErrorBody } from '../api/errors.ts';
import type { Row } from '../journal.ts';

/** A PaymentIntent: https://docs.stripe.com/api/payment_intents/object */
export interface Intent extends Row {
  object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  automatic_payment_methods: { enabled: true; allow_redirects: 'always' | 'never' } | null;
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: CaptureMethod;
  client_secret: string;
  confirmation_method: 'automatic';
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: ErrorBody | null;
  latest_charge: string | null;
  livemode: false;
  metadata: Record<string, string>;
  next_action: Record<string, unknown> | null;
  payment_method: string | null;
  payment_method_options: Record<string, { capture_method?: CaptureMethod }>;
  payment_method_types: string[];
  processing: null;
  receipt_email: string | null;
  setup_future_usage: string | null;
  shipping: Record<string, unknown> | null;
  statement_descriptor_suffix: string | null;
  status:
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_action'
    | 'processing'
    | 'requires_capture'
    | 'succeeded'
    | 'canceled';
}

export type CaptureMethod = 'automatic' | 'automatic_async' | 'manual';

/** A PaymentMethod: https://docs.stripe.com/api/payment_methods/object. Its details are under the name of its type. */
export interface PaymentMethod extends Row {
  object: 'payment_method';
  billing_details: Record<string, unknown>;
  created: number;
  customer: string | null;
  livemode: false;
  metadata: Record<string, string>;
  type: string;
  card?: Card;
  [details: string]: unknown;
}

/** The details of a card. */
export interface Card {
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  country: string;
  funding: string;
  fingerprint: string;
  wallet: { type: string } | null;
}

/** A Charge: https://docs.stripe.com/api/charges/object */
export interface Charge extends Row {
  object: 'charge';
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  billing_details: Record<string, unknown>;
  captured: boolean;
  created: number;
  currency: string;
  customer: string | null;
  disputed: false;
  failure_code: string | null;
  failure_message: string | null;
  livemode: false;
  metadata: Record<string, string>;
  outcome: Record<string, unknown> | null;
  paid: boolean;
  payment_intent: string;
  payment_method: string;
  payment_method_details: Record<string, unknown>;
  refunded: boolean;
  status: 'succeeded' | 'pending' | 'failed';
}

/** The simulator's own record of a confirmation that waits for the buyer or for time. */
export interface Attempt extends Row {
  object: 'attempt';
  intent: string;
  /** The number of the test card; null for other payment methods. */
  card: string | null;
  returnUrl: string | null;
  /** The last part of the address of the buyer's page; null where there is none. */
  page: string | null;
  /** When a late payment is decided, in milliseconds since 1970; null if the buyer decides. */
  dueAt: number | null;
  /** How a late payment ends. */
  outcome: 'accept' | 'refuse';
}

/** The id of the attempt of an intent. */
export const attemptId = (intentId: string) => `attempt ${intentId}`;

/** Whether a payment with this type of method is authorized only, and captured later. */
export function isAuthorizedOnly(intent: Intent, type: string): boolean {
  return (intent.payment_method_options[type]?.capture_method ?? intent.capture_method) === 'manual';
}
