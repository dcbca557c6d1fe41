import type { CartResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/subgraph.ts';
import { findCart } from '../purchases.ts';
import type { CartRow } from '../rows.ts';

/** What a buyer has gathered and not yet ordered. */
export const Cart: ResolversOver<CartRow, CartResolvers> = {
  __resolveReference: ({ id }, { medusa }) => findCart(id, medusa),
  region: async ({ regionId }, _, { regions }) => (await regions()).find(({ id }) => id === regionId) ?? null,
};
