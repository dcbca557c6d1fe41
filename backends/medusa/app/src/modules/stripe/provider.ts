import type {
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
} from '@medusajs/framework/types';
import { MedusaError } from '@medusajs/framework/utils';
import StripeProvider from '@medusajs/payment-stripe/dist/services/stripe-provider';
import { getSmallestUnit } from '@medusajs/payment-stripe/dist/utils/get-smallest-unit';
import Stripe from 'stripe';
import type { StripeSettings } from './options';

/** The parameters of a payment that the shop may choose; all others are fixed. */
const choosable = [
  'payment_method_types',
  'payment_method_data',
  'payment_method',
  'capture_method',
  'confirm',
  'return_url',
];

/** Payments whose method is confirmed later: they wait as `pending_authorization`. */
const asyncPaymentMethodTypes = ['sepa_debit', 'konbini'];

/**
 * Medusa's provider for Stripe, with another address where one is set, and without these faults:
 * - The caller of Medusa's API could choose any parameter of the payment, such as its customer or metadata.
 * - After an error of Stripe's API, the session had no PaymentIntent but was kept, and could never be paid.
 * - Canceling did nothing for a payment that was captured already, so that its money was kept without an order.
 * - A declined payment was an error for good, although the buyer may try another card.
 * - The card's brand and last digits were lost with the capture and the cancellation.
 * - A refund in Stripe did not say which refund of Medusa it was, so that it was unknown whether one was made.
 */
export class StripePayments extends StripeProvider {
  constructor(container: Record<string, unknown>, settings: StripeSettings) {
    const { apiKey, webhookSecret, apiUrl } = settings;
    super(container, { apiKey, webhookSecret, asyncPaymentMethodTypes });
    const { protocol, hostname, port } = new URL(apiUrl);
    this.stripe_ = new Stripe(apiKey, {
      host: hostname,
      protocol: protocol === 'http:' ? 'http' : 'https',
      ...(port && { port }),
      // Repetitions carry the same idempotency key.
      maxNetworkRetries: 2,
      timeout: 10_000,
      telemetry: false,
    });
  }

  override normalizePaymentIntentParameters(
    extra: Record<string, unknown> = {},
  ): Partial<Stripe.PaymentIntentCreateParams> {
    const chosen = Object.fromEntries(
      choosable.filter((name) => extra[name] !== undefined).map((name) => [name, extra[name]]),
    );
    return super.normalizePaymentIntentParameters({ payment_method_types: ['card'], ...chosen });
  }

  override async executeWithRetry<Result>(call: () => Promise<Result>) {
    // The library has repeated it already. An error without a PaymentIntent ends the session.
    return super.executeWithRetry(call, 0).then((result) => {
      if (typeof result === 'object' && result !== null && 'indeterminate_due_to' in result)
        throw new Error('Stripe could not create the payment: its API failed.');
      return result;
    });
  }

  override async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    return stillOpen(await super.initiatePayment(input));
  }

  override async getPaymentStatus(input: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    return stillOpen(await super.getPaymentStatus(input));
  }

  override async capturePayment({ data, context }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const id = intentOf(data);
    try {
      const options = { idempotencyKey: context?.idempotency_key };
      return toData(await this.stripe_.paymentIntents.capture(id, { expand: ['payment_method'] }, options));
    } catch (error) {
      if (this.statusAfter(error) !== 'succeeded') throw this.buildError('The capture failed', error as Error);
      return this.fresh(id);
    }
  }

  override async cancelPayment({ data }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    const id = data?.id as string | undefined;
    // A session without a PaymentIntent: it could not be created.
    if (!id?.startsWith('pi_')) return { data };
    try {
      return toData(await this.stripe_.paymentIntents.cancel(id, { expand: ['payment_method'] }));
    } catch (error) {
      const status = this.statusAfter(error);
      if (status === 'canceled') return this.fresh(id);
      if (status !== 'succeeded') throw this.buildError('The cancellation failed', error as Error);
    }
    await this.refund({ payment_intent: id, metadata: { reason: 'canceled' } }, `cancel ${id}`);
    return this.fresh(id);
  }

  override async refundPayment({ amount, data, context }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const id = intentOf(data);
    const currency = data?.currency as string;
    const refund_id = context?.idempotency_key ?? '';
    await this.refund(
      { payment_intent: id, amount: getSmallestUnit(amount, currency), metadata: { refund_id } },
      context?.idempotency_key,
    );
    return { data };
  }

  override constructWebhookEvent(payload: ProviderWebhookPayload['payload']): Stripe.Event {
    try {
      return super.constructWebhookEvent(payload);
    } catch {
      throw new MedusaError(MedusaError.Types.INVALID_DATA, 'The event is not signed by the provider, or is too old.');
    }
  }

  private async refund(params: Stripe.RefundCreateParams, idempotencyKey: string | undefined): Promise<void> {
    try {
      await this.stripe_.refunds.create(params, { idempotencyKey });
    } catch (error) {
      // Nothing is left to give back.
      if ((error as Stripe.errors.StripeError).code === 'charge_already_refunded') return;
      throw this.buildError('The refund failed', error as Error);
    }
  }

  private async fresh(id: string): Promise<{ data: Record<string, unknown> }> {
    return toData(await this.stripe_.paymentIntents.retrieve(id, { expand: ['payment_method'] }));
  }

  /** The status that a PaymentIntent has according to the error; undefined for errors of another kind. */
  private statusAfter(error: unknown): Stripe.PaymentIntent.Status | undefined {
    const { code, payment_intent } = error as Stripe.errors.StripeError;
    return code === 'payment_intent_unexpected_state' ? payment_intent?.status : undefined;
  }
}

/** A declined attempt leaves the payment open. Its data says why it was declined. */
function stillOpen<Answer extends Pick<InitiatePaymentOutput, 'status'>>(answer: Answer): Answer {
  return answer.status === 'error' ? { ...answer, status: 'pending' } : answer;
}

function intentOf(data: Record<string, unknown> | undefined): string {
  const id = data?.id;
  if (typeof id === 'string') return id;
  throw new Error('The payment has no PaymentIntent.');
}

function toData(intent: Stripe.PaymentIntent): { data: Record<string, unknown> } {
  return { data: intent as unknown as Record<string, unknown> };
}
