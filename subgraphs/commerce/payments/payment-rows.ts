import type { PaymentDeclineReason, PaymentFlow, PaymentMethodKind } from '#generated/commerce.ts';
import type { Money } from '../money.ts';

/** The payment of a cart. */
export interface CartPaymentRow {
  id: string;
  cartId: string;
  providerId: string;
  status: 'PENDING' | 'PROCESSING' | 'REQUIRES_MORE' | 'AUTHORIZED' | 'CAPTURED' | 'ERROR' | 'CANCELED';
  amount: Money;
}

/** What the provider has said about the payment of a cart. */
export interface PaymentDetails {
  cartId: string;
  action: PaymentActionRow | null;
  declineReason: PaymentDeclineReason | null;
  method: PaymentMethodDetailsRow | null;
}

export type PaymentActionRow =
  | { __typename: 'PaymentRedirect'; url: string }
  | { __typename: 'PaymentClientData'; providerId: string; publishableKey: string; clientSecret: string };

export interface PaymentMethodDetailsRow {
  type: string;
  brand: string | null;
  last4: string | null;
  wallet: string | null;
}

/** A payment provider of a region. */
export interface PaymentProviderRow {
  providerId: string;
  kind: 'STRIPE' | 'MANUAL';
  methods: { code: string; name: string; kind: PaymentMethodKind; flow: PaymentFlow; isDelayed: boolean }[];
}

/** What a buyer chooses at the start of a payment. */
export interface PaymentChoice {
  providerId: string;
  method: string | undefined;
  returnUrl: string | undefined;
}

/** A payment of an order. Captures and refunds are in the order of their time. */
export interface PaymentRow {
  id: string;
  orderId: string;
  providerId: string;
  method: PaymentMethodDetailsRow | null;
  amount: Money;
  authorizedAt: string;
  captures: { id: string; amount: Money; createdAt: string }[];
  refunds: { id: string; amount: Money; reason: string | null; createdAt: string }[];
  canceledAt: string | null;
}
