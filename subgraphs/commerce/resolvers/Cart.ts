import type { CartResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import { warningsOf } from '../cart-warnings.ts';
import { readProducts } from '../products.ts';
import type { CartRow } from '../rows.ts';

/** What a buyer has gathered and not yet ordered. */
export const Cart: ResolversOver<CartRow, CartResolvers> = {
  __resolveReference: ({ id }, { carts }) => carts.find(id),
  region: async ({ regionId }, _, { regions }) => (await regions()).find(({ id }) => id === regionId) ?? null,
  shippingOptions: async (cart, _, { cartCalls }) => (await cartCalls()).shippingOptions(cart),
  warnings: (cart, _, { medusa }) =>
    warningsOf(
      cart,
      readProducts(medusa, async () => cart.regionId ?? undefined),
    ),
};
