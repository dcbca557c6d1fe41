import type { ProductResolvers } from '#generated/provenance.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ProductReference } from '../ledger/records.ts';

export const Product: ResolversOver<ProductReference, ProductResolvers> = {
  __resolveReference: ({ id }) => ({ id }),
  provenance: ({ id }, _, { loaders }) => loaders.provenance.load(id),
  digitalAssets: async ({ id }, _, { loaders }) => {
    const assets = await loaders.assets.load(id);
    return assets.length > 0 ? assets : null;
  },
  passport: ({ id }, _, { loaders }) => loaders.passport.load(id),
};
