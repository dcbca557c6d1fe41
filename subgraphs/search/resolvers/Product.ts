import type { ProductResolvers } from '#generated/search.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { readRelatedRequest } from '../query/related.ts';

/** The part of a product that search resolves; the other fields come from other subgraphs. */
export interface ProductReference {
  id: string;
}

export const Product: ResolversOver<ProductReference, ProductResolvers> = {
  __resolveReference: ({ id }) => ({ id }),
  related: async ({ id }, { first }, { related }) => {
    const ids = await related.load(readRelatedRequest(id, first));
    return ids.map((relatedId) => ({ id: relatedId }));
  },
};
