import type { MutationResolvers } from '#generated/commerce.ts';
import { isRefused, payload, payloadOfFields } from '#kit/graph/result.ts';

/** Mutations of carts. */
export const cartMutations = {
  cartCreate: async (_, { input }, { carts }) => payload('cart', await carts.create(input ?? {})),
  cartLinesAdd: async (_, { cartId, lines }, { carts }) => payload('cart', await carts.addLines(cartId, lines)),
  cartLinesUpdate: async (_, { cartId, lines }, { carts }) => payload('cart', await carts.updateLines(cartId, lines)),
  cartLinesRemove: async (_, { cartId, lineIds }, { carts }) =>
    payload('cart', await carts.removeLines(cartId, lineIds)),
  cartMarketUpdate: async (_, { cartId, countryCode }, { carts }) =>
    payload('cart', await carts.setCountry(cartId, countryCode)),
  cartBuyerUpdate: async (_, { cartId, buyer }, { carts }) => payload('cart', await carts.setBuyer(cartId, buyer)),
  cartDiscountCodesUpdate: async (_, { cartId, discountCodes }, { carts }) =>
    payload('cart', await carts.setCodes(cartId, discountCodes)),
  cartShippingMethodSet: async (_, { cartId, shippingOptionId }, { carts }) =>
    payload('cart', await carts.setShipping(cartId, shippingOptionId)),
  cartPaymentStart: async (_, args, { carts }) => payload('cart', await carts.startPayment(args)),
  cartComplete: async (_, args, { carts, orders, orderTokens, request }) => {
    const completed = await carts.complete(args);
    if (isRefused(completed)) return payloadOfFields(completed);
    const { orderId, productIds } = completed;
    for (const id of productIds) request.invalidates.add(`product:${id}`);
    const order = await orders.readPlaced(orderId);
    return payloadOfFields({ order, accessToken: orderTokens.issue(orderId, new Date(order.placedAt)) });
  },
} satisfies MutationResolvers;
