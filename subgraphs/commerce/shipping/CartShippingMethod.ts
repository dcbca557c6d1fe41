import type { CartShippingMethodResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ShippingMethodRow } from '../cost-rows.ts';
import { textFor } from '../texts/localized.ts';
import { estimateDelivery } from './estimate.ts';
import { lastRelease } from './releases.ts';

/** The shipping method of a cart or an order. */
export const CartShippingMethod: ResolversOver<ShippingMethodRow, CartShippingMethodResolvers> = {
  name: ({ name, texts, language }, _, context, info) => {
    const shown = language ?? context.request.market.language;
    return textFor(shown, context, info, name, texts[shown]?.name);
  },
  kind: ({ promise }) => promise.kind,
  estimatedDelivery: async ({ promise, destination, orderedAt, variantIds }, _, { products }) => {
    const release = promise.shipsFrom ?? (await lastRelease(variantIds, products.variantById));
    return estimateDelivery(promise, destination, release ?? orderedAt ?? new Date());
  },
  pickupLocation: async ({ promise }, _, { locations }) =>
    promise.kind === 'DELIVERY' ? null : ((await locations()).find(({ id }) => id === promise.locationId) ?? null),
};
