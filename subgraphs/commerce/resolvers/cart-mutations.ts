import type { MutationResolvers } from '#generated/commerce.ts';
import { isRefused, payload, payloadOfFields } from '#kit/graph/result.ts';
import { isUnpaid } from '../payments/checkout.ts';

const nothingLeftOut = { leftOutLines: [], leftOutDiscountCodes: [] };

/** Mutations of carts. */
export const cartMutations = {
  cartCreate: async (_, { input }, { carts }) => payload('cart', await carts.create(input ?? {})),
  cartLinesAdd: async (_, { cartId, lines }, { carts }) => payload('cart', await carts.addLines(cartId, lines)),
  cartLinesUpdate: async (_, { cartId, lines }, { carts }) => payload('cart', await carts.updateLines(cartId, lines)),
  cartLinesRemove: async (_, { cartId, lineIds }, { carts }) =>
    payload('cart', await carts.removeLines(cartId, lineIds)),
  cartLinesClear: async (_, { cartId }, { carts }) => payload('cart', await carts.clear(cartId)),
  cartDelete: async (_, { cartId }, { carts }) => payloadOfFields(await carts.remove(cartId)),
  cartMerge: async (_, { cartId, cancelPayment }, { carts }) => {
    const merged = await carts.merge(cartId, cancelPayment ?? false);
    return isRefused(merged) ? { ...merged, ...nothingLeftOut } : { ...merged, userErrors: [] };
  },
  cartMarketUpdate: async (_, { cartId, countryCode }, { carts }) =>
    payload('cart', await carts.setCountry(cartId, countryCode)),
  cartBuyerUpdate: async (_, { cartId, buyer }, { carts }) => payload('cart', await carts.setBuyer(cartId, buyer)),
  cartDiscountCodesUpdate: async (_, { cartId, discountCodes }, { carts }) =>
    payload('cart', await carts.setCodes(cartId, discountCodes)),
  cartNoteUpdate: async (_, { cartId, note }, { carts }) => payload('cart', await carts.setNote(cartId, note ?? null)),
  cartGiftUpdate: async (_, { cartId, gift }, { carts }) => payload('cart', await carts.setGift(cartId, gift ?? null)),
  cartShippingMethodSet: async (_, { cartId, shippingOptionId }, { carts }) =>
    payload('cart', await carts.setShipping(cartId, shippingOptionId)),
  cartPaymentStart: async (_, args, { checkout }) => payload('cart', await checkout.startPayment(args)),
  cartComplete: async (_, args, { carts, checkout, orders, orderTokens, request }) => {
    const completed = await checkout.complete(args);
    if (isRefused(completed))
      return { ...payloadOfFields(completed), cart: isUnpaid(completed) ? await carts.find(args.cartId) : null };
    const { orderId, productIds } = completed;
    for (const id of productIds) request.invalidates.add(`product:${id}`);
    const order = await orders.readPlaced(orderId);
    return payloadOfFields({ order, accessToken: orderTokens.issue(orderId, new Date(order.placedAt)) });
  },
} satisfies MutationResolvers;
