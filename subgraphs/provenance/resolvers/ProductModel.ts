import type { ProductModelResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ProductReference } from '../ledger/records.ts';

/** The 3D model among the media of a product. */
export const ProductModel: ResolversOver<ProductReference, ProductModelResolvers> = {
  __resolveReference: ({ productId }) => ({ id: productId }),
  productId: ({ id }) => id,
  digitalAssets: async ({ id }, _, { loaders }) => {
    const assets = await loaders.ofProduct.assets(id);
    return assets.length > 0 ? assets : null;
  },
};
