import type { CartResolvers } from '#generated/commerce.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { withKnownTaxes } from '../carts/known-taxes.ts';
import { readWarnings } from '../carts/warnings.ts';
import type { CartRow } from '../rows.ts';
import { dutiesOf } from '../shipping/duties.ts';
import { freeShippingOf } from '../shipping/free-shipping.ts';
import { offeredOptions } from '../shipping/options.ts';

/** Lines that a buyer has not ordered yet. */
export const Cart: ResolversOver<CartRow, CartResolvers> = {
  __resolveReference: (reference, { carts }) => carts.find(referenceId(reference)),
  region: async ({ regionId }, _, { regions }) => (await regions()).find(({ id }) => id === regionId) ?? null,
  lines: async (cart, _, { regions }) => withKnownTaxes(cart, await regions()).lines,
  cost: async (cart, _, { regions }) => withKnownTaxes(cart, await regions()).cost,
  shippingMethod: async (cart, _, { regions }) => withKnownTaxes(cart, await regions()).shippingMethod,
  paymentProviders: async ({ regionId }, _, { paymentProviders }) =>
    (await paymentProviders()).get(regionId ?? '') ?? [],
  shippingOptions: async (cart, _, { cartCalls, deliveryOptions, locations, variantsIn, request }) => {
    const calls = await cartCalls();
    const [options, known, places] = await Promise.all([
      calls.shippingOptions(cart),
      deliveryOptions(request.market.language),
      locations(),
    ]);
    return offeredOptions(cart, options, known, places, () => variantsIn(cart.regionId));
  },
  freeShipping: async (cart, _, { deliveryOptions, request }) =>
    freeShippingOf(cart, await deliveryOptions(request.market.language)),
  duties: async ({ regionId, shippingMethod, cost }, _, { regions }) => {
    const region = (await regions()).find(({ id }) => id === regionId);
    const dutiesIncluded = region?.dutiesIncluded ?? null;
    return dutiesOf({ kind: shippingMethod?.promise.kind ?? 'DELIVERY', dutiesIncluded }, cost.total.currencyCode);
  },
  warnings: async (cart, _, { deliveryOptions, variantsIn, request }) =>
    readWarnings(cart, variantsIn(cart.regionId), freeShippingOf(cart, await deliveryOptions(request.market.language))),
};
