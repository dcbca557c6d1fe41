import type { CartShippingMethodResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ShippingMethodRow } from '../cost-rows.ts';
import { estimateDelivery } from './estimate.ts';

/** The shipping method of a cart or an order. */
export const CartShippingMethod: ResolversOver<ShippingMethodRow, CartShippingMethodResolvers> = {
  kind: ({ promise }) => promise.kind,
  estimatedDelivery: ({ promise, destination, orderedAt }) =>
    estimateDelivery(promise, destination, orderedAt ?? new Date()),
  pickupLocation: async ({ promise }, _, { locations }) =>
    promise.kind === 'DELIVERY' ? null : ((await locations()).find(({ id }) => id === promise.locationId) ?? null),
};
