import { requireProperty } from '#kit/graph/errors.ts';
import type { CartRefusal } from '../cart-refusals.ts';
import { money } from '../money.ts';
import type { PaymentChoice, PaymentDetails, PaymentProviderRow, PaymentRow } from '../payments/payment-rows.ts';
import { readRefusal } from './refusals.ts';
import type { Raw } from './responses.ts';
import { nullIfMissing, type Send, unavailable } from './send.ts';

/** A payment of an order as Medusa's route for services returns it. */
interface MedusaPayment {
  id: string;
  order_id: string;
  provider_id: string;
  method: PaymentRow['method'];
  raw_amount: Raw;
  currency_code: string;
  created_at: string;
  canceled_at: string | null;
  captures: { id: string; raw_amount: Raw; created_at: string }[];
  refunds: {
    id: string;
    raw_amount: Raw;
    created_at: string;
    note: string | null;
    refund_reason: { label: string } | null;
  }[];
}

/** What Medusa's route answers about the payment of a cart. */
interface MedusaPaymentDetails {
  decline_reason: PaymentDetails['declineReason'];
  method: PaymentDetails['method'];
  provider_id: string;
  redirect_url: string | null;
  client: { secret: string; key: string } | null;
}

/** The payment providers of a region, as Medusa's route returns them. */
interface MedusaPaymentOptions {
  id: string;
  providers: {
    id: string;
    methods: { code: string; name: string; kind: string; flow: string; isDelayed: boolean }[];
  }[];
}

/** Calls for payment providers, and for payments of orders. */
export interface PaymentCalls {
  /** The payment providers of each region by its id, the default first. */
  providers(): Promise<ReadonlyMap<string, PaymentProviderRow[]>>;
  /** The payments of orders, the oldest first. The caller must check that the viewer may see the orders. */
  ofOrders(orderIds: readonly string[]): Promise<PaymentRow[]>;
}

export function paymentCalls(send: Send): PaymentCalls {
  return {
    providers: async () => {
      const { regions } = await send<{ regions: MedusaPaymentOptions[] }>('GET', 'payment-options')
        .then(requireProperty('regions'))
        .catch(unavailable);
      return new Map(regions.map((region) => [region.id, toProviders(region)]));
    },
    ofOrders: async (order_id) => {
      const { payments } = await send<{ payments: MedusaPayment[] }>('GET', 'order-payments', { order_id })
        .then(requireProperty('payments'))
        .catch(unavailable);
      return payments.map(toPayment).toSorted((one, other) => one.authorizedAt.localeCompare(other.authorizedAt));
    },
  };
}

/** Starts a payment of a cart's current total, which replaces any earlier payment. */
export async function startPayment(
  send: Send,
  cartId: string,
  { providerId, method, returnUrl }: PaymentChoice,
): Promise<CartRefusal | undefined> {
  try {
    const { payment_collection: collection } = await send<{ payment_collection: { id: string } }>(
      'POST',
      'payment-collections',
      {},
      { cart_id: cartId },
    ).then(requireProperty('payment_collection'));
    await send<{ payment_collection: object }>(
      'POST',
      `payment-collections/${collection.id}/payment-sessions`,
      {},
      { provider_id: providerId, data: { method, return_url: returnUrl } },
    ).then(requireProperty('payment_collection'));
    return undefined;
  } catch (cause) {
    return readRefusal(cause) ?? unavailable(cause);
  }
}

/** What the provider has said about the payment of a cart; nothing where there is no payment. */
export async function readPaymentDetails(send: Send, cartId: string): Promise<PaymentDetails> {
  const found = await send<{ payment: MedusaPaymentDetails | null }>(
    'GET',
    `carts/${encodeURIComponent(cartId)}/payment`,
  )
    .then(requireProperty('payment'))
    .catch(nullIfMissing);
  if (!found?.payment) return { cartId, action: null, declineReason: null, method: null };
  const { decline_reason, method, redirect_url, client, provider_id } = found.payment;
  const redirect = redirect_url && ({ __typename: 'PaymentRedirect', url: redirect_url } as const);
  const forClient = client && {
    ...({ __typename: 'PaymentClientData', providerId: provider_id } as const),
    ...{ publishableKey: client.key, clientSecret: client.secret },
  };
  return { cartId, action: redirect || forClient || null, declineReason: decline_reason, method };
}

function toProviders({ providers }: MedusaPaymentOptions): PaymentProviderRow[] {
  return providers.map(({ id, methods }) => ({
    providerId: id,
    kind: id.startsWith('pp_stripe_') ? 'STRIPE' : 'MANUAL',
    methods: methods as PaymentProviderRow['methods'],
  }));
}

function toPayment(from: MedusaPayment): PaymentRow {
  const amountOf = ({ raw_amount }: { raw_amount: Raw }) => money(raw_amount.value, from.currency_code);
  return {
    id: from.id,
    orderId: from.order_id,
    providerId: from.provider_id,
    method: from.method,
    amount: amountOf(from),
    authorizedAt: from.created_at,
    captures: from.captures
      .toSorted(byTime)
      .map((capture) => ({ id: capture.id, amount: amountOf(capture), createdAt: capture.created_at })),
    refunds: from.refunds.toSorted(byTime).map((refund) => ({
      id: refund.id,
      amount: amountOf(refund),
      reason: refund.refund_reason?.label ?? refund.note,
      createdAt: refund.created_at,
    })),
    canceledAt: from.canceled_at,
  };
}

function byTime(one: { id: string; created_at: string }, other: { id: string; created_at: string }): number {
  return one.created_at.localeCompare(other.created_at) || one.id.localeCompare(other.id);
}
