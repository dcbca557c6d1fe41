import type { CartResolvers } from '#generated/commerce.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { withKnownTaxes } from '../carts/known-taxes.ts';
import { readWarnings } from '../carts/warnings.ts';
import type { CartRow } from '../rows.ts';

/** Lines that a buyer has not ordered yet. */
export const Cart: ResolversOver<CartRow, CartResolvers> = {
  __resolveReference: (reference, { carts }) => carts.find(referenceId(reference)),
  region: async ({ regionId }, _, { regions }) => (await regions()).find(({ id }) => id === regionId) ?? null,
  lines: async (cart, _, { regions }) => withKnownTaxes(cart, await regions()).lines,
  cost: async (cart, _, { regions }) => withKnownTaxes(cart, await regions()).cost,
  shippingMethod: async (cart, _, { regions }) => withKnownTaxes(cart, await regions()).shippingMethod,
  shippingOptions: async (cart, _, { cartCalls }) => (await cartCalls()).shippingOptions(cart),
  warnings: (cart, _, { variantsIn }) => readWarnings(cart, variantsIn(cart.regionId)),
};
