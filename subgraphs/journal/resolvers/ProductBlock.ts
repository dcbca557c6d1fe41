import type { ProductBlockResolvers } from '#generated/journal.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import type { ProductNode } from '../narrative/narrative.ts';

export const ProductBlock: ResolversOver<ProductNode, ProductBlockResolvers> = {
  key: ({ _key }) => _key,
  product: ({ productId }) => ({ id: productId }),
};
