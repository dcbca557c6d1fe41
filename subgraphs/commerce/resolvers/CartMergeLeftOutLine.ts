import type { CartMergeLeftOutLineResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { neededFields } from '../medusa/fields.ts';
import type { LeftOutLineRow } from '../medusa/merges.ts';

/** Pieces that were not merged. */
export const CartMergeLeftOutLine: ResolversOver<LeftOutLineRow, CartMergeLeftOutLineResolvers> = {
  variant: ({ variantId }, _, { products }, info) =>
    products.variantById.load({ key: variantId, fields: neededFields(info, 'ProductVariant') }),
};
