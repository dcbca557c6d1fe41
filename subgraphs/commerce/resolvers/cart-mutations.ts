import type { MutationResolvers } from '#generated/commerce.ts';
import { type Fault, isFault } from '../carts/faults.ts';
import type { CartRow } from '../rows.ts';

/** Mutations of carts. */
export const cartMutations = {
  cartCreate: async (_, { input }, { carts }) => changed(await carts.create(input ?? {})),
  cartLinesAdd: async (_, { cartId, lines }, { carts }) => changed(await carts.addLines(cartId, lines)),
  cartLinesUpdate: async (_, { cartId, lines }, { carts }) => changed(await carts.updateLines(cartId, lines)),
  cartLinesRemove: async (_, { cartId, lineIds }, { carts }) => changed(await carts.removeLines(cartId, lineIds)),
  cartMarketUpdate: async (_, { cartId, countryCode }, { carts }) => changed(await carts.moveTo(cartId, countryCode)),
  cartBuyerUpdate: async (_, { cartId, buyer }, { carts }) => changed(await carts.setBuyer(cartId, buyer)),
  cartDiscountCodesUpdate: async (_, { cartId, discountCodes }, { carts }) =>
    changed(await carts.setCodes(cartId, discountCodes)),
  cartShippingMethodSet: async (_, { cartId, shippingOptionId }, { carts }) =>
    changed(await carts.setShipping(cartId, shippingOptionId)),
  cartPaymentStart: async (_, args, { carts }) => changed(await carts.startPayment(args)),
  cartComplete: async (_, args, { carts, orders, orderTokens }) => {
    const completed = await carts.complete(args);
    if (isFault(completed)) return { order: null, accessToken: null, ...completed };
    const { orderId } = completed;
    const order = await orders.placed(orderId);
    return { order, accessToken: orderTokens.of(orderId, new Date(order.placedAt)), userErrors: [] };
  },
} satisfies MutationResolvers;

function changed(result: CartRow | Fault) {
  return isFault(result) ? { cart: null, ...result } : { cart: result, userErrors: [] };
}
