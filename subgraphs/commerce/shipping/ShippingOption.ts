import type { ShippingOptionResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { estimateDelivery } from './estimate.ts';
import { type OfferedOption, stockAt } from './options.ts';

/** A shipping option for a cart. */
export const ShippingOption: ResolversOver<OfferedOption, ShippingOptionResolvers> = {
  kind: ({ promise }) => promise.kind,
  workingDays: ({ promise }) => promise.workingDays,
  estimatedDelivery: ({ promise, destination }) => estimateDelivery(promise, destination, new Date()),
  pickup: async ({ promise, lines, variants }, _, { locations }) => {
    const location = (await locations()).find(({ id }) => id === promise.locationId);
    if (promise.kind === 'DELIVERY' || !location) return null;
    return { location, ...stockAt(location.id, lines, await variants()) };
  },
};
