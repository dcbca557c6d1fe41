import type { CartPaymentResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { CartPaymentRow } from '../payments/payment-rows.ts';

/** A payment that was started for a cart. */
export const CartPayment: ResolversOver<CartPaymentRow, CartPaymentResolvers> = {
  action: async ({ cartId }, _, { paymentOf }) => (await paymentOf.load(cartId))?.action ?? null,
  declineReason: async ({ cartId }, _, { paymentOf }) => (await paymentOf.load(cartId))?.declineReason ?? null,
  method: async ({ cartId }, _, { paymentOf }) => (await paymentOf.load(cartId))?.method ?? null,
};
