import type { ShippingOptionResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { textFields } from '../texts/localized.ts';
import { estimateDelivery } from './estimate.ts';
import { type OfferedOption, stockAt } from './options.ts';
import { lastRelease } from './releases.ts';

/** A shipping option for a cart. */
export const ShippingOption: ResolversOver<OfferedOption, ShippingOptionResolvers> = {
  ...textFields<OfferedOption, 'name' | 'description'>('name', 'description'),
  kind: ({ promise }) => promise.kind,
  workingDays: ({ promise }) => promise.workingDays,
  estimatedDelivery: async ({ promise, destination, lines }, _, { products }) => {
    const release = await lastRelease(
      lines.map(({ variantId }) => variantId),
      products.variantById,
    );
    return estimateDelivery(promise, destination, release ?? new Date());
  },
  pickup: async ({ promise, lines, variants }, _, { locations }) => {
    const location = (await locations()).find(({ id }) => id === promise.locationId);
    if (promise.kind === 'DELIVERY' || !location) return null;
    return { location, ...stockAt(location.id, lines, await variants()) };
  },
};
