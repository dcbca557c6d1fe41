import type { ProductVariantResolvers, VariantAvailabilityResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { neededFields } from '../medusa/fields.ts';
import { saleOf, unitPriceOf } from '../products/sales.ts';
import { inventoryAt, isForSale, sellable, stockStatus } from '../products/stock.ts';
import type { VariantRow } from '../rows.ts';
import { textFields } from '../texts/localized.ts';

/** One version of a product. */
export const ProductVariant: ResolversOver<VariantRow, ProductVariantResolvers> = {
  __resolveReference: (reference, { products }, info) => {
    const fields = neededFields(info, 'ProductVariant');
    // The object of a reference from `node` may not exist.
    if ('nodeId' in reference) return products.variantById.load({ key: reference.nodeId, fields });
    return fields.length === 0 ? reference : products.variantById.load({ key: reference.id, fields });
  },
  ...textFields<VariantRow, 'title'>('title'),
  availableForSale: (variant) => isForSale(variant),
  availableQuantity: (variant) => sellable(variant),
  sale: async (variant, _, { sales }) =>
    variant.compareAtPrice && saleOf(variant, variant.saleId ? (await sales()).get(variant.saleId) : undefined),
  unitPrice: ({ price, content }) => unitPriceOf(price, content),
  preOrder: (variant) => variant.preOrder && { ...variant.preOrder, remaining: sellable(variant) ?? 0 },
  availability: (variant) => variant,
  inventory: async (variant, _, { locations }) => inventoryAt(await locations(), variant),
};

/** Whether a variant can be bought, and where. */
export const VariantAvailability: ResolversOver<VariantRow, VariantAvailabilityResolvers> = {
  isAvailable: (variant) => isForSale(variant),
  status: (variant) => stockStatus(variant),
  quantity: (variant) => sellable(variant),
  locations: async (variant, _, { locations }) => inventoryAt(await locations(), variant),
};
