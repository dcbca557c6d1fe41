import type { OrderLineResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { neededFields } from '../medusa/fields.ts';
import type { LineRow } from '../rows.ts';

/** A variant and its quantity in an order. */
export const OrderLine: ResolversOver<LineRow, OrderLineResolvers> = {
  variant: ({ variantId }, _, { products }, info) =>
    variantId === null
      ? null
      : products.variantById.load({ key: variantId, fields: neededFields(info, 'ProductVariant') }),
};
