import type { OrderLineResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { neededFields } from '../medusa/fields.ts';
import type { OrderLineRow } from '../orders/rows.ts';
import { textFields } from '../texts/localized.ts';

/** A variant and its quantity in an order. */
export const OrderLine: ResolversOver<OrderLineRow, OrderLineResolvers> = {
  ...textFields<OrderLineRow, 'title' | 'variantTitle'>('title', 'variantTitle'),
  returnableQuantity: async ({ id, orderId }, _, { returnsOf }) =>
    (await returnsOf.load(orderId))?.returnable.get(id)?.quantity ?? 0,
  variant: ({ variantId }, _, { products }, info) =>
    variantId === null
      ? null
      : products.variantById.load({ key: variantId, fields: neededFields(info, 'ProductVariant') }),
  editionNumbers: async ({ id }, _, { limitedPieces }) => (await limitedPieces.load(id))?.numbers ?? [],
  shipsFrom: async ({ id }, _, { limitedPieces }) => (await limitedPieces.load(id))?.releasesAt ?? null,
};
