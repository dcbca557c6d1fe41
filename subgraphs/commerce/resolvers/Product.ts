import type { ProductResolvers } from '#generated/commerce.ts';
import { connectionWithin } from '#kit/graph/connection.ts';
import { badInput } from '#kit/graph/errors.ts';
import { languages } from '#kit/graph/languages/language.ts';
import { orPartial } from '#kit/graph/server/partial.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { neededFields } from '../medusa/fields.ts';
import { span } from '../money.ts';
import { collectionsOf } from '../products/collections.ts';
import { taxedRange } from '../products/price-range.ts';
import { editionOf } from '../products/stock.ts';
import { productStructuredData } from '../products/structured-data/resolvers.ts';
import { variantWith } from '../products/variants.ts';
import type { ProductRow } from '../rows.ts';
import { alternatesOf, textFields } from '../texts/localized.ts';

/** A product. */
export const Product: ResolversOver<ProductRow, ProductResolvers> = {
  // A reference of which only the id is selected needs no call, except one from `node`, whose object may not exist.
  __resolveReference: (reference, { products }, info) => {
    const fields = neededFields(info, 'Product');
    if ('nodeId' in reference) return products.byId.load({ key: reference.nodeId, fields });
    if ('handle' in reference) return products.byHandle.load({ key: reference.handle, fields });
    return fields.length === 0 ? reference : products.byId.load({ key: reference.id, fields });
  },

  ...textFields<ProductRow, 'title' | 'subtitle' | 'description' | 'tags'>('title', 'subtitle', 'description', 'tags'),

  alternates: (product) => alternatesOf(product, languages),

  variants: ({ id, allVariants }, args) => connectionWithin(allVariants, ['Product.variants', id], args),

  variant: (product, { options }) => variantWith(options, product),

  media: ({ id, allMedia }, args) => connectionWithin(allMedia, ['Product.media', id], args),

  edition: (product) => editionOf(product),

  priceRange: ({ allVariants }) => span(allVariants.flatMap(({ price }) => price ?? [])),

  taxedPriceRange: ({ allVariants }) => taxedRange(allVariants),

  collections: async ({ collectionId, englishTags }, _, { allCollections, request }, info) =>
    collectionsOf({ collectionId, englishTags }, await orPartial(request, info, allCollections, [])),

  complementary: async ({ complementaryIds }, { first }, { products, request }, info) => {
    if (first < 1 || first > 24) throw badInput('`first` must be from 1 to 24.', 'first');
    const fields = neededFields(info, 'Product');
    const read = () => Promise.all(complementaryIds.map((key) => products.byId.load({ key, fields })));
    const rows = await orPartial(request, info, read, []);
    return rows.filter((row) => row !== null).slice(0, first);
  },

  categories: async ({ categoryIds }, _, { categories }) => {
    if (categoryIds.length === 0) return [];
    const tree = await categories();
    return tree.all.filter(({ id }) => categoryIds.includes(id));
  },

  structuredData: productStructuredData,
};
