import type { CartLineResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { LineRow } from '../carts/line-rows.ts';
import { neededFields } from '../medusa/fields.ts';
import { textFields } from '../texts/localized.ts';

/** A variant and its quantity in a cart. */
export const CartLine: ResolversOver<LineRow, CartLineResolvers> = {
  ...textFields<LineRow, 'title' | 'variantTitle'>('title', 'variantTitle'),
  variant: ({ variantId }, _, { products }, info) =>
    variantId === null
      ? null
      : products.variantById.load({ key: variantId, fields: neededFields(info, 'ProductVariant') }),
  // An outage rejects, and becomes an error at the path of the field.
  isOffered: async ({ variantId }, _, { products }) =>
    variantId !== null && (await products.variantById.load({ key: variantId, fields: [] })) !== null,
};
